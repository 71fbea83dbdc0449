// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes } from '../path/bytes.ts';

/** What asks for it; the fields are parted by tabs. Matching is by SOURCE package, as advisories are keyed. */
export const DPKG_FORMAT =
  '${Package}\\t${Version}\\t${Architecture}\\t${db:Status-Abbrev}\\t${source:Package}\\t${source:Version}\\t${Maintainer}\\t${Origin}\\n';
export const RPM_FORMAT = '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\t%{VENDOR}\\n';

export type Installed = {
  readonly binary: string;
  readonly version: string;
  readonly source: string;
  readonly sourceVersion: string;
  readonly scheme: 'deb' | 'rpm';
  /** Who made it, as the package itself says: rpm's vendor, deb's origin or maintainer; null where the list does not say. */
  readonly builder: string | null;
};
export type Inventory = { readonly packages: readonly Installed[]; readonly refusedLines: number };

/** dpkg's states (dpkg-query(1)) by whether a package's files are on the disk: half-installed to installed, and not. */
const ON_DISK = 'HUFWti';
const NOT_ON_DISK = 'nc';

/**
 * Lines of `dpkg-query -W -f=DPKG_FORMAT`. What a package is comes from its state, the second letter, whatever is wanted
 * of it (the first) and whether it has errors (the third): unpacked and half-configured programs run like configured ones.
 * Packages without files (removed, only configuration left) are left out; a state that dpkg does not have is refused.
 */
export function parseDpkg(bytes: Uint8Array): Inventory {
  return parseLines(bytes, (fields) => {
    const [binary, version, , status, source, sourceVersion, maintainer, origin] = fields;
    if (binary === undefined || version === undefined || status === undefined) return null;
    const state = status.trimEnd().charAt(1);
    if (state !== '' && NOT_ON_DISK.includes(state)) return 'absent';
    if (state === '' || !ON_DISK.includes(state) || version === '') return null;
    return {
      binary,
      version,
      source: source || binary,
      sourceVersion: sourceVersion || version,
      scheme: 'deb',
      builder: origin || maintainer || null,
    };
  });
}

/** Lines of `rpm -qa --qf RPM_FORMAT`. `(none)` is an epoch of 0. Advisories of RPM distributions name binary packages. */
export function parseRpm(bytes: Uint8Array): Inventory {
  return parseLines(bytes, (fields) => {
    const [binary, epoch, version, release, , sourceRpm, vendor] = fields;
    if (binary === undefined || version === undefined || release === undefined) return null;
    const evr = `${epoch === '(none)' || epoch === undefined ? '0' : epoch}:${version}-${release}`;
    const source = /^(.*)-[^-]+-[^-]+\.src\.rpm$/.exec(sourceRpm ?? '')?.[1] ?? binary;
    return { binary, version: evr, source, sourceVersion: evr, scheme: 'rpm', builder: vendor === '(none)' ? null : vendor || null };
  });
}

function parseLines(bytes: Uint8Array, read: (fields: readonly string[]) => Installed | 'absent' | null): Inventory {
  let refusedLines = 0;
  const packages: Installed[] = [];
  for (const line of pathOfBytes(bytes).split('\n')) {
    if (line === '') continue;
    const found = line.length > 4000 ? null : read(line.split('\t'));
    if (found === null) refusedLines += 1;
    else if (found !== 'absent') packages.push(found);
  }
  return { packages, refusedLines };
}
