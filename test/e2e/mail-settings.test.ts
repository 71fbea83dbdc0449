// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wireIntake } from '../../src/wiring/intake.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import type { Service } from '../../src/wiring/base/base.ts';
import { openMailboxServer } from '../support/mailbox-server.ts';
import type { MailboxServer } from '../support/mailbox-server.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

const password = 'a long sentence for the desk';
const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const shots = process.env['MATOI_SHOTS'] ?? '';
const unset = { MATOI_SMTP_URL: '', MATOI_MAIL_FROM: '', MATOI_IMAP_URL: '', MATOI_URL: '' };

/** An administrator who has only the browser sets mail up, tries it, and sees what arrived. */
describe('e2e/mail-settings', () => {
  const held: { sink?: MailSink; box?: MailboxServer } = {};
  const running: Service[] = [];
  const closing: (() => Promise<void>)[] = [];
  let desk: ServedDesk;
  let browser: TestBrowser;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
  const sink = () => held.sink as MailSink;
  const box = () => held.box as MailboxServer;

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.box = await openMailboxServer(['報告窓口']);
    desk = await serveDesk({
      webFolder: web,
      env: unset,
      routes: (opened, base) => {
        closing.push(() => gateOf(base, opened).close());
        const intake = wireIntake(base);
        running.push(...(intake.services?.(opened) ?? []));
        const others = everyPart.filter((wire) => wire !== wireIntake).map((wire) => wire(base));
        return [intake, ...others].flatMap((part) => part.routes?.(opened) ?? []);
      },
    });
    for (const service of running) await service.start();
    browser = await openBrowser();
    const { context, page } = await openPage(browser.browser, desk.url, 'ja-JP');
    await page.goto(`${desk.url}/setup#${desk.setUpCode}`);
    await page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@example.jp');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByRole('heading', { name: '今', exact: true }).waitFor();
    signedIn = await context.storageState();
    await context.close();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    for (const service of running.toReversed()) await service.stop();
    for (const close of closing) await close();
    await desk.close();
    await sink().close();
    await box().close();
  });

  async function at(path: string, width: number, locale = 'ja-JP'): Promise<Page> {
    const context = await browser.browser.newContext({ storageState: signedIn, locale, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    if (locale !== 'ja-JP') await page.addInitScript(() => localStorage.setItem('matoi.lang', 'en'));
    await page.goto(`${desk.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }
  async function shot(page: Page, name: string): Promise<void> {
    if (shots !== '') await page.screenshot({ path: join(shots, `mail-${name}.png`), fullPage: true });
  }

  it('says on the readiness screen what is not set up, and leads to where it is', async () => {
    const page = await at('/readiness', 1280);
    const missing = page.getByRole('region', { name: 'メールと公開アドレスで、まだ決まっていないもの' });
    await missing.getByText('送信サーバーがありません', { exact: false }).waitFor();
    await shot(page, 'readiness-ja');
    await missing.getByRole('link', { name: 'メールと公開アドレスを設定する' }).click();
    await page.getByRole('heading', { name: 'メールと公開アドレス', level: 1 }).waitFor();
    await page.getByText('今は何も送れません', { exact: false }).waitFor();
    await shot(page, 'empty-ja');
    await page.context().close();
  });

  it('takes a relay and a mailbox, sends a test that really arrives, and shows how', async () => {
    const page = await at('/settings/mail', 1280);
    await page.getByRole('button', { name: '設定する：送信サーバー（主）' }).click();
    await shot(page, 'form-ja');
    const out = page.getByRole('group', { name: '送信サーバー（主）' });
    await out.getByLabel('サーバー名').fill('127.0.0.1');
    await out.getByLabel('ポート').fill(String(sink().port));
    await out.getByLabel('接続の暗号化').selectOption('none');
    await out.getByLabel('差出人').fill('CSIRT <csirt@example.jp>');
    await out.getByLabel('認証').selectOption('none');
    await out.getByRole('button', { name: '保存する' }).click();
    await page.getByText('送信できる設定です', { exact: false }).waitFor();

    await page.getByRole('button', { name: '設定する：受信メールボックス（主）' }).click();
    const incoming = page.getByRole('group', { name: '受信メールボックス（主）' });
    await incoming.getByLabel('サーバー名').fill('127.0.0.1');
    await incoming.getByLabel('ポート').fill(String(box().port));
    await incoming.getByLabel('接続の暗号化').selectOption('none');
    await incoming.getByLabel('アカウント').fill('testuser');
    await incoming.locator('input[type=password]').fill('testpass');
    await incoming.getByRole('button', { name: '保存する' }).click();
    await incoming.getByText('佐藤 美咲 が設定', { exact: false }).waitFor();
    expect(await page.content()).not.toContain('testpass');
    await incoming.getByRole('button', { name: '接続を確かめる' }).click();
    await incoming.getByText('開けました', { exact: false }).waitFor();

    await page.getByRole('button', { name: 'テストを送る' }).click();
    await page.getByText('サーバーが受け取りました', { exact: false }).waitFor();
    await page.getByText('まだ受信メールボックスにありません', { exact: false }).waitFor();
    const raw = Buffer.from(sink().mails[0]?.raw ?? []).toString('utf8');
    box().append(
      'INBOX',
      `Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=csirt@example.jp; dkim=none; dmarc=fail header.from=example.jp\r\n${raw}`,
    );
    await page.getByText('届きました', { exact: false }).waitFor();
    await page.getByText('mx.example.jp の判定', { exact: false }).waitFor();
    await shot(page, 'tested-ja');
    await page.context().close();
  });

  it('switches to the second relay with a reason, and names who did it from then on', async () => {
    const page = await at('/settings/mail', 1280);
    await page.getByRole('button', { name: '設定する：送信サーバー（予備）' }).click();
    const second = page.getByRole('group', { name: '送信サーバー（予備）' });
    await second.getByLabel('サーバー名').fill('127.0.0.1');
    await second.getByLabel('ポート').fill(String(sink().port));
    await second.getByLabel('接続の暗号化').selectOption('none');
    await second.getByLabel('差出人').fill('csirt@example.jp');
    await second.getByLabel('認証').selectOption('none');
    await second.getByRole('button', { name: '保存する' }).click();
    await second.getByRole('button', { name: '予備に切り替える' }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('主の送信サーバーが応答しないため');
    await page.getByRole('dialog').getByRole('button', { name: '予備に切り替える' }).click();
    await second.getByText('佐藤 美咲 が予備に切り替えました', { exact: false }).waitFor();
    await second.getByText('主の送信サーバーが応答しないため').waitFor();
    await page.context().close();
  });

  it('fits a telephone in both languages, and asks only the desk itself', async () => {
    for (const locale of ['ja-JP', 'en-US']) {
      const page = await at('/settings/mail', 360, locale);
      const foreign: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(desk.url)) foreign.push(request.url());
      });
      await page.getByRole('group').first().waitFor();
      const change = page.getByRole('button', {
        name: locale === 'ja-JP' ? '変更する：受信メールボックス（主）' : /^Change: Incoming mailbox \(first/,
      });
      await change.click();
      await look(page);
      await shot(page, `phone-${locale}`);
      expect(foreign).toEqual([]);
      await page.context().close();
    }
  });
});
