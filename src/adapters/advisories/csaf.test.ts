// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import { inRanges } from '../../triage/advisory/version.ts';
import { readCsaf } from './csaf.ts';
import { readKev } from './kev-epss.ts';

type Asked = Readonly<Record<string, 'yes' | 'no' | 'unknown'>>;
const leaf = (category: string, name: string, product_id: string, helper: object = {}) => ({
  category,
  name,
  product: { name: `Kumo Gate ${name}`, product_id, product_identification_helper: helper },
});
const csaf = (leaves: readonly object[], vulnerabilities: readonly object[], more: object = {}) => ({
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    title: 'Kumo Gate: a hole in the login page',
    publisher: { category: 'vendor', name: 'Kumo Works', namespace: 'https://kumo.example' },
    notes: [
      { category: 'legal_disclaimer', text: 'As it is.' },
      { category: 'summary', text: 'Anybody gets in.' },
    ],
    references: [{ category: 'self', summary: 'this', url: 'https://kumo.example/ks-7.json' }],
    tracking: { id: 'KS-2026-007', initial_release_date: '2026-11-01T00:00:00Z', current_release_date: '2026-11-20T00:00:00Z' },
  },
  product_tree: {
    branches: [
      { category: 'vendor', name: 'Kumo Works Inc.', branches: [{ category: 'product_name', name: 'Kumo Gate', branches: leaves }] },
    ],
    ...more,
  },
  vulnerabilities,
});
const hole = (product_status: object) => ({
  cve: 'CVE-2026-60001',
  ids: [{ system_name: 'Kumo', text: 'KS-2026-007' }, { text: '' }],
  cwe: { id: 'CWE-306' },
  product_status,
  scores: [{ products: ['a'], cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 } }],
});
function recordOf(value: unknown): AdvisoryRecord {
  const [record] = [...readCsaf({ name: 'ks.json', text: JSON.stringify(value) }).records];
  if (record === undefined || 'refused' in record) throw new Error(record?.refused ?? 'nothing');
  return record;
}
function answers(record: AdvisoryRecord, name: string, asked: Asked): Asked {
  const own = record.affected.filter((affected) => affected.name === name);
  return Object.fromEntries(
    Object.keys(asked).map((version) => {
      const said = own.map((one) => inRanges(one.scheme, version, one.ranges));
      return [version, said.includes('yes') ? 'yes' : said.includes('unknown') ? 'unknown' : 'no'];
    }),
  );
}

