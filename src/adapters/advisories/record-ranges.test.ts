// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Affected, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import { inRanges } from '../../triage/advisory/version.ts';
import { readCve } from './cve.ts';
import { readNvd } from './nvd.ts';
import { readOsv } from './osv.ts';
import type { Refusal } from './store.ts';

type Asked = Readonly<Record<string, 'yes' | 'no' | 'unknown'>>;
const document = (value: unknown) => ({ name: 'x.json', text: JSON.stringify(value) });

function affectedOf(records: Iterable<AdvisoryRecord | Refusal>): readonly Affected[] {
  return [...records].flatMap((record) => ('refused' in record ? [] : record.affected));
}
/** What the record says of each version: yes where one of its products does. */
function answers(affected: readonly Affected[], asked: Asked): Asked {
  return Object.fromEntries(
    Object.keys(asked).map((version) => {
      const said = affected.map((one) => inRanges(one.scheme, version, one.ranges));
      return [version, said.includes('yes') ? 'yes' : said.includes('unknown') ? 'unknown' : 'no'];
    }),
  );
}
const cve = (affected: unknown) =>
  affectedOf(
    readCve(
      document({
        cveMetadata: { cveId: 'CVE-2026-40001', state: 'PUBLISHED' },
        containers: { cna: { affected: [{ vendor: 'Kite Works', product: 'Kitebox', ...(affected as object) }] } },
      }),
    ).records,
  );
const osv = (affected: unknown) =>
  affectedOf(
    readOsv(document({ id: 'KITE-1', affected: [{ package: { name: 'kite', ecosystem: 'Packagist' }, ...(affected as object) }] })).records,
  );
const nvd = (...cpeMatch: readonly unknown[]) =>
  affectedOf(
    readNvd(document({ vulnerabilities: [{ cve: { id: 'CVE-2026-40002', configurations: [{ nodes: [{ cpeMatch }] }] } }] })).records,
  );
const cpe = (version: string, update: string) => ({
  vulnerable: true,
  criteria: `cpe:2.3:a:kite:kitebox:${version}:${update}:*:*:*:*:*:*`,
});

