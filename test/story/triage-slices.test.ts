// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domains } from '../../src/adapters/mail-authentication/domains.ts';
import { importAdvisories } from '../../src/adapters/advisories/import.ts';
import { openAdvisories } from '../../src/adapters/advisories/store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { keysOf } from '../../src/triage/advisory/advisory-key.ts';
import type { AdvisoryLookup } from '../../src/triage/advisory/advisory.port.ts';
import { examine } from '../../src/triage/examination/examine.ts';
import { originalOf } from '../../src/triage/examination/forwarded.ts';
import { inventoryItemSchema } from '../../src/triage/inventory/inventory.ts';
import type { InventoryItem } from '../../src/triage/inventory/inventory.ts';
import { likenessOf, sameCampaign } from '../../src/triage/examination/likeness.ts';
import { matchItem } from '../../src/triage/advisory/match.ts';
import { sheetWire } from '../../src/triage/sheet/sheet.view.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { isReadable, readableOf } from '../../src/triage/mail/readable.ts';
import { examinerOf } from '../../src/wiring/triage/commands.ts';
import { removeTree } from '../support/remove-tree.ts';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const phishing = join(shared, 'mail', 'phishing');
const cpansa = join(shared, 'advisories', 'cpansa');
const own = join(import.meta.dirname, '..', '..', 'fixtures', 'triage', 'mails');
const mails = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted();
const now = '2026-11-21T06:00:00.000Z' as Instant;
const nothing: AdvisoryLookup = {
  manifests: () => [],
  byNumber: () => [],
  byProduct: () => ({ records: [], more: false }),
  close: () => undefined,
};
const LIVE = /\bhttps?:\/\/(?!(?:www\.)?(?:ipa\.go\.jp|jpcert\.or\.jp|npa\.go\.jp)\b)[\w.-]+/i;
/** Every tenth of the set: the whole is measured by `npm run prove:triage-phishing`. */
const TENTH = 10;

const folder = mkdtempSync(join(tmpdir(), 'matoi-slices-'));
afterAll(() => removeTree(folder));

async function seen(bytes: Uint8Array, inventory: readonly InventoryItem[] = [], advisories = nothing) {
  const examiner = await examinerOf({ env: {} })({ ownServers: [], ownDomains: [], lookUps: 'off', recorded: null });
  return examine({ ...examiner, advisories, hash: sha256 }, bytes, inventory, now);
}

async function faultsOf(path: string): Promise<readonly string[]> {
  const one = await seen(readFileSync(path));
  const faults: string[] = [];
  if (one.sender.authenticity !== 'not-checkable') faults.push(`sender ${one.sender.authenticity}`);
  for (const hit of [...one.intent.evidence, ...one.intent.against])
    if (one.text.slice(hit.start, hit.end) !== hit.quote) faults.push(`quote of ${hit.rule}`);
  for (const claim of one.claims)
    if (claim.quote !== null && one.text.slice(claim.start, claim.end) !== claim.quote) faults.push(`claim ${claim.value}`);
  const live = LIVE.exec(JSON.stringify(sheetWire(one, 'x.eml', false)));
  if (live !== null) faults.push(`live ${live[0]}`);
  return faults.map((fault) => `${path.split('/').at(-1)}: ${fault}`);
}

const item = (name: string, version: string | null, more: object = {}): InventoryItem =>
  inventoryItemSchema.parse({
    id: name,
    kind: 'software',
    name,
    version,
    ecosystem: null,
    host: 'www',
    path: null,
    owner: null,
    exposure: 'internet',
    from: 'list.csv',
    ...more,
  });

describe('story/triage-slices: mails', () => {
  test('own mails: quotes and claims stand where they are said to stand, nothing shown is live', async () => {
    const faults = await Promise.all(mails(own).map((name) => faultsOf(join(own, name))));
    expect(faults.flat()).toEqual([]);
  });

  describe.skipIf(!existsSync(phishing))('a tenth of ../shared/data/mail/phishing', () => {
    test('none is called honest or an authority, and no quote is made up', async () => {
      const chosen = mails(phishing).filter((_name, index) => index % TENTH === 0);
      const labels = await Promise.all(chosen.map(async (name) => (await seen(readFileSync(join(phishing, name)))).intent.label));
      expect(chosen.length).toBeGreaterThan(10);
      expect(labels).not.toContain('good-faith');
      expect(labels).not.toContain('possible-authority-contact');
      expect((await Promise.all(chosen.map((name) => faultsOf(join(phishing, name))))).flat()).toEqual([]);
    });
  });
});

