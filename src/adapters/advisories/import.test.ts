// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { keysOf } from '../../triage/advisory/advisory-key.ts';
import type { AdvisorySource } from '../../triage/advisory/advisory.port.ts';
import { inRanges } from '../../triage/advisory/version.ts';
import { cpanRange } from './cpansa.ts';
import { importAdvisories, NothingToImport } from './import.ts';
import { openAdvisories } from './store.ts';
import { wordedRanges } from './worded-range.ts';

const shared = new URL('../../../../shared/data/advisories/', import.meta.url).pathname;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matoi-advisories-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deps = () => ({ folder: join(folder, 'advisories'), now: () => '2026-11-21T00:00:00.000Z' as Instant, keysOf });
const run = (source: AdvisorySource, path: string, mode: 'whole' | 'delta' = 'whole') =>
  importAdvisories(deps(), { source, path, mode, url: null, recordsAsOf: null });
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const open = () => openAdvisories(deps().folder);

const osv = {
  id: 'OSV-1',
  summary: 'bad',
  aliases: ['CVE-2026-1'],
  modified: '2026-10-02T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }, { introduced: '2.0.0' }, { last_affected: '2.1.0' }] }],
    },
  ],
};
const cve = (id: string, versions: unknown) => ({
  cveMetadata: { cveId: id, state: 'PUBLISHED', dateUpdated: '2026-11-02T00:00:00Z' },
  containers: { cna: { title: 'x', affected: [{ vendor: 'PHP Group', product: 'PHP', versions }] } },
});
const nvd = (id: string, criteria: string | null) => ({
  timestamp: '2026-11-20T00:00:00',
  vulnerabilities: [
    {
      cve: {
        id,
        lastModified: '2026-11-19T00:00:00',
        descriptions: [{ lang: 'en', value: 'hole' }],
        configurations:
          criteria === null ? [] : [{ nodes: [{ cpeMatch: [{ vulnerable: true, criteria, versionEndExcluding: '2.4.60' }] }] }],
      },
    },
  ],
});

