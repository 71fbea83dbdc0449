// SPDX-License-Identifier: Apache-2.0
import { compareDebianVersions } from './debian-version.ts';
import type { Installed } from './inventory.ts';
import { packageKey } from './osv.ts';
import type { Advisories, AdvisoryFor } from './osv.ts';
import { compareRpmVersions } from './rpm-version.ts';

/** `unknown` is a value: no data for this release is not "not affected". */
export type PackageState =
  | {
      readonly is: 'affected';
      readonly advisories: readonly { readonly id: string; readonly aliases: readonly string[]; readonly fixedBy: string | null }[];
    }
  | { readonly is: 'fixed'; readonly advisories: readonly { readonly id: string; readonly fixedBy: string }[] }
  | { readonly is: 'not-affected' }
  | { readonly is: 'unknown'; readonly why: 'no-data-for-release' | 'release-not-known' };

export type PackageVerdict = { readonly installed: Installed; readonly state: PackageState };

/**
 * `ecosystem` names the release as OSV does, `Debian:12` or `AlmaLinux:9`. Debian advisories name source packages, RPM
 * ones binary packages; versions are compared by the distribution's own rule and never as anything else.
 */
export function matchPackages(packages: readonly Installed[], advisories: Advisories, ecosystem: string | null): readonly PackageVerdict[] {
  return packages.map((installed) => ({ installed, state: stateOf(installed, advisories, ecosystem) }));
}

function stateOf(installed: Installed, advisories: Advisories, ecosystem: string | null): PackageState {
  if (ecosystem === null) return { is: 'unknown', why: 'release-not-known' };
  if (!advisories.ecosystems.has(ecosystem)) return { is: 'unknown', why: 'no-data-for-release' };
  const name = installed.scheme === 'deb' ? installed.source : installed.binary;
  const version = installed.scheme === 'deb' ? installed.sourceVersion : installed.version;
  const compare = installed.scheme === 'deb' ? compareDebianVersions : compareRpmVersions;
  const about = advisories.byPackage.get(packageKey(ecosystem, name)) ?? [];
  const affected = about.filter((advisory) => isAffected(advisory, version, compare));
  if (affected.length > 0)
    return {
      is: 'affected',
      advisories: affected.map(({ id, aliases, ranges }) => ({
        id,
        aliases,
        fixedBy: ranges.find((range) => range.fixed !== null)?.fixed ?? null,
      })),
    };
  const fixed = about.flatMap(({ id, ranges }) => {
    const by = ranges.find((range) => range.fixed !== null && compare(version, range.fixed) >= 0)?.fixed ?? null;
    return by === null ? [] : [{ id, fixedBy: by }];
  });
  return fixed.length > 0 ? { is: 'fixed', advisories: fixed } : { is: 'not-affected' };
}

function isAffected(advisory: AdvisoryFor, version: string, compare: (a: string, b: string) => number): boolean {
  if (advisory.versions.includes(version)) return true;
  return advisory.ranges.some(({ introduced, fixed, lastAffected }) => {
    if (introduced !== '0' && compare(version, introduced) < 0) return false;
    if (fixed !== null) return compare(version, fixed) < 0;
    return lastAffected === null || compare(version, lastAffected) <= 0;
  });
}

/** Distributions as /etc/os-release names them, to OSV's ecosystems. null: no ecosystem is known for it. */
export function ecosystemOf(osRelease: string): string | null {
  const field = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  const major = field('VERSION_ID').split('.')[0] ?? '';
  if (major === '') return null;
  switch (field('ID')) {
    case 'debian':
      return `Debian:${major}`;
    case 'ubuntu':
      return `Ubuntu:${field('VERSION_ID')}${Number(field('VERSION_ID').slice(0, 2)) % 2 === 0 && field('VERSION_ID').endsWith('.04') ? ':LTS' : ''}`;
    case 'almalinux':
      return `AlmaLinux:${major}`;
    case 'rocky':
      return `Rocky Linux:${major}`;
    default:
      return null;
  }
}

/** Days between the newest advisory and now; data older than `limit` days must be said to be old. */
export function ageInDays(newest: string | null, now: string): number | null {
  if (newest === null) return null;
  const days = (Date.parse(now) - Date.parse(newest)) / 86_400_000;
  return Number.isFinite(days) ? Math.max(0, Math.floor(days)) : null;
}
export const OLD_AFTER_DAYS = 7;
