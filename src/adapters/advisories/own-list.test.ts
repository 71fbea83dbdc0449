// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../triage/advisory/advisory-key.ts';
import type { AdvisoryLookup, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import { readInventory } from '../../triage/advisory/affected.ts';
import { corroborate } from '../../triage/advisory/corroborate.ts';
import type { Claim } from '../../triage/claim/claim.ts';
import { extractClaims } from '../../triage/claim/claim.ts';
import type { InventoryItem } from '../../triage/inventory/inventory.ts';
import type { Instant } from '../../kernel/instant.ts';
import { readCve } from './cve.ts';
import { readNvd } from './nvd.ts';
import { readOsv } from './osv.ts';

const now = '2026-11-29T00:00:00.000Z' as Instant;
const nvd = (id: string, criteria: string, bounds: object = {}) =>
  readNvd({
    name: 'n.json',
    text: JSON.stringify({
      vulnerabilities: [{ cve: { id, configurations: [{ nodes: [{ cpeMatch: [{ vulnerable: true, criteria, ...bounds }] }] }] } }],
    }),
  }).records;
const cve = (id: string, affected: object) =>
  readCve({ name: 'c.json', text: JSON.stringify({ cveMetadata: { cveId: id }, containers: { cna: { affected: [affected] } } }) }).records;

function lookupOf(...read: readonly Iterable<unknown>[]): AdvisoryLookup {
  const records = read.flatMap((rows) => [...rows]) as AdvisoryRecord[];
  const by = (key: string) => records.filter((record) => keysOf(record).has(key));
  const manifest = {
    url: '',
    sha256: '',
    fetchedAt: now,
    recordsAsOf: '2026-11-28',
    licence: '',
    records: 1,
    refused: [],
    refusedCount: 0,
    schema: 3,
  };
  return {
    manifests: () => [
      { ...manifest, source: 'nvd' },
      { ...manifest, source: 'cve' },
    ],
    byNumber: (number) => by(`#${number.toUpperCase()}`),
    byProduct: (name, limit) => ({ records: by(`@${name}`).slice(0, limit), more: false }),
    close: () => undefined,
  };
}
const item = (name: string, version: string | null, ecosystem: string | null = null): InventoryItem => ({
  id: `${name}-${version}`,
  kind: 'software',
  name,
  version,
  ecosystem,
  host: null,
  path: null,
  owner: null,
  exposure: 'unknown',
  from: 'list.csv',
});
const product = (value: string, version: string | null): Claim => ({ kind: 'product', value, version }) as Claim;
/** Item, state and reason as the sheet has them. */
const states = (items: readonly InventoryItem[], claims: readonly Claim[], text: string, advisories: AdvisoryLookup) =>
  Object.fromEntries(
    readInventory(items, claims, text, false, advisories).items.map((one) => [
      `${one.item.name} ${one.item.version ?? ''}`.trim(),
      one.state,
    ]),
  );

const web = lookupOf(
  nvd('CVE-2026-50001', 'cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*', { versionStartIncluding: '2.4.30', versionEndExcluding: '2.4.44' }),
  nvd('CVE-2026-50002', 'cpe:2.3:a:microsoft:internet_information_services:8.5:*:*:*:*:*:*:*'),
  nvd('CVE-2026-50003', 'cpe:2.3:a:isc:bind:*:*:*:*:*:*:*:*', { versionEndIncluding: '9.16.9' }),
  nvd('CVE-2026-50004', 'cpe:2.3:a:ibm:http_server:*:*:*:*:*:*:*:*'),
  nvd('CVE-2026-50005', 'cpe:2.3:a:openbsd:openssh:*:*:*:*:*:*:*:*', { versionEndExcluding: '9.0' }),
  cve('CVE-2026-50006', {
    vendor: 'Tomei Software Foundation',
    product: 'Gatekeep',
    versions: [{ version: '0', lessThan: '3.2', status: 'affected' }],
  }),
);

describe('own list against the records', () => {
  test('banners and the names of makers, packages and processes meet one record', () => {
    const items = [
      item('Apache', '2.4.41'),
      item('Apache HTTP Server', '2.4.41'),
      item('httpd', '2.4.44'),
      item('Apache/2.4.43 (Unix)', null),
      item('www1', 'Apache/2.4.42'),
      item('nginx', '1.18.0'),
    ];
    const text = 'Your server answers "Server: Apache/2.4.41 (Unix)", which has a known vulnerability.';
    const claims = extractClaims(text, () => true).claims;
    expect(states(items, claims, text, web)).toEqual({
      'Apache 2.4.41': 'affected',
      'Apache HTTP Server 2.4.41': 'affected',
      'httpd 2.4.44': 'none-known',
      'Apache/2.4.43 (Unix)': 'affected',
      'www1 Apache/2.4.42': 'affected',
    });
    const nvdSays = corroborate(claims, web, now).find(({ source, claim }) => source === 'nvd' && claim.kind === 'product');
    expect(nvdSays).toMatchObject({ answer: 'confirmed', records: [{ id: 'CVE-2026-50001' }] });
  });

  test.each<readonly [string, InventoryItem, Claim, string]>([
    ['IIS by its banner', item('Microsoft-IIS/8.5', null), product('IIS', '8.5'), 'affected'],
    ['IIS by its long name', item('Internet Information Services', '8.5'), product('Microsoft IIS', '8.5'), 'affected'],
    ['IIS of another version', item('IIS', '10.0'), product('Microsoft IIS', '10.0'), 'none-known'],
    ['BIND by its maker', item('BIND', '9.16.4'), product('ISC BIND', '9.16.4'), 'affected'],
    ['BIND by its process', item('named', '9.16.10'), product('ISC BIND', null), 'none-known'],
    ['a banner of SSH', item('SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.6', null), product('OpenSSH', '8.9p1'), 'possible'],
    ['a maker with its legal form', item('Tomei Gatekeep', '3.1'), product('Gatekeep', '3.1'), 'affected'],
    ['a version with its word', item('Gatekeep', 'Ver. 3.1'), product('Gatekeep', '3.1'), 'affected'],
    ['a version in full width', item('Gatekeep', 'バージョン３．２'), product('Gatekeep', '3.2'), 'none-known'],
    ['a version that nobody knows', item('Gatekeep', '不明'), product('Gatekeep', '3.1'), 'possible'],
    ['a line of versions, part of it affected', item('Gatekeep', '3.x'), product('Gatekeep', '3.1'), 'possible'],
    ['a line of versions, none of it affected', item('Gatekeep', '4.x'), product('Gatekeep', '3.1'), 'none-known'],
    ['name and version in one cell', item('Gatekeep 3.1', null), product('Gatekeep', '3.1'), 'affected'],
    ['an item without a version', item('Gatekeep', null), product('Gatekeep', '3.1'), 'possible'],
    ['built by a distribution', item('Apache', '2.4.41-4ubuntu3.17'), product('Apache', '2.4.41'), 'possible'],
    ['built by a distribution after the repair', item('Apache', '2.4.52-1ubuntu4.7'), product('Apache', '2.4.52'), 'none-known'],
    ['a point update of Debian', item('Apache', '2.4.38+deb10u8'), product('Apache', '2.4.38'), 'possible'],
    ['a banner that names a distribution', item('Apache/2.4.41 (Ubuntu)', null), product('Apache', '2.4.41'), 'possible'],
    ['rpm in a list of no ecosystem', item('httpd', '2.4.37-65.el8_10'), product('Apache', '2.4.37'), 'possible'],
  ])('%s', (_, own, claim, state) => {
    const [read] = readInventory([own], [claim], 'a known vulnerability', false, web).items;
    expect(read?.state).toBe(state);
  });

  test('a mail that quotes what a server of SSH says of itself', () => {
    const text = 'Port 22 answers "SSH-2.0-OpenSSH_8.4p1 Debian-5", a version with a known vulnerability.';
    const { claims } = extractClaims(text, () => true);
    expect(claims.filter(({ kind }) => kind === 'product').map(({ value, version }) => [value, version])).toEqual([['OpenSSH', '8.4p1']]);
    expect(states([item('openssh-server', '1:8.4p1-5+deb11u3', 'deb'), item('sshd', '8.4p1')], claims, text, web)).toEqual({
      'openssh-server 1:8.4p1-5+deb11u3': 'possible',
      'sshd 8.4p1': 'affected',
    });
  });

  test('a possible one says why', () => {
    const reason = (own: InventoryItem) =>
      readInventory([own], [product(own.name, null)], 'vulnerability', false, web).items[0]?.advisories[0]?.reason;
    expect(reason(item('Apache', '2.4.41-4ubuntu3.17'))).toMatchObject({
      en: expect.stringContaining('a distribution repairs a version without changing its number') as string,
      ja: expect.stringContaining('ディストリビューション') as string,
    });
    expect(reason(item('Gatekeep', null))).toMatchObject({ en: expect.stringContaining('the list of assets gives no version') as string });
    expect(reason(item('Gatekeep', '3.1-custom'))?.en).toContain('lies in the affected range');
    expect(reason(item('Gatekeep', 'spring'))).toMatchObject({ en: expect.stringContaining('cannot compare') as string });
  });

  const osv = (ecosystem: string, events: readonly object[], more: object = {}) =>
    readOsv({
      name: 'o.json',
      text: JSON.stringify({
        id: 'KZ-1',
        affected: [{ package: { ecosystem, name: 'kaze' }, ranges: [{ type: 'ECOSYSTEM', events }] }],
        ...more,
      }),
    }).records;
  const since = (fixed: string) => [{ introduced: '0' }, { fixed }];

  test.each<readonly [string, InventoryItem, Iterable<unknown>, string]>([
    ['the world of a package URL', item('kaze', '1.1', 'gem'), osv('RubyGems', since('1.2')), 'affected'],
    ['another world', item('kaze', '1.1', 'npm'), osv('RubyGems', since('1.2')), 'not-matchable'],
    ['a list that names no world', item('kaze', '1.1'), osv('RubyGems', since('1.2')), 'affected'],
    ["the distribution's own range", item('kaze', '1.1-r3', 'apk'), osv('Alpine:v3.20', since('1.1-r4')), 'affected'],
    ["the distribution's own range, repaired", item('kaze', '1.1-r4', 'apk'), osv('Alpine:v3.20', since('1.1-r4')), 'none-known'],
    ["Debian's own range", item('kaze', '1.1-1', 'deb'), osv('Debian:12', since('1.1-2')), 'affected'],
    ["Debian's range for a list of no world", item('kaze', '1.1-1'), osv('Debian:12', since('1.1-2')), 'possible'],
    ['withdrawn', item('kaze', '1.1'), osv('RubyGems', since('1.2'), { withdrawn: '2026-11-01T00:00:00Z' }), 'not-matchable'],
    [
      'a row in words beside one that fits',
      item('kaze', '1.1'),
      cve('CVE-2026-50008', {
        vendor: 'Kaze',
        product: 'Kaze',
        versions: [
          { version: 'old builds', status: 'affected' },
          { version: '1.0', lessThan: '1.2', status: 'affected' },
        ],
      }),
      'affected',
    ],
  ])('%s', (_, own, records, state) => {
    const read = readInventory([own], [product('kaze', null)], 'a known vulnerability', false, lookupOf(records)).items[0];
    expect(read?.state).toBe(state);
  });

  test('a reason names the range, or that there is none', () => {
    const reason = (own: InventoryItem, records: Iterable<unknown>) =>
      readInventory([own], [product('kaze', null)], 'vulnerability', false, lookupOf(records)).items[0]?.advisories[0]?.reason.en;
    expect(reason(item('kaze', '1.1'), osv('RubyGems', since('1.2')))).toContain('(< 1.2)');
    expect(reason(item('kaze', '1.1-1'), osv('Debian:12', since('1.1-2')))).toContain("that of a distribution's own build");
    expect(reason(item('kaze', '1.1'), osv('RubyGems', []))).toContain('no range stated');
  });

  test("another maker's product of the same short name is not ours", () => {
    const found = readInventory([item('Apache', '2.4.50')], [product('Apache', '2.4.50')], 'vulnerability', false, web).items[0];
    expect(found?.state).toBe('none-known');
    expect(found?.advisories).toEqual([]);
  });

  test('a source that names the product in words does not count as silent', () => {
    const words = lookupOf(
      cve('CVE-2026-50007', { vendor: 'Ume', product: 'Umepost', versions: [{ version: 'builds of last spring', status: 'affected' }] }),
    );
    const said = corroborate([product('Umepost', '2.1')], words, now).find(({ source }) => source === 'cve');
    expect(said).toMatchObject({ answer: 'not-checkable', records: [{ id: 'CVE-2026-50007' }] });
  });
});
