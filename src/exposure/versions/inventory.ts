// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes } from '../bytes.ts';

/** What asks for it; the fields are parted by tabs. Matching is by SOURCE package, as advisories are keyed. */
export const DPKG_FORMAT = '${Package}\\t${Version}\\t${Architecture}\\t${db:Status-Abbrev}\\t${source:Package}\\t${source:Version}\\n';
export const RPM_FORMAT = '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\n';

export type Installed = {
  readonly binary: string;
  readonly version: string;
  readonly source: string;
  readonly sourceVersion: string;
  readonly scheme: 'deb' | 'rpm';
};
export type Inventory = { readonly packages: readonly Installed[]; readonly refusedLines: number };

/** Lines of `dpkg-query -W -f=DPKG_FORMAT`. Packages that are not installed (removed, only configured) are left out. */
export function parseDpkg(bytes: Uint8Array): Inventory {
  return parseLines(bytes, (fields) => {
    const [binary, version, , status, source, sourceVersion] = fields;
    if (binary === undefined || version === undefined || status === undefined) return null;
    if (status.trim() !== 'ii' && status.trim() !== 'hi') return 'absent';
    return { binary, version, source: source || binary, sourceVersion: sourceVersion || version, scheme: 'deb' };
  });
}

/** Lines of `rpm -qa --qf RPM_FORMAT`. `(none)` is an epoch of 0. Advisories of RPM distributions name binary packages. */
export function parseRpm(bytes: Uint8Array): Inventory {
  return parseLines(bytes, (fields) => {
    const [binary, epoch, version, release, , sourceRpm] = fields;
    if (binary === undefined || version === undefined || release === undefined) return null;
    const evr = `${epoch === '(none)' || epoch === undefined ? '0' : epoch}:${version}-${release}`;
    const source = /^(.*)-[^-]+-[^-]+\.src\.rpm$/.exec(sourceRpm ?? '')?.[1] ?? binary;
    return { binary, version: evr, source, sourceVersion: evr, scheme: 'rpm' };
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
