// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfFile } from '../support/office-files.ts';
import { outlookFile } from '../support/outlook-file.ts';
import { qrPng } from '../support/picture-files.ts';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { removeTree } from '../support/remove-tree.ts';

const password = 'a long sentence for the desk';
const shots = process.env['MATOI_SHOTS'];
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null } = { folder: '', desk: null, browser: null };

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-carried-'));
  state.desk = await startDeskProcess(state.folder);
  state.browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  removeTree(state.folder);
}, 60_000);

const STRANGER = 'collector@pay-now.example';
const DEMAND = '48時間以内に 2 BTC を支払わなければ、御社から入手した顧客名簿を公開します。';
const lines = (...text: readonly string[]): Buffer => Buffer.from(text.join('\r\n'));
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const head = (subject: string): readonly string[] => [
  `From: ${word('伊藤')} <ito@corp.example>`,
  'To: csirt@corp.example',
  `Subject: ${word(subject)}`,
];
const inline = (subject: string, ...body: readonly string[]): Buffer =>
  lines(...head(subject), 'Content-Type: text/plain; charset=utf-8', '', ...body, '');
const withFile = (subject: string, body: string, type: string, name: string, bytes: Buffer): Buffer =>
  lines(
    ...head(subject),
    'Content-Type: multipart/mixed; boundary=k',
    '',
    '--k',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '--k',
    `Content-Type: ${type}`,
    `Content-Disposition: attachment; filename=${name}`,
    'Content-Transfer-Encoding: base64',
    '',
    bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '--k--',
    '',
  );

const original = lines(
  `From: ${STRANGER}`,
  'To: ito@corp.example',
  `Subject: ${word('最後の通知')}`,
  'Content-Type: text/plain; charset=utf-8',
  '',
  DEMAND,
  '',
);
const msg = outlookFile({
  subject: '最後の通知 2',
  from: { name: 'Collector', address: STRANGER },
  to: [{ name: '伊藤', address: 'ito@corp.example' }],
  body: `${DEMAND} 2`,
});

/** What a colleague passes on, by way and client; each in its own words, so that none is folded into another. */
const forwards = [
  {
    name: 'attached.eml',
    subject: 'FW: 添付のメールについて',
    how: 'attached',
    bytes: withFile('FW: 添付のメールについて', '本物でしょうか。', 'message/rfc822', 'mail.eml', original),
  },
  {
    name: 'outlook.eml',
    subject: 'FW: Outlookの添付',
    how: 'attached',
    bytes: withFile('FW: Outlookの添付', '確認願います。', 'application/octet-stream', 'mail.msg', msg),
  },
  {
    name: 'inline-outlook.eml',
    subject: 'FW: Outlookの転送',
    how: 'inline',
    bytes: inline(
      'FW: Outlookの転送',
      '見てください。',
      '',
      `差出人: Collector <${STRANGER}>`,
      '送信日時: 2026年11月27日 10:00',
      '宛先: ito@corp.example',
      '件名: 最後の通知',
      '',
      `${DEMAND} 弊方は本気です。`,
    ),
  },
  {
    name: 'inline-gmail.eml',
    subject: 'Fwd: Gmailの転送',
    how: 'inline',
    bytes: inline(
      'Fwd: Gmailの転送',
      '届きました。',
      '',
      '---------- Forwarded message ---------',
      `From: Collector <${STRANGER}>`,
      'Date: Fri, Nov 27, 2026 at 10:00 AM',
      'Subject: last notice',
      'To: <ito@corp.example>',
      '',
      '',
      `${DEMAND} 期限は延ばせません。`,
    ),
  },
  {
    name: 'inline-apple.eml',
    subject: 'Fwd: Apple Mailの転送',
    how: 'inline',
    bytes: inline(
      'Fwd: Apple Mailの転送',
      '',
      '> Begin forwarded message:',
      '>',
      `> From: Collector <${STRANGER}>`,
      '> Subject: last notice',
      '> Date: November 27, 2026 at 10:00:00 GMT+9',
      '> To: ito@corp.example',
      '>',
      `> ${DEMAND} 返事を待っています。`,
    ),
  },
] as const;

