// SPDX-License-Identifier: Apache-2.0
/** What a machine runs, as /etc/os-release says. `ecosystem` names it as OSV does; null when OSV has no name for it. */
export type Release = { readonly name: string; readonly ecosystem: string | null; readonly supportEnds: string | null };

/**
 * The last day on which the distribution itself mends security holes for everybody (LTS included, paid extensions not),
 * as each of them has announced. After it, no advisory does not mean no hole.
 */
const SUPPORT_ENDS: Readonly<Record<string, string>> = {
  'debian 8': '2020-06-30',
  'debian 9': '2022-06-30',
  'debian 10': '2024-06-30',
  'debian 11': '2026-08-31',
  'debian 12': '2028-06-30',
  'debian 13': '2030-06-30',
  'ubuntu 14.04': '2019-04-30',
  'ubuntu 16.04': '2021-04-30',
  'ubuntu 18.04': '2023-05-31',
  'ubuntu 20.04': '2025-05-31',
  'ubuntu 22.04': '2027-04-30',
  'ubuntu 24.04': '2029-05-31',
  'centos 6': '2020-11-30',
  'centos 7': '2024-06-30',
  'centos 8': '2021-12-31',
  'almalinux 8': '2029-03-01',
  'almalinux 9': '2032-05-31',
  'almalinux 10': '2035-05-31',
  'rocky 8': '2029-05-31',
  'rocky 9': '2032-05-31',
  'rocky 10': '2035-05-31',
};

/** The distribution that os-release(5) names, with the day its support ends where we know it; null where it names none. */
export function releaseOf(osRelease: string): Release | null {
  const field = (name: string) => new RegExp(`^${name}=(?:"([^"\\n]*)"|'([^'\\n]*)'|([^"'\\s]*))\\s*$`, 'm').exec(osRelease);
  const text = (name: string) => {
    const found = field(name);
    return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
  };
  const [id, version] = [text('ID').toLowerCase(), text('VERSION_ID')];
  if (id === '') return null;
  const major = version.split('.')[0] ?? '';
  const key = `${id} ${id === 'ubuntu' ? version : major}`;
  return {
    name: text('PRETTY_NAME') || `${id} ${version}`.trim(),
    ecosystem: ecosystemOf(id, version, major),
    supportEnds: SUPPORT_ENDS[key] ?? null,
  };
}

function ecosystemOf(id: string, version: string, major: string): string | null {
  if (major === '') return null;
  switch (id) {
    case 'debian':
      return `Debian:${major}`;
    case 'ubuntu':
      return `Ubuntu:${version}${Number(major) % 2 === 0 && version.endsWith('.04') ? ':LTS' : ''}`;
    case 'almalinux':
      return `AlmaLinux:${major}`;
    case 'rocky':
      return `Rocky Linux:${major}`;
    default:
      return null;
  }
}

/** `now` as an instant: is the day after the last day of support reached? */
export function hasEnded(release: Pick<Release, 'supportEnds'> | null, now: string): boolean {
  return release?.supportEnds !== null && release !== null && now.slice(0, 10) > release.supportEnds;
}
