// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../common/version/compare-versions.ts';
import type { Affected, AffectedRange, AdvisoryRecord, VersionScheme } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { asList, asObject, asText, blankRecord, EVERY, orNull, short, UNKNOWN } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';
import { wordsOf } from './worded-range.ts';

/** Versions kept of a list beside or instead of stretches. */
const LISTED = 2000;

const SCHEMES: readonly (readonly [RegExp, VersionScheme])[] = [
  [/^cpan/i, 'cpan'],
  [/^(?:npm|go|crates\.io|pub|hex|swifturl)/i, 'semver'],
  [/^pypi/i, 'pep440'],
  [/^(?:debian|ubuntu)/i, 'dpkg'],
  [/^(?:almalinux|rocky|red ?hat|suse|opensuse|mageia|openeuler|rpm)/i, 'rpm'],
];

const schemeOf = (ecosystem: string): VersionScheme => SCHEMES.find(([pattern]) => pattern.test(ecosystem))?.[1] ?? 'generic';

/** One OSV record (ossf.github.io/osv-schema). A withdrawn one stays, marked: it must not vanish silently. */
export function readOsv(document: Document & { readonly text: string }): Read {
  const value: unknown = JSON.parse(document.text);
  return { asOf: null, records: asList(value).map((row) => osvRecord(asObject(row), document.name)) };
}

function osvRecord(osv: Loose, file: string): AdvisoryRecord | Refusal {
  const id = asText(osv['id']);
  if (id === '') return { refused: `${file}: no OSV record` };
  return {
    ...blankRecord('osv', id),
    aliases: [
      ...asList(osv['aliases']),
      ...asList(osv['related']).filter((alias) => asText(alias).startsWith('CVE-')),
      ...asList(osv['upstream']),
    ].map(asText),
    title: short(asText(osv['summary']) || asText(osv['details']), 200),
    summary: short(asText(osv['details'])),
    affected: asList(osv['affected']).map((row) => osvAffected(asObject(row))),
    cvss: asList(osv['severity']).map((row) => {
      const severity = asObject(row);
      return { version: asText(severity['type']).replace('CVSS_V', ''), vector: asText(severity['score']), score: null, from: 'osv' };
    }),
    cwe: asList(asObject(osv['database_specific'])['cwe_ids']).map(asText),
    published: orNull(asText(osv['published'])),
    modified: orNull(asText(osv['modified'])),
    withdrawn: asText(osv['withdrawn']) !== '',
    url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
  };
}

function osvAffected(affected: Loose): Affected {
  const pack = asObject(affected['package']);
  const ecosystem = asText(pack['ecosystem']);
  const scheme = asList(affected['ranges']).some((row) => asText(asObject(row)['type']) === 'SEMVER') ? 'semver' : schemeOf(ecosystem);
  const ranges = asList(affected['ranges']).flatMap((row) => {
    const range = asObject(row);
    return asText(range['type']) === 'GIT' ? [] : eventRanges(scheme, asList(range['events']).map(asObject));
  });
  const exact = asList(affected['versions']).map((version): AffectedRange => ({ ...EVERY, exact: asText(version) }));
  return {
    name: asText(pack['name']),
    vendor: null,
    ecosystem: orNull(ecosystem),
    scheme,
    // A version is affected when it is listed or lies in a stretch (OSV schema, "Evaluation").
    ranges: [...ranges, ...exact.slice(0, LISTED)],
    words: wordsOf([...ranges, ...exact]),
  };
}

type Event = { readonly version: string; readonly kind: 'introduced' | 'fixed' | 'last_affected' };

/**
 * Events in the order of their versions, whatever their order in the file (OSV schema, "Evaluation"): `introduced` opens a
 * stretch, the next `fixed` or `last_affected` closes it, and `limit` ends them all. `0` is the beginning. Versions that
 * cannot be put in order make one stretch of unknown extent.
 */
function eventRanges(scheme: VersionScheme, rows: readonly Loose[]): readonly AffectedRange[] {
  const limits = rows.map((row) => asText(row['limit'])).filter((limit) => limit !== '' && limit !== '*');
  const events = rows.flatMap((row): readonly Event[] =>
    (['introduced', 'fixed', 'last_affected'] as const).flatMap((kind) => {
      const version = asText(row[kind]);
      return version === '' ? [] : [{ version, kind }];
    }),
  );
  const sorted = inOrder(scheme, events);
  if (sorted === null) return [UNKNOWN];
  const ranges: AffectedRange[] = [];
  let open: AffectedRange | null = null;
  for (const { version, kind } of sorted) {
    if (kind === 'introduced') open ??= { ...EVERY, from: version === '0' ? null : version };
    else if (open !== null) {
      ranges.push(kind === 'fixed' ? { ...open, before: version } : { ...open, upTo: version });
      open = null;
    }
  }
  if (open !== null) ranges.push(open);
  return limits.length === 0 ? ranges : ranges.flatMap((range) => limits.flatMap((limit) => limited(scheme, range, limit)));
}

function limited(scheme: VersionScheme, range: AffectedRange, limit: string): readonly AffectedRange[] {
  if (range.from !== null && (compareVersions(scheme, range.from, limit) ?? -1) >= 0) return [];
  const end = range.before ?? range.upTo;
  return end !== null && (compareVersions(scheme, end, limit) ?? 1) < 0 ? [range] : [{ ...range, upTo: null, before: limit }];
}

const AT_ONE_VERSION = { fixed: 0, introduced: 1, last_affected: 2 } as const;

/** Null where two of the versions have no order. */
function inOrder(scheme: VersionScheme, events: readonly Event[]): readonly Event[] | null {
  let ordered = true;
  const sorted = events.toSorted((a, b) => {
    const first = Number(b.version === '0' && b.kind === 'introduced') - Number(a.version === '0' && a.kind === 'introduced');
    if (first !== 0) return first;
    const order = compareVersions(scheme, a.version, b.version);
    if (order === null) ordered = false;
    return order === null || order === 0 ? AT_ONE_VERSION[a.kind] - AT_ONE_VERSION[b.kind] : order;
  });
  return ordered ? sorted : null;
}
