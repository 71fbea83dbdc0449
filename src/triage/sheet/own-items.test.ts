// SPDX-License-Identifier: Apache-2.0
// What the printed sheet says of own items: affected with the range, possible with what keeps a machine from knowing.
import { describe, expect, test } from 'vitest';
import { readCve } from '../../adapters/advisories/cve.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { readParts } from '../../adapters/documents/read-parts.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { sha256 } from '../../adapters/system/system.ts';
import { rawIntentRules, rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import type { Instant } from '../../kernel/instant.ts';
import { keysOf } from '../advisory/advisory-key.ts';
import type { AdvisoryLookup, AdvisoryRecord } from '../advisory/advisory.port.ts';
import { triageSheetSchema } from '../contract.ts';
import { examine } from '../examination/examine.ts';
import { parseRules } from '../intent/intent-rule.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import { parseKindRules } from '../kind/kind-rule.ts';
import { sheetLines } from './print.ts';
import { sheetWire } from './sheet.view.ts';

const affected = [
  {
    vendor: 'Tsuru',
    product: 'Tsurumail',
    defaultStatus: 'unaffected',
    versions: [{ version: '3.0', lessThan: '3.6', status: 'affected' }],
  },
];
const text = JSON.stringify({ cveMetadata: { cveId: 'CVE-2026-80001', state: 'PUBLISHED' }, containers: { cna: { affected } } });
const records = [...readCve({ name: 'c.json', text }).records] as AdvisoryRecord[];
const by = (key: string) => records.filter((record) => keysOf(record).has(key));
const advisories: AdvisoryLookup = {
  manifests: () => [],
  byNumber: (number) => by(`#${number}`),
  byProduct: (name) => ({ records: by(`@${name}`), more: false }),
  close: () => undefined,
};
const deps = {
  readMail,
  readParts,
  rules: parseRules(rawIntentRules()),
  kindRules: parseKindRules(rawKindRules()),
  authentication: mailAuthentication('off'),
  domains,
  scoreVector,
  advisories,
  hash: sha256,
  ownServers: [],
  ownDomains: ['harbor-tea.example'],
};
const item = (version: string | null): InventoryItem => ({
  id: String(version),
  kind: 'software',
  name: 'Tsurumail',
  version,
  ecosystem: null,
  host: null,
  path: null,
  owner: null,
  exposure: 'unknown',
  from: 'list.csv',
});

async function linesOf(version: string | null) {
  const mail =
    'From: x <x@outside.example>\nTo: web@harbor-tea.example\nSubject: s\n\nYour mailer has the known vulnerability CVE-2026-80001.\n';
  const sheet = await examine(deps, Buffer.from(mail), [item(version)], '2026-11-21T06:00:00.000Z' as Instant);
  const wire = triageSheetSchema.parse(sheetWire(sheet, 'f', false));
  const after = (lang: 'ja' | 'en') => {
    const lines = sheetLines(wire, lang);
    const at = lines.findIndex((line) => /^ {2}\[.*\] Tsurumail/.test(line));
    return lines.slice(at, at + 2).join('\n');
  };
  return { ja: after('ja'), en: after('en') };
}

describe('triage/sheet: own items', () => {
  test('in the range: affected, with the range', async () => {
    const said = await linesOf('3.5-ja');
    expect(said.en).toMatch(/\[affected\] Tsurumail 3\.5-ja .*\n +CVE-2026-80001 +>= 3\.0, < 3\.6$/);
    expect(said.ja).toMatch(/\[該当\] Tsurumail 3\.5-ja .*\n +CVE-2026-80001 +>= 3\.0, < 3\.6$/);
  });

  test.each([
    [null, '資産の一覧に版がない', 'the list of assets gives no version'],
    [
      '3.5-2ubuntu1',
      'ディストリビューションの版は、番号を変えずに直されていることがある',
      'a distribution repairs a version without changing its number',
    ],
    ['spring', '版と範囲を自動では比べられない', 'the desk cannot compare the version with the range'],
  ])('version %s: possible, and why', async (version, ja, en) => {
    const said = await linesOf(version);
    expect(said.ja).toContain(ja);
    expect(said.en).toContain(en);
    expect(said.en).not.toContain('[affected]');
  });

  test.each(['3.6', '3.6-ja', '2.9', '3.7-1ubuntu2'])('version %s, which the record excludes: none known', async (version) => {
    expect((await linesOf(version)).en).toMatch(/\[none known\]/);
  });
});