describe('story/triage-slices: a vague mail against the own list', () => {
  const held = { advisories: nothing };
  beforeAll(async () => {
    const yaml = join(folder, 'yaml');
    mkdirSync(yaml);
    writeFileSync(
      join(yaml, 'CPANSA-Form-Sender.yml'),
      "cpansa_version: 2\ndistribution: Form-Sender\nadvisories:\n  - id: CPANSA-Form-Sender-2020-01\n    affected_versions: ['<1.4']\n    cves: []\n    description: header injection\n    reported: 2020-02-03\n",
    );
    const osv = join(folder, 'osv.json');
    writeFileSync(
      osv,
      JSON.stringify({
        id: 'GHSA-2222-3333-4444',
        modified: '2026-11-01T00:00:00Z',
        summary: 'own example',
        affected: [
          {
            package: { ecosystem: 'Packagist', name: 'acme/shop' },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.1.0' }] }],
          },
        ],
      }),
    );
    const deps = { folder: join(folder, 'advisories'), now: () => now, keysOf };
    await importAdvisories(deps, { source: 'cpansa', path: yaml, mode: 'whole', url: null, recordsAsOf: '2026-11-01' });
    await importAdvisories(deps, { source: 'osv', path: osv, mode: 'whole', url: null, recordsAsOf: '2026-11-01' });
    held.advisories = openAdvisories(join(folder, 'advisories'));
  });

  test.each([
    ['ja', 'お宅の CGI に弱点があるようです。放置しないでください。お返事をいただければ詳しくお伝えします。善意のハッカー'],
    ['en', 'The CGI on your pages has a known hole. Answer this mail and I shall explain the details. A white hacker'],
  ])('%s: every CGI, Perl and PHP item is looked at, with the reason', async (_lang, text) => {
    const mail = `From: x <x@provider.example>\r\nTo: webadmin@corp.example\r\nSubject: CGI\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n${text}\r\n`;
    const one = await seen(
      Buffer.from(mail),
      [
        item('Form::Sender', '1.2', { ecosystem: 'cpan' }),
        item('acme/shop', '2.0.3', { ecosystem: 'composer' }),
        item('order.cgi', null, { kind: 'cgi', path: '/cgi-bin/order.cgi' }),
        item('openssl', '3.0.11', { ecosystem: 'deb' }),
      ],
      held.advisories,
    );
    expect(one.intent.label).toBe('fishing');
    expect(one.claims.map(({ kind, value }) => [kind, value])).toContainEqual(['program', 'CGI']);
    expect(one.inventory.scope).toBe('all-web-programs');
    expect(one.inventory.items.map((entry) => [entry.item.name, entry.state, entry.advisories.map(({ advisory }) => advisory.id)])).toEqual(
      [
        ['Form::Sender', 'affected', ['CPANSA-Form-Sender-2020-01']],
        ['acme/shop', 'affected', ['GHSA-2222-3333-4444']],
        ['order.cgi', 'not-matchable', []],
      ],
    );
  });
});

describe.skipIf(!existsSync(cpansa))('story/triage-slices: a tenth of ../shared/data/advisories/cpansa', () => {
  test('each advisory is found by the name of its distribution, whether it has a CVE or not', async () => {
    const deps = { folder: join(folder, 'cpansa'), now: () => now, keysOf };
    await importAdvisories(deps, { source: 'cpansa', path: cpansa, mode: 'whole', url: null, recordsAsOf: null });
    const advisories = openAdvisories(deps.folder);
    const files = readdirSync(cpansa)
      .filter((name) => name.endsWith('.yml'))
      .toSorted();
    const missed: string[] = [];
    let looked = 0;
    for (const name of files.filter((_name, index) => index % TENTH === 0)) {
      const text = readFileSync(join(cpansa, name), 'utf8');
      const distribution = /^distribution: (\S+)/m.exec(text)?.[1] ?? '';
      for (const id of text.matchAll(/\bid: (CPANSA-\S+)/g)) {
        looked += 1;
        const found = matchItem(item(distribution, null, { ecosystem: 'cpan' }), advisories).matches;
        if (!found.some((match) => match.advisory.id === id[1])) missed.push(id[1] ?? '');
      }
    }
    advisories.close();
    expect(looked).toBeGreaterThan(20);
    expect(missed).toEqual([]);
  });
});

describe('story/triage-slices: the same mail passed on', () => {
  const plain = (subject: string, body: string) =>
    Buffer.from(
      `From: a <a@corp.example>\r\nTo: csirt@corp.example\r\nSubject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64')}\r\n`,
    );

  test('own mails, passed on in two ways and two languages, fold with their like and with nothing else', () => {
    const marks: { readonly of: string; readonly likeness: ReturnType<typeof likenessOf> }[] = [];
    for (const name of mails(own)) {
      const { subject, text } = readMail(readFileSync(join(own, name)));
      if (text.trim().length < 120) continue;
      const ways = [
        plain(subject, text),
        plain(
          `【転送】${subject}`,
          `佐藤です。返信していません。\n\n-----元のメッセージ-----\n差出人: x <x@example.org>\n件名: ${subject}\n\n${text}`,
        ),
        plain(
          `Fwd: ${subject}`,
          `I got this too.\n\n---------- Forwarded message ---------\nFrom: x <x@example.org>\nSubject: ${subject}\n\n${text}`,
        ),
      ];
      for (const bytes of ways) {
        const passed = readMail(bytes);
        const original = isReadable(passed) ? originalOf(readableOf(passed, domains.exists)) : { subject: '', text: '' };
        marks.push({ of: name, likeness: likenessOf(original.subject, original.text) });
      }
    }
    const wrong = marks.flatMap((a, index) =>
      marks.slice(index + 1).flatMap((b) => (sameCampaign(a.likeness, b.likeness) === (a.of === b.of) ? [] : [`${a.of} / ${b.of}`])),
    );
    expect(marks.length).toBeGreaterThanOrEqual(18);
    expect(wrong).toEqual([]);
  });
});
