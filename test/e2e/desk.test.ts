// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { smtpClient } from '../support/smtp-client.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { hostileMail, plainMail } from './support/mails.ts';
import { removeTree } from '../support/remove-tree.ts';

const password = 'a long sentence for the desk';
const state: { folder: string; smtpPort: number; desk: DeskProcess | null; browser: TestBrowser | null } = {
  folder: '',
  smtpPort: 0,
  desk: null,
  browser: null,
};

function parts(): { readonly desk: DeskProcess; readonly browser: TestBrowser } {
  if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
  return { desk: state.desk, browser: state.browser };
}

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-e2e-'));
  state.smtpPort = await freePort();
  state.desk = await startDeskProcess(state.folder, { MATOI_SMTP_PORT: String(state.smtpPort) });
  state.browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  removeTree(state.folder);
}, 60_000);

describe('e2e/desk', () => {
  it('日本語：はじめの設定から、落としたメールを読むまで', async () => {
    const { desk, browser } = parts();
    const { context, page, foreign, faults } = await openPage(browser.browser, desk.url, 'ja-JP');
    await page.goto(desk.setUpLink ?? '');
    await page.getByRole('heading', { name: 'はじめの設定' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    expect(await page.getByLabel('起動時に表示されたコード').inputValue()).not.toBe('');
    await look(page);
    await page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@example.jp');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByText('待っているものはありません。').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await look(page);

    await page.getByRole('link', { name: '報告' }).first().click();
    await page.getByText('報告はまだありません').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'ファイルを選ぶ' }).click();
    await (await chooser).setFiles({ name: 'report.eml', mimeType: 'message/rfc822', buffer: hostileMail() });
    await page.getByText('1 通を受け付けました').waitFor();
    await page.getByRole('link', { name: /未着手.*貴社ウェブサイトの CGI/ }).click();

    await page.getByRole('heading', { name: '貴社ウェブサイトの CGI に既知の脆弱性があります' }).waitFor();
    await page.getByText('貴社の CGI には既知の脆弱性があります。<script>').waitFor();
    await page.getByText('返信はまだしないでください。', { exact: false }).waitFor();
    expect(await page.getByText('まだ分からないこと').count()).toBeGreaterThan(0);
    await look(page);

    const title = await page.title();
    expect(title).toMatch(/^貴社ウェブサイトの CGI .* · Matoi 纏$/);
    await page.getByRole('tab', { name: 'HTML表示' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByText('本文の続き').waitFor();
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(await frame.locator('script, form, meta[http-equiv=refresh], [onerror]').count()).toBe(0);
    expect(await page.title()).toBe(title);

    await page.getByRole('tab', { name: /添付/ }).click();
    await page.getByText('proof.txt').waitFor();
    await page
      .getByText(/SHA-256 [0-9a-f]{64}/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: '原文' }).click();
    await page.getByText('multipart/alternative; boundary=in', { exact: false }).waitFor();

    await page.getByRole('button', { name: '対応を始める' }).click();
    await page.getByRole('button', { name: '解決とする' }).waitFor();
    await page.getByRole('link', { name: /^事案 C-/ }).click();
    await page.getByRole('heading', { name: '次の三手' }).waitFor();
    await page.getByText('報告を受け取った').waitFor();
    await page
      .getByText(/\d+月\d+日\(.\) \d\d:\d\d JST/)
      .first()
      .waitFor();
    await look(page);

    await page.keyboard.press('m');
    await page.keyboard.insertText('開発部に電話した');
    await page.keyboard.press('Escape');
    await page.reload();
    const note = page.getByLabel('経緯にメモを残す');
    await expect.poll(() => note.inputValue(), { timeout: 15_000 }).toBe('開発部に電話した');
    await page.getByRole('button', { name: 'メモを経緯に残す' }).click();
    await page.locator('[data-kind="case.noted"]').getByText('開発部に電話した').waitFor();
    await expect.poll(() => note.inputValue(), { timeout: 15_000 }).toBe('');

    await page.getByRole('button', { name: '暗い配色にする' }).click();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await look(page);
    await page.reload();
    await page.getByRole('heading', { name: '次の三手' }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');

    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('English: from sign-in on a telephone to a mail that arrives by SMTP while the inbox is open', async () => {
    const { desk, browser } = parts();
    const { context, page, foreign, faults } = await openPage(browser.browser, desk.url, 'en-GB', 360);
    await page.goto(`${desk.url}/reports`);
    await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await look(page);
    await page.getByLabel('Mail address').fill('sato@example.jp');
    await page.getByLabel('Password', { exact: false }).first().fill('not the right sentence');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: false }).first().fill(password);
    await page.keyboard.press('Enter');
    // The person's own language is Japanese; the switch stays on this device.
    await page.getByRole('heading', { name: '報告', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
    await look(page);

    const smtp = await smtpClient(state.smtpPort);
    expect(await smtp.mail(plainMail('Open directory on your shop', 'Your /backup is world readable.'))).toMatch(/^250/);
    smtp.close();
    await page.getByRole('link', { name: /Open directory on your shop/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Open directory on your shop' }).waitFor();
    await page.getByText('Your /backup is world readable.').waitFor();
    await look(page);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('backup');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next row').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await page.getByRole('link', { name: /Open directory on your shop/ }).click();
    await page.getByRole('heading', { name: 'Next three actions' }).waitFor();
    await page
      .getByText(/\w{3} \d+ \w{3} \d\d:\d\d JST/)
      .first()
      .waitFor();
    await look(page);
    for (const part of ['/', '/cases', '/organisation', '/organisation/import', '/settings', '/reports/new']) {
      await page.goto(`${desk.url}${part}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(page);
    }
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');

    // Every piece and every card, by day and by night.
    await page.goto(`${desk.url}/dev/gallery`);
    await page.getByRole('heading', { name: 'Pieces of the desk' }).waitFor();
    await look(page);
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'));
    await look(page);

    // Without a connection the screen says so and keeps what is being written.
    await page.goto(`${desk.url}/reports/new`);
    await page.getByLabel('In one line').fill('A call about the shop');
    await context.setOffline(true);
    await page.getByLabel('What was said or written').fill('They read /backup.');
    await page.getByRole('button', { name: 'Keep as a report' }).click();
    await page.getByRole('alert').getByText('The desk cannot be reached.').waitFor();
    await context.setOffline(false);
    await page.reload();
    await expect.poll(() => page.getByLabel('In one line').inputValue(), { timeout: 15_000 }).toBe('A call about the shop');
    await page.getByRole('button', { name: 'Keep as a report' }).click();
    await page.getByRole('heading', { name: 'A call about the shop' }).waitFor();

    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
