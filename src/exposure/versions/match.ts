// SPDX-License-Identifier: Apache-2.0
import { fullDaysBetween } from '../../common/civil-day.ts';
import { builderMark, otherBuilder } from './builder.ts';
import { compareDebianVersions } from '../../common/version/debian-version.ts';
import type { Installed } from './inventory.ts';
import { packageKey } from './osv.ts';
import type { Advisories, AdvisoryFor, Range } from './osv.ts';
import { compareRpmVersions } from '../../common/version/rpm-version.ts';

export type UnknownWhy = 'release-not-known' | 'no-data-for-release' | 'end-of-life' | 'module-stream-not-known' | 'other-builder';

/** `unknown` is a value: no data for this release, or nobody looking at it any more, is not "not affected". */
export type PackageState =
  | {
      readonly is: 'affected';
      readonly advisories: readonly { readonly id: string; readonly aliases: readonly string[]; readonly fixedBy: string | null }[];
    }
  | { readonly is: 'fixed'; readonly advisories: readonly { readonly id: string; readonly fixedBy: string }[] }
  | { readonly is: 'not-affected' }
  | { readonly is: 'unknown'; readonly why: UnknownWhy };

export type PackageVerdict = { readonly installed: Installed; readonly state: PackageState };

/** What is asked about: the release as OSV names it, and whether its distribution still looks after it. */
export type Against = { readonly ecosystem: string | null; readonly ended: boolean };

/**
 * Debian advisories name source packages, RPM ones binary packages; versions are compared by the distribution's own rule
 * and never as anything else.
 */
export function matchPackages(packages: readonly Installed[], advisories: Advisories, against: Against): readonly PackageVerdict[] {
  return packages.map((installed) => ({ installed, state: stateOf(installed, advisories, against) }));
}

type Compare = (a: string, b: string) => number;

function stateOf(installed: Installed, advisories: Advisories, { ecosystem, ended }: Against): PackageState {
  if (ecosystem === null) return { is: 'unknown', why: ended ? 'end-of-life' : 'release-not-known' };
  if (!advisories.ecosystems.has(ecosystem)) return { is: 'unknown', why: ended ? 'end-of-life' : 'no-data-for-release' };
  const [name, version, compare]: readonly [string, string, Compare] =
    installed.scheme === 'deb'
      ? [installed.source, installed.sourceVersion, compareDebianVersions]
      : [installed.binary, installed.version, compareRpmVersions];
  const listed = advisories.byPackage.get(packageKey(ecosystem, name)) ?? [];
  const mark = builderMark(version, installed.scheme, ecosystem) ?? otherBuilder(installed, ecosystem, listed.length > 0);
  const all =
    mark === null ? listed : listed.filter((one) => namedIn(one).some((each) => builderMark(each, installed.scheme, ecosystem) === mark));
  if (mark !== null && all.length === 0) return { is: 'unknown', why: 'other-builder' };
  const about = all.filter((advisory) => streamOf(advisory, name, version) === 'same');
  const affected = about.flatMap((advisory) => {
    const by = affectedBy(advisory, version, compare);
    return by === null ? [] : [{ id: advisory.id, aliases: advisory.aliases, fixedBy: by.fixed }];
  });
  if (affected.length > 0) return { is: 'affected', advisories: affected };
  if (
    all.some(
      (advisory) =>
        streamOf(advisory, name, version) === 'other' &&
        (about.length === 0 ? speaksOf(advisory) : affectedBy(advisory, version, compare) !== null),
    )
  )
    return { is: 'unknown', why: 'module-stream-not-known' };
  const fixed = about.flatMap(({ id, ranges }) => {
    const by = ranges.find((range) => range.fixed !== null && compare(version, range.fixed) >= 0)?.fixed ?? null;
    return by === null ? [] : [{ id, fixedBy: by }];
  });
  if (fixed.length > 0) return { is: 'fixed', advisories: fixed };
  return ended ? { is: 'unknown', why: 'end-of-life' } : { is: 'not-affected' };
}

/** The versions that an advisory names as fixed, last affected or affected. */
function namedIn({ ranges, versions }: AdvisoryFor): readonly string[] {
  return [...ranges.flatMap(({ fixed, lastAffected }) => fixed ?? lastAffected ?? []), ...versions];
}

/** The range that holds the version, or nothing. A version that is listed by name without a range has no fix that is told. */
function affectedBy(advisory: AdvisoryFor, version: string, compare: Compare): Pick<Range, 'fixed'> | null {
  const range = advisory.ranges.find(({ introduced, fixed, lastAffected }) => {
    if (introduced !== '0' && compare(version, introduced) < 0) return false;
    if (fixed !== null) return compare(version, fixed) < 0;
    return lastAffected === null || compare(version, lastAffected) <= 0;
  });
  if (range !== undefined) return range;
  return advisory.versions.includes(version) ? { fixed: null } : null;
}

const MODULAR = /[.]module[_+]/;
/**
 * Modules whose streams are named by the first number alone (postgresql:15, nodejs:20), with the packages built in them;
 * the streams of all others carry two (php:7.4, nginx:1.22), as the distributions' lists of application streams have it.
 */
const BY_FIRST_NUMBER = /^(?:nodejs|npm|postgresql|redis|squid|varnish)(?:-|$)/;

/** The stream that a modular version belongs to, from its upstream version. */
function streamName(name: string, version: string): string {
  const [, first = '', second = ''] = /^(?:\d+:)?(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return BY_FIRST_NUMBER.test(name) ? first : `${first}.${second}`;
}

const speaksOf = ({ ranges, versions }: AdvisoryFor): boolean => ranges.length > 0 || versions.length > 0;

/**
 * Modules of RPM distributions ship several streams of one package side by side; an advisory names one of them only in
 * its versions. Another stream's fix says nothing, so a version is never measured by it: `none` where only one of the two
 * is modular, `other` where both are and no version that is named belongs to the installed one's stream.
 */
function streamOf({ ranges }: AdvisoryFor, name: string, version: string): 'same' | 'other' | 'none' {
  const named = ranges.flatMap(({ fixed, lastAffected }) => fixed ?? lastAffected ?? []);
  if (named.length === 0) return 'same';
  const modular = named.filter((each) => MODULAR.test(each));
  if (MODULAR.test(version)) {
    if (modular.length === 0) return 'none';
    return modular.some((each) => streamName(name, each) === streamName(name, version)) ? 'same' : 'other';
  }
  return modular.length === named.length ? 'none' : 'same';
}

/** Days between the newest advisory and now; data older than `limit` days must be said to be old. */
export function ageInDays(newest: string | null, now: string): number | null {
  if (newest === null) return null;
  const days = fullDaysBetween(newest, now);
  return Number.isFinite(days) ? days : null;
}
export const OLD_AFTER_DAYS = 7;