const notice = withFile(
  '注意喚起のご連絡',
  '添付をご確認ください。',
  'application/pdf',
  'notice.pdf',
  pdfFile(['Block 203.0.113.7', 'and c2.evil.example']),
);
const parcel = withFile(
  '再配達のご案内',
  'QRコードからお手続きください。',
  'image/png',
  'code.png',
  qrPng('https://post.evil.example/r?id=7'),
);

async function drop(page: Page, files: readonly { readonly name: string; readonly buffer: Buffer }[], choose: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: choose }).first().click();
  await (await chooser).setFiles(files.map((file) => ({ ...file, mimeType: 'message/rfc822' })));
}

async function shot(page: Page, name: string): Promise<void> {
  await look(page);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

describe('e2e/carried-mail', () => {
  it('日本語と英語：転送されたメールの元の差出人と、確かめられないことが画面で読める', { timeout: 240_000 }, async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const { url } = state.desk;
    const { context, page, foreign, faults } = await openPage(state.browser.browser, url, 'ja-JP');
    await page.goto(state.desk.setUpLink ?? '');
    await page.getByLabel('組織の名前').fill('株式会社コープ');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@corp.example');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByText('待っているものはありません。').waitFor();

    await page.goto(`${url}/reports`);
    await drop(
      page,
      [
        ...forwards.map(({ name, bytes }) => ({ name, buffer: bytes })),
        { name: 'notice.eml', buffer: notice },
        { name: 'parcel.eml', buffer: parcel },
      ],
      'ファイルを選ぶ',
    );
    await page.getByText('7 通を受け付けました').waitFor({ timeout: 90_000 });
    await shot(page, 'inbox-ja');
    const reports = await page.evaluate(
      async () => ((await (await fetch('/api/v1/reports?limit=50')).json()) as { items: { reportId: string; subject: string }[] }).items,
    );
    const reportOf = (subject: string): string => reports.find((one) => one.subject === subject)?.reportId ?? `none called ${subject}`;

    for (const lang of ['ja', 'en'] as const) {
      if (lang === 'en') await page.evaluate(() => localStorage.setItem('matoi.lang', 'en'));
      for (const { name, subject, how } of forwards) {
        await page.goto(`${url}/triage/${reportOf(subject)}`);
        const carried =
          lang === 'ja'
            ? `が転送したメール（${how === 'attached' ? '添付' : '本文への引用'}）を調べた。元の差出人としてあるのは`
            : `passed on (${how === 'attached' ? 'as an attachment' : 'in the body'}); the sender it names is`;
        const line = page.getByText(carried, { exact: false }).first();
        await line.waitFor({ timeout: 30_000 });
        expect(await line.textContent()).toContain('collector[@]pay-now[.]example');
        await page
          .getByText(lang === 'ja' ? '転送されたメールなので' : 'Because it was passed on', { exact: false })
          .first()
          .waitFor();
        await shot(page, `triage-${name.replace('.eml', '')}-${lang}`);
      }
      await page.goto(`${url}/triage/${reportOf('注意喚起のご連絡')}`);
      await page
        .getByText(lang === 'ja' ? 'notice.pdf 2ページ' : 'notice.pdf page 2', { exact: false })
        .first()
        .waitFor();
      await shot(page, `triage-pdf-${lang}`);
      await page.goto(`${url}/triage/${reportOf('再配達のご案内')}`);
      await page.getByText('hxxps://post.evil[.]example/r?id=7', { exact: false }).first().waitFor();
      await shot(page, `triage-qr-${lang}`);
    }

    await page.goto(`${url}/settings`);
    await page.getByRole('button', { name: 'Add GitHub' }).click();
    await page.getByRole('button', { name: 'Take GitHub off' }).waitFor();
    await page.getByText('corp.example', { exact: true }).waitFor();
    await shot(page, 'settings-en');
    await page.goto(`${url}/reports/new`);
    await page.getByLabel('in person').check();
    await shot(page, 'by-hand-en');
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