describe('adapters/advisories: what the records of three sources say of a version', () => {
  test.each<readonly [string, unknown, Asked]>([
    [
      'affected by default, repaired from a version on',
      { defaultStatus: 'affected', versions: [{ version: '5.4', lessThan: '*', status: 'unaffected', versionType: 'custom' }] },
      { '5.3.9': 'yes', '5.4': 'no', '5.4.7': 'no', '9.0': 'no', '5.3-ja': 'yes', '5.4-ja': 'no' },
    ],
    [
      'commits, which no release can be held against',
      {
        defaultStatus: 'unaffected',
        versions: [{ version: '3da177e4c3f4', lessThan: '9c3f7ba1d0e7', status: 'affected', versionType: 'git' }],
      },
      { '3.1': 'unknown', '5.4': 'unknown', '9.9': 'unknown' },
    ],
    [
      'a commit as its version',
      { defaultStatus: 'unaffected', versions: [{ version: '4fe1a2b3c4d5', lessThan: '8fe1a2b3c4d5', status: 'affected' }] },
      { '5.4': 'unknown' },
    ],
    [
      'a change inside a stretch, and one that takes it back',
      {
        defaultStatus: 'unaffected',
        versions: [
          {
            version: '4.0',
            lessThan: '5.0',
            status: 'affected',
            versionType: 'semver',
            changes: [
              { at: '4.6.0', status: 'affected' },
              { at: '4.3.2', status: 'unaffected' },
            ],
          },
        ],
      },
      { '3.9.9': 'no', '4.0.0': 'yes', '4.3.1': 'yes', '4.3.2': 'no', '4.5.9': 'no', '4.6.0': 'yes', '5.0.0': 'no' },
    ],
    [
      'one repaired version inside a stretch',
      {
        defaultStatus: 'unaffected',
        versions: [
          { version: '2.0', lessThanOrEqual: '2.9', status: 'affected' },
          { version: '2.5.1', status: 'unaffected' },
        ],
      },
      { '2.5': 'yes', '2.5.1': 'no', '2.5.2': 'yes', '2.9': 'yes', '2.10': 'no' },
    ],
    [
      'a bound that names a whole line of versions',
      { defaultStatus: 'unaffected', versions: [{ version: '2.0', lessThan: '2.*', status: 'affected' }] },
      { '1.9': 'no', '2.0': 'yes', '2.9': 'yes', '2.10.3': 'yes', '3.0': 'no' },
    ],
    [
      'the same, up to and with a line below',
      { defaultStatus: 'unaffected', versions: [{ version: '0', lessThanOrEqual: '6.4.x', status: 'affected' }] },
      { '5.0': 'yes', '6.4.99': 'yes', '6.5': 'no' },
    ],
    ['nothing said of any version', { versions: [{ version: 'n/a', status: 'affected' }] }, { '1.0': 'unknown' }],
    ['no versions and no default', {}, { '1.0': 'unknown' }],
    ['no versions, affected by default', { defaultStatus: 'affected' }, { '1.0': 'yes' }],
    ['no versions, unaffected by default', { defaultStatus: 'unaffected' }, { '1.0': 'no' }],
    [
      'the rest expressly unknown',
      { defaultStatus: 'unknown', versions: [{ version: '3.0', lessThan: '3.2', status: 'affected' }] },
      { '3.1': 'yes', '3.2': 'unknown', '2.9': 'unknown' },
    ],
    ['only what is repaired', { versions: [{ version: '3.2', lessThan: '*', status: 'unaffected' }] }, { '3.1': 'unknown', '3.2': 'no' }],
    [
      'a stretch in words in the upper bound',
      { versions: [{ version: '0', lessThan: 'the spring release', status: 'affected' }] },
      { '1.0': 'unknown' },
    ],
    [
      'a line in the upper bound',
      { versions: [{ version: '0', lessThanOrEqual: '6.2.x', status: 'affected' }] },
      { '6.2.9': 'yes', '6.3': 'no' },
    ],
    ['words in the version', { versions: [{ version: '8.x before 8.3', status: 'affected' }] }, { '8.2': 'yes', '8.3': 'no', '7.9': 'no' }],
    [
      'a line repaired',
      { defaultStatus: 'affected', versions: [{ version: '9.x', status: 'unaffected' }] },
      { '8.9': 'yes', '9.1': 'no', '10.0': 'yes' },
    ],
  ])('CVE 5.x: %s', (_, affected, asked) => {
    expect(answers(cve(affected), asked)).toEqual(asked);
  });

  test('CVE 5.1: a record whose products stand in CPE expressions only', () => {
    const criteria = 'cpe:2.3:a:kite:kitebox:*:*:*:*:*:*:*:*';
    const cpeMatch = [{ vulnerable: true, criteria, versionStartIncluding: '6.0', versionEndExcluding: '6.4' }];
    const cna = { cpeApplicability: [{ nodes: [{ operator: 'OR', cpeMatch }] }] };
    const read = readCve(document({ cveMetadata: { cveId: 'CVE-2026-40003', state: 'PUBLISHED' }, containers: { cna } }));
    const asked = { '6.3': 'yes', '6.4': 'no' } as const;
    expect(answers(affectedOf(read.records), asked)).toEqual(asked);
  });

  const events = (...rows: readonly unknown[]) => ({ ranges: [{ type: 'ECOSYSTEM', events: rows }] });

  test.each<readonly [string, unknown, Asked]>([
    [
      'events in any order',
      events({ fixed: '6.1.0' }, { introduced: '6.0.0' }, { fixed: '5.4.0' }, { introduced: '0' }),
      { '5.3.9': 'yes', '5.4.0': 'no', '5.9': 'no', '6.0.3': 'yes', '6.1.0': 'no' },
    ],
    [
      'a second fix of the same stretch',
      events({ introduced: '0' }, { fixed: '1.7.3' }, { fixed: '1.9.0' }),
      { '1.7.2': 'yes', '1.8': 'no', '1.9.0': 'no' },
    ],
    ['a last affected version', events({ last_affected: '2.2' }, { introduced: '2.0' }), { '1.9': 'no', '2.2': 'yes', '2.3': 'no' }],
    ['a limit', events({ introduced: '1.0' }, { limit: '2.0' }), { '1.5': 'yes', '2.0': 'no', '0.9': 'no' }],
    [
      'a fix before the limit',
      events({ introduced: '1.0' }, { fixed: '1.2' }, { limit: '2.0' }),
      { '1.1': 'yes', '1.2': 'no', '1.9': 'no' },
    ],
    [
      'versions beside stretches',
      { ...events({ introduced: '3.0.0' }, { fixed: '3.1.0' }), versions: ['2.8.8', '3.0.0'] },
      { '2.8.8': 'yes', '2.8.9': 'no', '3.0.4': 'yes', '3.1.0': 'no' },
    ],
    ['versions alone', { versions: ['1.1', '1.3'] }, { '1.1': 'yes', '1.2': 'no' }],
    ['events without an order', events({ introduced: 'spring' }, { fixed: 'summer' }), { '1.0': 'unknown' }],
    ['commits only', { ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }, { '1.0': 'unknown' }],
  ])('OSV: %s', (_, affected, asked) => {
    expect(answers(osv(affected), asked)).toEqual(asked);
  });

  test('OSV: every order of the same events says the same', () => {
    const rows = [{ introduced: '0' }, { fixed: '1.4' }, { introduced: '2.0' }, { last_affected: '2.2' }, { introduced: '3.0' }];
    const asked = { '1.3': 'yes', '1.4': 'no', '2.1': 'yes', '2.3': 'no', '3.5': 'yes' } as const;
    const orders = (left: readonly object[]): readonly (readonly object[])[] =>
      left.length === 0 ? [[]] : left.flatMap((row) => orders(left.filter((other) => other !== row)).map((rest) => [row, ...rest]));
    for (const order of orders(rows)) expect(answers(osv(events(...order)), asked), JSON.stringify(order)).toEqual(asked);
  });

  test.each<readonly [string, readonly unknown[], Asked]>([
    ['a candidate', [cpe('5.1.0', 'rc2')], { '5.1.0-rc2': 'yes', '5.1.0rc2': 'yes', '5.1.0-rc1': 'no', '5.1.0': 'no' }],
    ['a patch', [cpe('5.1.0', 'p3')], { '5.1.0p3': 'yes', '5.1.0-p3': 'yes', '5.1.0 patch 3': 'yes', '5.1.0': 'no', '5.1.0p4': 'no' }],
    ['an update in words', [cpe('8.0', 'update_21')], { '8.0 Update 21': 'yes', '8.0u21': 'yes', '8.0 Update 22': 'no', '8.0': 'no' }],
    ['any update', [cpe('5.1.0', '*')], { '5.1.0': 'yes', '5.1.0-rc1': 'yes', '5.1.0 SP1': 'yes', '5.1.1': 'no', '5.1.0.1': 'no' }],
    ['a letter is a release of its own', [cpe('1.0.1', '*')], { '1.0.1': 'yes', '1.0.1g': 'no' }],
    ['no update', [cpe('5.1.0', '-')], { '5.1.0': 'yes', '5.1.0-rc1': 'no', '5.1.0p1': 'no' }],
    ['every version', [cpe('*', '*')], { '1.0': 'yes' }],
    ['no version in particular', [cpe('-', '*')], { '1.0': 'unknown' }],
    ['a line', [cpe('5.2.*', '*')], { '5.2.8': 'yes', '5.3': 'no' }],
    ['a wildcard inside a number', [cpe('5.?', '*')], { '5.2': 'unknown' }],
    [
      'bounds',
      [{ ...cpe('*', '*'), versionStartIncluding: '4.0', versionEndExcluding: '4.4' }],
      { '4.3': 'yes', '4.4': 'no', '3.9': 'no' },
    ],
    ['not vulnerable itself', [{ ...cpe('5.1.0', '*'), vulnerable: false }], { '5.1.0': 'no' }],
  ])('NVD: %s', (_, matches, asked) => {
    expect(answers(nvd(...matches), asked)).toEqual(asked);
  });

  test('commits beside releases of one product: the releases decide', () => {
    const both = affectedOf(
      readCve(
        document({
          cveMetadata: { cveId: 'CVE-2026-40003', state: 'PUBLISHED' },
          containers: {
            cna: {
              affected: [
                {
                  product: 'Kitebox',
                  defaultStatus: 'unaffected',
                  versions: [{ version: '3da177e4c3f4', lessThan: '9c3f7ba1d0e7', status: 'affected', versionType: 'git' }],
                },
                {
                  product: 'Kitebox',
                  defaultStatus: 'affected',
                  versions: [
                    { version: '0', lessThan: '4.2', status: 'unaffected', versionType: 'semver' },
                    { version: '6.1.50', lessThanOrEqual: '6.1.*', status: 'unaffected', versionType: 'semver' },
                  ],
                },
              ],
            },
          },
        }),
      ).records,
    );
    expect(answers(both, { '4.1': 'no', '5.0': 'yes', '6.1.10': 'yes', '6.1.55': 'no' })).toEqual({
      '4.1': 'no',
      '5.0': 'yes',
      '6.1.10': 'yes',
      '6.1.55': 'no',
    });
  });
});
