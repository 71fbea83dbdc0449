// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../adapters/system/system.ts';
import { readParts } from '../../adapters/documents/read-parts.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { rawIntentRules, rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import type { Instant } from '../../kernel/instant.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import type { AdvisoryLookup } from '../advisory/advisory.port.ts';
import { triageSheetSchema } from '../contract.ts';
import { examine } from './examine.ts';
import type { Intent } from '../intent/intent-rule.ts';
import { parseKindRules } from '../kind/kind-rule.ts';
import { parseRules } from '../intent/intent-rule.ts';
import { sheetWire } from '../sheet/sheet.view.ts';

const none: AdvisoryLookup = {
  manifests: () => [],
  byNumber: () => [],
  byProduct: () => ({ records: [], more: false }),
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
  advisories: none,
  hash: sha256,
  ownServers: [],
  ownDomains: ['city-books.example'],
};
const now = '2026-11-21T06:00:00.000Z' as Instant;
const mail = (name: string) => readFileSync(new URL(`../../../fixtures/triage/mails/${name}.eml`, import.meta.url));
const seen = (name: string) => examine(deps, mail(name), [], now);

describe('triage/examine', () => {
  test.each([
    ['ja-vague-white-hat', 'unclear'],
    ['ja-good-faith', 'good-faith'],
    ['ja-beg-bounty', 'beg-bounty'],
    ['ja-ipa-like', 'possible-authority-contact'],
    ['ja-jpcert-like', 'possible-authority-contact'],
    ['ja-sales', 'marketing'],
    ['ja-lure-tool', 'lure'],
    ['ja-extortion', 'extortion'],
    ['ja-scanner', 'scanner-noise'],
    ['ja-reflection', 'reflection'],
    ['ja-colleague-question', 'unclear'],
    ['en-good-faith', 'good-faith'],
    ['en-beg-bounty', 'beg-bounty'],
    ['en-php-cgi', 'good-faith'],
    ['en-scanner', 'scanner-noise'],
    ['en-lure-install', 'lure'],
  ] satisfies readonly (readonly [string, Intent])[])('%s reads as %s', async (name, label) => {
    const { intent } = await seen(name);
    expect({ label: intent.label, scores: intent.scores }).toEqual({ label, scores: intent.scores });
  });

  test('every quote and every claim stands in the text where it says', async () => {
    for (const name of ['ja-good-faith', 'ja-lure-tool', 'en-php-cgi', 'ja-reflection']) {
      const one = await seen(name);
      for (const hit of [...one.intent.evidence, ...one.intent.against]) expect(one.text.slice(hit.start, hit.end)).toBe(hit.quote);
      for (const claim of one.claims) if (claim.quote !== null) expect(one.text.slice(claim.start, claim.end)).toBe(claim.quote);
    }
  });

  test('no live link leaves in what is shown', async () => {
    for (const name of ['ja-lure-tool', 'en-lure-install', 'ja-sales']) {
      const wire = JSON.stringify(sheetWire(await seen(name), name, false));
      expect(wire).not.toMatch(/https?:\/\/[\w.-]+\.example/);
    }
  });

  test('without data and without look-ups nothing is called found, confirmed or not affected', async () => {
    const one = await seen('en-php-cgi');
    expect(new Set(one.corroboration.map((answer) => answer.answer))).toEqual(new Set(['not-checkable']));
    expect(one.sender.authenticity).toBe('not-checkable');
    expect(one.inventory.scope).toBe('not-given');
  });

  test('the wire form is what the contract says', async () => {
    const sheet = sheetWire(await seen('ja-good-faith'), 'x.eml', true);
    expect(triageSheetSchema.parse(sheet)).toEqual(sheet);
  });

  test('a vague mail yields questions and looks at all web programs', async () => {
    const item = {
      id: '1',
      kind: 'cgi',
      name: 'form.cgi',
      version: null,
      ecosystem: null,
      host: 'www',
      path: '/cgi-bin/form.cgi',
      owner: null,
      exposure: 'internet',
      from: 'x',
    } as const;
    const one = await examine(
      deps,
      mail('ja-vague-white-hat'),
      [item, { ...item, id: '2', kind: 'software', name: 'bash', path: null }],
      now,
    );
    expect(one.vague).toBe(true);
    expect(one.questions.map((question) => question.id)).toContain('own-list');
    expect(one.inventory.items.map((entry) => [entry.item.name, entry.state])).toEqual([['form.cgi', 'not-matchable']]);
  });

  test.each([
    ['We hold your customer list. Pay 3 BTC within 72 hours or we publish it.', []],
    ['We hold your customer list. Pay us or we publish it.', ['deadline', 'demand']],
    ['御社の顧客名簿を入手した。5 BTC を払わなければ公開する。', ['deadline']],
  ])('of a threat that it does not know is asked, and nothing that it says: %s', async (body, asked) => {
    const raw = `From: collector@pay-now.example\r\nSubject: list\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`;
    const one = await examine(deps, Buffer.from(raw), [], now);
    expect(one.kinds.map(({ kind }) => kind)).toContain('extortion');
    expect(one.questions.map(({ id }) => id).filter((id) => ['deadline', 'demand'].includes(id))).toEqual(asked);
  });

  test.each(['', '\0\0\0', 'Subject: \r\n\r\n', 'x'.repeat(100_000), 'From: <a@b>\r\nFrom: <c@d>\r\n\r\n\u202egpj.exe'])(
    'odd bytes %# give a sheet',
    async (text) => {
      const one = await examine(deps, Buffer.from(text), [], now);
      expect(one.intent.label).toBe('unclear');
    },
  );
});
