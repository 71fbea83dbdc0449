// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../common/version/compare-versions.ts';
import type { Affected, AffectedRange, AdvisoryRecord, VersionScheme } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { cpeAffected } from './nvd.ts';
import { asList, asObject, asText, blankRecord, EVERY, orNull, short, UNKNOWN } from './record.ts';
import type { Loose } from './record.ts';
import { wordedRanges, wordsOf } from './worded-range.ts';

/** One CVE record 5.x: the CNA's own `affected[]`, no CPE needed. */
export function readCve(document: Document & { readonly text: string }): Read {
  const cve = asObject(JSON.parse(document.text));
  const meta = asObject(cve['cveMetadata']);
  const id = asText(meta['cveId']);
  if (id === '') return { asOf: null, records: [{ refused: `${document.name}: no CVE record` }] };
  const cna = asObject(asObject(cve['containers'])['cna']);
  const adp = asList(asObject(cve['containers'])['adp']).map(asObject);
  const containers = [cna, ...adp];
  const record: AdvisoryRecord = {
    ...blankRecord('cve', id),
    title: short(asText(cna['title']), 200),
    summary: short(asText(asObject(asList(cna['descriptions'])[0])['value'])),
    affected: containers.flatMap(containerAffected),
    cvss: containers.flatMap((container) => asList(container['metrics']).flatMap((row) => cveMetrics(asObject(row)))),
    cwe: containers
      .flatMap((container) => asList(container['problemTypes']))
      .flatMap((row) => asList(asObject(row)['descriptions']).map((text) => asText(asObject(text)['cweId'])))
      .filter((cwe) => cwe !== ''),
    published: orNull(asText(meta['datePublished'])),
    modified: orNull(asText(meta['dateUpdated'])),
    withdrawn: asText(meta['state']) === 'REJECTED',
    url: `https://www.cve.org/CVERecord?id=${id}`,
  };
  return { asOf: null, records: [record] };
}

/** A container's products; where it names none, what its CPE expressions say. */
function containerAffected(container: Loose): readonly Affected[] {
  const rows = asList(container['affected']).map(asObject);
  const released = new Set(rows.filter((row) => !saysCommits(row)).map(productOf));
  const kept = rows.filter((row) => !saysCommits(row) || !released.has(productOf(row)));
  return rows.length > 0 ? kept.map(cveAffected) : cpeAffected(container['cpeApplicability']);
}

const productOf = (affected: Loose): string => `${asText(affected['vendor'])} ${asText(affected['product'])}`;

/** It speaks of commits only: no release can be held against that, and another row of the product may speak of releases. */
function saysCommits(affected: Loose): boolean {
  const rows = asList(affected['versions']).map(asObject);
  return rows.length > 0 && rows.every((row) => asText(row['versionType']).toLowerCase() === 'git');
}

/**
 * The CNA's rows as stretches that decide in their order, the default behind them (CVE record format 5.x, "Version Status
 * Decision Algorithm"). A record that excludes versions and says nothing of the rest does not know of the rest.
 */
function cveAffected(affected: Loose): Affected {
  const rows = asList(affected['versions']).map(asObject);
  const stated = rows.map((row) => asText(row['versionType']).toLowerCase()).find((type) => type !== '') ?? '';
  const scheme: VersionScheme =
    stated === 'semver' ? 'semver' : stated === 'rpm' ? 'rpm' : stated === 'dpkg' || stated === 'deb' ? 'dpkg' : 'generic';
  const stretches = saysCommits(affected) ? [UNKNOWN] : rows.flatMap((row) => cveStretches(scheme, row));
  const given = asText(affected['defaultStatus']);
  const silent = stretches.every((range) => range.status === 'unaffected') ? [UNKNOWN] : [];
  const rest = given === 'affected' ? [EVERY] : given === 'unknown' ? [UNKNOWN] : given === 'unaffected' ? [] : silent;
  const none = given === 'unaffected' && stretches.length === 0 ? [{ ...EVERY, status: 'unaffected' } as const] : [];
  const ranges = [...stretches, ...rest, ...none];
  return {
    name: asText(affected['product']) || asText(affected['packageName']),
    vendor: orNull(asText(affected['vendor']).replace(/^n\/a$/i, '')),
    ecosystem: null,
    scheme,
    ranges,
    words: wordsOf(ranges),
  };
}

type Status = NonNullable<AffectedRange['status']>;

function statusOf(text: string): Status | null {
  return text === 'affected' || text === 'unaffected' || text === 'unknown' ? text : null;
}

/** One row: an exact version, words, or a stretch that `changes` cut into pieces of their own status. */
function cveStretches(scheme: VersionScheme, row: Loose): readonly AffectedRange[] {
  const status = statusOf(asText(row['status']));
  if (status === null) return [];
  const from = asText(row['version']).trim();
  const before = orNull(asText(row['lessThan']));
  const upTo = orNull(asText(row['lessThanOrEqual']));
  const changes = asList(row['changes'])
    .map(asObject)
    .flatMap((change) => {
      const [at, next] = [asText(change['at']), statusOf(asText(change['status']))];
      return at === '' || next === null ? [] : [{ at, status: next }];
    });
  if (before === null && upTo === null && changes.length === 0) {
    return wordedRanges(from).map((range) => (range.status === undefined ? { ...range, status } : range));
  }
  const whole: AffectedRange = {
    ...EVERY,
    status,
    from: /^(?:0|\*|n\/?a|unspecified|unknown|)$/i.test(from) ? null : from,
    before: endOfLine(before) ?? endOfLine(upTo) ?? (before === '*' || /\s/.test(before ?? '') ? null : before),
    upTo: upTo === '*' || /\s/.test(upTo ?? '') || endOfLine(upTo) !== null ? null : upTo,
  };
  const prose = [before, upTo].some((bound) => /\s/.test(bound ?? ''));
  // The last change that a version has passed decides: so the pieces stand from the last to the first.
  const pieces = changes
    .toSorted((a, b) => compareVersions(scheme, b.at, a.at) ?? 0)
    .map((change): AffectedRange => ({ ...whole, from: change.at, status: change.status }));
  const all = [...pieces, whole];
  return prose ? all.map((range) => ({ ...range, status: 'unknown' as const })) : all;
}

/** Where a bound names a whole line of versions (`2.*`, `6.4.x`), the first version behind it. */
function endOfLine(bound: string | null): string | null {
  const line = /^((?:\d{1,9}\.){0,5})(\d{1,9})\.(?:\*|x)$/i.exec(bound ?? '');
  return line === null ? null : `${line[1] ?? ''}${Number(line[2]) + 1}`;
}

function cveMetrics(metric: Loose): AdvisoryRecord['cvss'] {
  return (['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0'] as const).flatMap((name) => {
    const cvss = asObject(metric[name]);
    const vector = asText(cvss['vectorString']);
    return vector === '' ? [] : [{ version: name.slice(5).replace('_', '.'), vector, score: Number(cvss['baseScore']), from: 'cna' }];
  });
}