describe('adapters/advisories', () => {
  test('an OSV zip: ranges in pieces, hostile names only named', async () => {
    const zip = zipSync({
      'OSV-1.json': strToU8(JSON.stringify(osv)),
      '../../etc/evil.json': strToU8('not json'),
      'readme.txt': strToU8('x'),
    });
    const manifest = await run('osv', file('all.zip', zip));
    expect(manifest).toMatchObject({ records: 1, refusedCount: 1, recordsAsOf: '2026-10-02' });
    const [record] = open().byNumber('CVE-2026-1');
    const answers = ['1.1.9', '1.2.0', '2.0.5', '2.1.1'].map((version) => inRanges('semver', version, record?.affected[0]?.ranges ?? []));
    expect(answers).toEqual(['yes', 'no', 'yes', 'no']);
  });

  test('CVE list: the CNA’s affected, also as words', async () => {
    const versions = [{ status: 'affected', version: '8.1.0', lessThan: '8.1.29', versionType: 'semver' }];
    await run('cve', file('CVE-2024-4577.json', JSON.stringify(cve('CVE-2024-4577', versions))));
    const [record] = open().byProduct('phpgroupphp', 10).records;
    expect(inRanges('semver', '8.1.2', record?.affected[0]?.ranges ?? [])).toBe('yes');
    await run('cve', file('CVE-2026-0002.json', JSON.stringify(cve('CVE-2026-0002', [{ status: 'affected', version: '< 2.0' }]))), 'delta');
    expect(open().byNumber('CVE-2026-0002')[0]?.affected[0]?.ranges[0]).toMatchObject({ before: '2.0' });
    expect(open().byNumber('CVE-2024-4577')).toHaveLength(1);
  });

  test('NVD 2.0: a record without CPE answers by number and matches no product', async () => {
    await run('nvd', file('page.json', JSON.stringify(nvd('CVE-2026-0003', null))));
    await run(
      'nvd',
      file('page2.json.gz', gzipSync(JSON.stringify(nvd('CVE-2026-0004', 'cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*')))),
      'delta',
    );
    expect(open().byNumber('cve-2026-0003')[0]?.affected).toEqual([]);
    expect(
      open()
        .byProduct('httpserver', 10)
        .records.map((record) => record.id),
    ).toEqual(['CVE-2026-0004']);
  });

  test('EPSS: date, rows, and a broken line named', async () => {
    const manifest = await run(
      'epss',
      file(
        'epss.csv.gz',
        gzipSync(
          '#model_version:v2026.03.16,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\nCVE-2024-4577,0.94,0.99\nnonsense,9,9\n',
        ),
      ),
    );
    expect(manifest).toMatchObject({ records: 1, refusedCount: 1, recordsAsOf: '2026-11-20' });
    expect(open().byNumber('CVE-2024-4577')[0]?.epss).toEqual({ score: 0.94, percentile: 0.99 });
  });

  test('CISA’s list as CSV, a maker’s CSAF beside other JSON', async () => {
    const head =
      'cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse';
    const kev = await run(
      'kev',
      file('known_exploited_vulnerabilities.csv', `${head}\nCVE-2026-0009,Kaze,Gate,Hole,2026-11-02,x,y,2026-11-23,Known\n`),
    );
    expect(kev).toMatchObject({ records: 1, recordsAsOf: '2026-11-02' });
    expect(open().byNumber('CVE-2026-0009')[0]?.kev).toEqual({ added: '2026-11-02', due: '2026-11-23', ransomware: true });
    const document = { csaf_version: '2.0', title: 'Gate', tracking: { id: 'KZ-1', current_release_date: '2026-11-03T00:00:00Z' } };
    const csaf = strToU8(JSON.stringify({ document, vulnerabilities: [{ cve: 'CVE-2026-0010' }] }));
    const manifest = await run('csaf', file('csaf.zip', zipSync({ 'kz-1.json': csaf, 'provider-metadata.json': strToU8('{}') })));
    expect(manifest).toMatchObject({ records: 1, refusedCount: 1, recordsAsOf: '2026-11-03' });
    expect(open().byNumber('CVE-2026-0010')[0]).toMatchObject({ source: 'csaf', id: 'KZ-1' });
  });

  test('a delta never mixes with what was read by other rules', async () => {
    await run('osv', file('a.json', JSON.stringify(osv)));
    const manifest = join(deps().folder, 'osv.manifest.json');
    writeFileSync(manifest, JSON.stringify({ ...(JSON.parse(readFileSync(manifest, 'utf8')) as object), schema: 1 }));
    expect(open().manifests()).toEqual([]);
    expect(await run('osv', file('b.json', JSON.stringify({ ...osv, id: 'OSV-2', aliases: [] })), 'delta')).toMatchObject({ records: 1 });
    expect([open().byNumber('OSV-1').length, open().byNumber('OSV-2').length]).toEqual([0, 1]);
  });

  test('a file without one readable record leaves what was there', async () => {
    await run('osv', file('a.json', JSON.stringify(osv)));
    await expect(run('osv', file('b.json', '{"id":""}'))).rejects.toBeInstanceOf(NothingToImport);
    expect(open().byNumber('OSV-1')).toHaveLength(1);
    expect(open().manifests()[0]?.records).toBe(1);
  });

  test('an XML that declares entities is refused', async () => {
    const declared = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><VULDEF-Document><Vulinfo><VulinfoID>JVNDB-2026-000001</VulinfoID><VulinfoData><Title>&a;</Title></VulinfoData></Vulinfo></VULDEF-Document>`;
    await expect(run('myjvn', file('declared.xml', declared))).rejects.toBeInstanceOf(NothingToImport);
  });

  test.each([
    ['v6 R4 およびそれ以前のバージョン', '5.0', 'unknown'],
    ['1.2.3 およびそれ以前', '1.2.2', 'yes'],
    ['1.2.3 およびそれ以前', '1.2.4', 'no'],
    ['Ver.2.0 から 2.4 まで', '2.4', 'yes'],
    ['3.1 未満', '3.1', 'no'],
    ['すべてのバージョン', '9', 'yes'],
  ])('JVN’s words 「%s」 against %s: %s', (words, version, answer) => {
    expect(inRanges('generic', version, wordedRanges(words))).toBe(answer);
  });

  test.each([
    ['<1.02', '1.01', 'yes'],
    ['<1.02', '1.10', 'no'],
    ['>=2.0,<2.5', '2.4', 'yes'],
    ['<=0.74', '0.74', 'yes'],
    ['>0', '3', 'yes'],
    ['<v1.2.3', '1.002002', 'yes'],
    ['<1.02, most builds', '1.01', 'unknown'],
    ['', '1.01', 'yes'],
  ])('CPAN %s against %s: %s', (words, version, answer) => {
    expect(inRanges('cpan', version, [cpanRange(words)])).toBe(answer);
  });

  describe.skipIf(!existsSync(shared))('with the shared advisories', () => {
    test('KEV, CPANSA and MyJVN come in with date and licence', async () => {
      const kev = await run('kev', join(shared, 'kev/known_exploited_vulnerabilities.json'));
      expect(kev).toMatchObject({ records: 1404, recordsAsOf: '2025-08-25', licence: 'CC0-1.0', refusedCount: 0 });
      expect((await run('cpansa', join(shared, 'cpansa'))).refusedCount).toBe(0);
      await run('myjvn', join(shared, 'myjvn'));
      expect(open().byNumber('CVE-2022-41993')[0]).toMatchObject({
        source: 'myjvn',
        id: 'JVNDB-2022-000097',
        title: '電子入札コアシステムにおける複数の脆弱性',
      });
      expect(open().byNumber('CVE-2012-1823')[0]?.kev).toMatchObject({ due: '2022-04-15' });
    });
  });

  test('a list of NVD larger than one piece is imported whole, packed or not, and never by half', async () => {
    const all = Array.from({ length: 4000 }, (_, at) => nvd(`CVE-2026-${10_000 + at}`, null).vulnerabilities[0]);
    const text = JSON.stringify({ timestamp: '2026-11-20T00:00:00', vulnerabilities: all });
    expect(text.length).toBeGreaterThan(512 * 1024);
    const packed = gzipSync(text);
    expect(await run('nvd', file('nvd.json.gz', packed))).toMatchObject({ records: 4000, recordsAsOf: '2026-11-20' });
    await expect(run('nvd', file('torn.json', text.slice(0, -40)))).rejects.toThrow(NothingToImport);
    await expect(run('nvd', file('torn.json.gz', packed.subarray(0, packed.length - 2000)))).rejects.toThrow(NothingToImport);
    expect(open().manifests()).toMatchObject([{ source: 'nvd', records: 4000 }]);
  });
});
