// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { pdfFile, sheetFile } from '../../../test/support/office-files.ts';
import { qrPng } from '../../../test/support/picture-files.ts';
import { readParts } from '../../adapters/documents/read-parts.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { composeMail } from '../../adapters/mime/compose.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { sha256 } from '../../adapters/system/system.ts';
import { rawIntentRules, rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import type { Instant } from '../../kernel/instant.ts';
import { triageSheetSchema } from '../contract.ts';
import { examine } from '../examination/examine.ts';
import { examinedBody } from '../examination/examine-report.ts';
import { parseRules } from '../intent/intent-rule.ts';
import { parseKindRules } from '../kind/kind-rule.ts';
import { sheetWire } from '../sheet/sheet.view.ts';

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
  ownDomains: ['corp.example'],
};

type File = { readonly fileName: string; readonly contentType?: string; readonly bytes: Buffer };

async function look(text: string, files: readonly File[]) {
  const typed = files.map((file) => ({ contentType: 'application/octet-stream', ...file }));
  const bytes = composeMail({
    subject: 'お知らせ',
    from: 'a@partner.example',
    marks: {},
    date: '2026-11-20T00:00:00Z',
    text,
    files: typed,
  });
  const seen = await examine(deps, bytes, [], '2026-11-21T06:00:00.000Z' as Instant);
  const sheet = triageSheetSchema.parse(sheetWire(seen, 'x.eml', true));
  const ja = (lines: typeof sheet.known) =>
    lines.filter(({ id }) => id.startsWith('attachment') || id === 'language').map((one) => one.text.ja);
  return { seen, sheet, known: ja(sheet.known), notCheckable: ja(sheet.notCheckable) };
}

describe('triage/file', () => {
  it('proposes what stands in attachments with its page or cell, for the sheet and for hunting', async () => {
    const { seen, sheet, known, notCheckable } = await look('添付をご確認ください。', [
      { fileName: '注意喚起.pdf', bytes: pdfFile(['Overview', '', 'Block 203.0.113.7 and c2.evil.example']) },
      { fileName: '通信.xlsx', bytes: sheetFile('一覧', { B4: 'http://drop.evil.example/a' }) },
      { fileName: '写真.heic', bytes: Buffer.from([0, 0, 0, 24, 102, 116, 121, 112]) },
    ]);
    expect(sheet.mail.attachments.map((file) => file.found?.map(({ value, at }) => `${value} ${at.ja}`))).toEqual([
      ['203.0.113.7 3ページ', 'c2.evil[.]example 3ページ'],
      ['hxxp://drop.evil[.]example/a 一覧!B4'],
      undefined,
    ]);
    expect(examinedBody(seen, 'R-2026-00001').claims.filter(({ where }) => where !== undefined)).toContainEqual({
      kind: 'address',
      value: '203.0.113.7',
      version: null,
      where: '注意喚起.pdf page 3',
    });
    expect(known).toHaveLength(2);
    expect(notCheckable).toEqual([
      '添付 注意喚起.pdf の 2 ページは文字として読めない',
      '添付 写真.heic の中身は読んでいない（読める形式ではない）',
    ]);
  });

  it('takes the address of a QR code for a claim and for a link that leads outside', async () => {
    const { sheet, known, notCheckable } = await look('荷物の再配達は QR コードから。', [
      { fileName: 'qr.png', contentType: 'image/png', bytes: qrPng('https://post.evil.example/r?id=7') },
    ]);
    expect(sheet.claims).toContainEqual(expect.objectContaining({ kind: 'url', value: 'hxxps://post.evil[.]example/r?id=7' }));
    expect(sheet.next.some(({ text }) => text.ja.includes('リンク'))).toBe(true);
    expect(known).toEqual(['添付 qr.png の QR コードを読んだ']);
    expect(notCheckable).toEqual(['画像 qr.png に写っている文字は読んでいない']);
  });

  it('says so where a mail shows pictures only, whatever is said to stand in them', async () => {
    const mail = (body: string) =>
      Buffer.from(
        `From: a@b.example\r\nTo: c@corp.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>${body}</p>\r\n`,
      );
    const says = async (body: string) =>
      sheetWire(await examine(deps, mail(body), [], '2026-11-21T06:00:00.000Z' as Instant), 'x', false).notCheckable.some(
        ({ id }) => id === 'only-pictures',
      );
    expect(await says('<img src="cid:a" alt="Scan the code and sign in">')).toBe(true);
    expect(await says('<img src="cid:a">')).toBe(true);
    expect(await says('Dear all, the logo below is new. <img src="cid:a" alt="Logo">')).toBe(false);
    expect(await says('Dear all, hello there')).toBe(false);
  });

  it('names the language of a mail that no rule reads, and nothing for one that is read', async () => {
    const zh = '您好，我们在贵公司的网站上发现了严重的安全漏洞，攻击者可以读取所有客户的数据。请尽快与我们联系，我们会提供详细报告。';
    expect((await look(zh, [])).notCheckable).toEqual(['中国語の文は読んでいない（判定のルールが読むのは日本語と英語だけ）。人が読む']);
    expect((await look('貴社のサイトに脆弱性があります。ご確認ください。', [])).notCheckable).toEqual([]);
  });
});
