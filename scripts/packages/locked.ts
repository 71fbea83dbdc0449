// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package as a lock file (npm, version 3) names it. */
export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  /** Where it lies, `node_modules/a/node_modules/b`. */
  readonly place: string;
  readonly license: string | null;
  /** SHA-512 of the archive as 128 hexadecimal digits, where the lock gives it. */
  readonly sha512: string | null;
  /** Wanted for building and testing only: whoever runs the desk has no need of it. */
  readonly development: boolean;
  /** Other systems' builds stand here too. */
  readonly optional: boolean;
};

/** The folders with a lock of their own: the product, and the log engine beside it. */
export const lockedFolders = ['.', 'engines/chdb'] as const;

type Row = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
};

/** Every package of a lock file, in the order of its place. */
export function lockedPackages(root: string, folder: string): readonly LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')) as {
    readonly lockfileVersion: number;
    readonly packages: Readonly<Record<string, Row>>;
  };
  if (lock.lockfileVersion !== 3) throw new Error(`${folder}: a lock file of version ${lock.lockfileVersion} is not read`);
  return Object.entries(lock.packages)
    .filter(([place, row]) => place !== '' && row.link !== true)
    .map(([place, row]) => ({
      name: row.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: row.version ?? '',
      place: folder === '.' ? place : `${folder}/${place}`,
      license: row.license ?? null,
      sha512: row.integrity?.startsWith('sha512-') === true ? Buffer.from(row.integrity.slice(7), 'base64').toString('hex') : null,
      development: row.dev === true || row.devOptional === true,
      optional: row.optional === true || row.devOptional === true,
    }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

/** `pkg:npm/%40scope/name@1.2.3` (package-url specification, type npm). */
export function purlOf({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `pkg:npm/${path}@${encodeURIComponent(version)}`;
}