describe('adapters/advisories/csaf', () => {
  test('what the document is, and what it says of it', () => {
    const record = recordOf(csaf([leaf('product_version', '4.2', 'a')], [hole({ known_affected: ['a'] })]));
    expect(record).toMatchObject({
      source: 'csaf',
      id: 'KS-2026-007',
      aliases: ['CVE-2026-60001'],
      title: 'Kumo Gate: a hole in the login page',
      summary: 'Anybody gets in.',
      cwe: ['CWE-306'],
      cvss: [{ version: '3.1', score: 9.8 }],
      modified: '2026-11-20T00:00:00Z',
      url: 'https://kumo.example/ks-7.json',
      affected: [{ name: 'Kumo Gate', vendor: 'Kumo Works Inc.' }],
    });
  });

  test.each<readonly [string, readonly object[], readonly object[], Asked]>([
    ['one version', [leaf('product_version', '4.2', 'a')], [hole({ known_affected: ['a'] })], { '4.2': 'yes', '4.3': 'no' }],
    [
      'a range of the vers grammar',
      [leaf('product_version_range', 'vers:generic/>=4.0|<4.6', 'a')],
      [hole({ known_affected: ['a'] })],
      { '4.5': 'yes', '4.6': 'no', '3.9': 'no' },
    ],
    [
      'two stretches of the vers grammar, and signs written with %',
      [leaf('product_version_range', 'vers:generic/%3E=4.0|%3C4.6|>=5.0|<5.2', 'a')],
      [hole({ known_affected: ['a'] })],
      { '4.5': 'yes', '4.6': 'no', '5.1': 'yes', '5.2': 'no' },
    ],
    [
      'a range in words',
      [leaf('product_version_range', 'prior to 4.6', 'a')],
      [hole({ known_affected: ['a'] })],
      { '4.5': 'yes', '4.6': 'no' },
    ],
    [
      'affected before, repaired from a version on',
      [leaf('product_version_range', '<4.6', 'a'), leaf('product_version', '4.6', 'b')],
      [hole({ known_affected: ['a'], fixed: ['b'] })],
      { '4.5': 'yes', '4.6': 'no', '4.7': 'no' },
    ],
    [
      'everything affected, one version repaired: newer ones are not known',
      [leaf('product_version_range', 'all versions', 'a'), leaf('product_version', '4.6', 'b')],
      [hole({ known_affected: ['a'], first_fixed: ['b'] })],
      { '4.5': 'yes', '4.6': 'no', '4.7': 'unknown' },
    ],
    [
      'excluded, and still looked into',
      [leaf('product_version', '4.2', 'a'), leaf('product_version', '4.3', 'b')],
      [hole({ known_not_affected: ['a'], under_investigation: ['b'] })],
      { '4.2': 'no', '4.3': 'unknown' },
    ],
    [
      'still looked into for one hole, affected by another',
      [leaf('product_version', '4.2', 'a')],
      [hole({ under_investigation: ['a'] }), hole({ known_affected: ['a'] }), hole({ under_investigation: ['a'] })],
      { '4.2': 'yes' },
    ],
    [
      'repaired for one hole, affected by another',
      [leaf('product_version', '4.2', 'a')],
      [hole({ fixed: ['a'] }), hole({ known_affected: ['a'] })],
      { '4.2': 'yes' },
    ],
  ])('%s', (_, leaves, vulnerabilities, asked) => {
    expect(answers(recordOf(csaf(leaves, vulnerabilities)), 'Kumo Gate', asked)).toEqual(asked);
  });

  test('names of a CPE and of a package URL, and a part of another product', () => {
    const helper = { cpe: 'cpe:2.3:a:kumoworks:kumo_gate_server:4.2:*:*:*:*:*:*:*', purl: 'pkg:rpm/kumo/kumo-gated@4.2-3.el9?arch=x86_64' };
    const record = recordOf(
      csaf([leaf('product_version', '4.2', 'a', helper)], [hole({ known_affected: ['os:a'] })], {
        relationships: [
          {
            category: 'default_component_of',
            product_reference: 'a',
            relates_to_product_reference: 'os',
            full_product_name: { name: 'Kumo Gate as part of Kumo OS', product_id: 'os:a' },
          },
        ],
      }),
    );
    expect(record.affected.map(({ name, vendor, ecosystem, scheme }) => [name, vendor, ecosystem, scheme])).toEqual([
      ['Kumo Gate', 'Kumo Works Inc.', null, 'generic'],
      ['kumo gate server', 'kumoworks', null, 'generic'],
      ['kumo-gated', null, 'rpm', 'rpm'],
    ]);
    expect(answers(record, 'kumo-gated', { '4.2-3.el9': 'yes', '4.2-4.el9': 'no' })).toEqual({ '4.2-3.el9': 'yes', '4.2-4.el9': 'no' });
  });

  test('what is no CSAF 2 is refused by name', () => {
    const refusal = (value: unknown) => [...readCsaf({ name: 'x.json', text: JSON.stringify(value) }).records][0];
    expect(refusal({ a: 1 })).toEqual({ refused: 'x.json: no CSAF document' });
    expect(refusal({ document: { csaf_version: '1.2', tracking: { id: 'A' } } })).toEqual({
      refused: 'x.json: CSAF 1.2 is not read, only 2.x',
    });
    expect(refusal({ document: { csaf_version: '2.0' } })).toEqual({ refused: 'x.json: a CSAF document without tracking.id' });
    const hostile = csaf([leaf('product_version', '4.2', 'a')], [hole({ known_affected: ['a'] })]);
    hostile.document.references = [{ category: 'self', summary: '', url: 'javascript:alert(1)' }];
    expect(recordOf(hostile).url).toBeNull();
  });
});

describe('adapters/advisories/kev as CSV', () => {
  const head =
    'cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes';

  test('rows as in the JSON, quotes, a mark, and a spreadsheet’s dates', () => {
    const text = `\ufeff${head}\r\nCVE-2026-61001,Kumo Works,Gate,"Login, hole",2026-11-03,"It ""opens""",Repair,2026-11-24,Known,,"CWE-306, CWE-287"\r\nCVE-2026-61002,Kumo Works,Post,Flood,2026/11/5,x,y,2026/11/26,Unknown,,\r\n`;
    const read = readKev({ name: 'kev.csv', text });
    expect(read.asOf).toBe('2026-11-05');
    expect([...read.records]).toMatchObject([
      {
        id: 'CVE-2026-61001',
        title: 'Login, hole',
        summary: 'It "opens"',
        cwe: ['CWE-306', 'CWE-287'],
        kev: { added: '2026-11-03', due: '2026-11-24', ransomware: true },
        affected: [{ name: 'Gate', vendor: 'Kumo Works' }],
      },
      { id: 'CVE-2026-61002', kev: { added: '2026-11-05', due: '2026-11-26', ransomware: false } },
    ]);
  });

  test('columns in another order, and rows that are none', () => {
    const text = 'dateAdded,product,cveID\n2026-11-03,Gate,CVE-2026-61003\n2026-11-03,Gate,none\nspring,Gate,CVE-2026-61004\n';
    expect([...readKev({ name: 'kev.csv', text }).records]).toMatchObject([
      { id: 'CVE-2026-61003' },
      { refused: 'KEV row without a CVE number: line 3' },
      { refused: 'KEV line 4: no date in dateAdded' },
    ]);
  });
});
