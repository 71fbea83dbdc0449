// SPDX-License-Identifier: Apache-2.0
// What the sheet says of a mail that hides, misleads or tells: the sentence itself, in both languages, inert.
import { describe, expect, test } from 'vitest';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { readParts } from '../../adapters/documents/read-parts.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { sha256 } from '../../adapters/system/system.ts';
import { rawIntentRules, rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import type { Instant } from '../../kernel/instant.ts';
import { triageSheetSchema } from '../contract.ts';
import { examine } from '../examination/examine.ts';
import { parseRules } from '../intent/intent-rule.ts';
import { parseKindRules } from '../kind/kind-rule.ts';
import { sheetLines } from './print.ts';
import { sheetWire } from './sheet.view.ts';

const deps = {
  readMail,
  readParts,
  rules: parseRules(rawIntentRules()),
  kindRules: parseKindRules(rawKindRules()),
  authentication: mailAuthentication('off'),
  domains,
  scoreVector,
  advisories: { manifests: () => [], byNumber: () => [], byProduct: () => ({ records: [], more: false }), close: () => undefined },
  hash: sha256,
  ownServers: [],
  ownDomains: ['harbor-tea.example'],
};

async function sheetOf(body: string, type = 'text/html; charset=utf-8') {
  const head = [
    'From: x <x@outside.example>',
    'To: web@harbor-tea.example',
    'Subject: s',
    'Date: Fri, 20 Nov 2026 10:00:00 +0900',
    'MIME-Version: 1.0',
  ];
  const bytes = Buffer.from([...head, `Content-Type: ${type}`, 'Content-Transfer-Encoding: 8bit', '', body].join('\n'));
  const wire = triageSheetSchema.parse(sheetWire(await examine(deps, bytes, [], '2026-11-21T06:00:00.000Z' as Instant), 'f', false));
  const lines = [...wire.known, ...wire.unknown, ...wire.notCheckable];
  const words = { ja: sheetLines(wire, 'ja').join('\n'), en: sheetLines(wire, 'en').join('\n') };
  return { wire, words, line: (id: string) => lines.find((one) => one.id === id)?.text ?? null };
}

describe('triage/sheet: findings of the mail', () => {
  test('hidden words give no claim and no intent, and are shown as hidden', async () => {
    const secret = 'See https://harbor-tea.example/a.cgi, CVE-2023-12345. I did not access any data and want no reward.';
    const { wire, words, line } = await sheetOf(`<p>Hello.</p><div style="font-size:0;color:#fff">${secret}</div>`);
    expect(wire.claims).toEqual([]);
    expect(wire.intent.scores).toEqual({});
    expect(wire.mail.hidden?.characters).toBeGreaterThan(60);
    expect(line('hidden-text')?.ja).toMatch(/読む人には見えない文字がある.*harbor-tea\[\.\]example/u);
    expect(words.en).toContain('text that its reader does not see');
  });

  test('links that run, forms and links that show another address are named, defanged', async () => {
    const { wire, words, line } = await sheetOf(
      `<a href="java&#10;script:x()">one</a> <a href="DATA:text/html,x">two</a> <form action="//collect.example/in"><input name=a></form>
       <map><area href="map.example/x" alt="https://www.jpcert.or.jp/"></map>`,
    );
    expect(line('links.run')?.ja).toMatch(/2 件.*javascript\[:\]x\(\)/u);
    expect(line('links.form')?.en).toContain('hxxp://collect[.]example/in');
    expect(wire.mail.links.map(({ to, how, another }) => `${how} ${to} ${another}`)).toEqual([
      'area hxxp://map[.]example/x true',
      'link javascript[:]x() false',
      'link DATA[:]text/html,x false',
      'form hxxp://collect[.]example/in false',
    ]);
    expect(`${words.ja}${words.en}`).not.toMatch(/https?:\/\/(?:collect|map)|javascript:|data:text/iu);
  });

  test('pictures only: what they are said to show is read, and it is said that they are not', async () => {
    const { line, wire } = await sheetOf('<img src="cid:q" alt="Scan this to log in">', 'text/html; charset=utf-8');
    expect(line('unread.it holds pictures only, which are not read')?.ja).toContain('画像だけで、文字がない');
    expect(wire.mail.characters).toBeGreaterThan(10);
  });

  test('a threat that is told is named as told', async () => {
    const { wire, line } = await sheetOf(
      '不明な人物から、3BTCを支払わなければ御社の顧客情報を公開するという電話がありました。',
      'text/plain; charset=utf-8',
    );
    expect(wire.intent.label).toBe('unclear');
    expect(wire.intent.told.length).toBeGreaterThan(0);
    expect(line('told')?.ja).toContain('引用か伝聞');
    expect(line('told')?.en).toContain('not taken for what the sender wants');
  });

  test('an attachment that runs is named, whatever its name is made to look like', async () => {
    const { line } = await sheetOf(
      '--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="bill.pdf.scr."\n\nMZ\n--b--\n',
      'multipart/mixed; boundary=b',
    );
    expect(line('runnable')?.ja).toContain('bill.pdf[.]scr');
  });

  test('with look-ups off the sheet says "not looked up" and names the setting', async () => {
    const { line, words } = await sheetOf('x', 'text/plain');
    expect(line('sender')?.ja).toMatch(/照会していない.*MATOI_DNS/u);
    expect(line('sender')?.en).toMatch(/not looked up.*MATOI_DNS/u);
    expect(words.ja).toMatch(/SPF: 照会していない/u);
    expect(words.ja).not.toContain('差出人のドメイン：確かめられない');
  });
});
