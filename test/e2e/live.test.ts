// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, runMatoi, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { hostileMail } from './support/mails.ts';
import { removeTree } from '../support/remove-tree.ts';

const password = 'a long sentence for the desk';
const stream = join(import.meta.dirname, '../../fixtures/exposure/three-shops.stream');

describe('e2e/live', () => {
  const mails: string[] = [];
  let folder = '';
  let desk: DeskProcess;
  let browser: TestBrowser;
  let sink: SMTPServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matoi-live-'));
    sink = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 200,
      onData(incoming, _session, done) {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          mails.push(Buffer.concat(chunks).toString('utf8'));
          done();
        });
      },
    });
    const listening: Server = sink.listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    const { port } = listening.address() as AddressInfo;
    const deskPort = await freePort();
    desk = await startDeskProcess(folder, {
      MATOI_PORT: String(deskPort),
      MATOI_URL: `http://127.0.0.1:${deskPort}`,
      MATOI_SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
      MATOI_MAIL_FROM: 'csirt@example.jp',
    });
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await desk.stop();
    sink.close(() => undefined);
    removeTree(folder);
  }, 60_000);

  /** Counts the loads of the document: what appears without another one came by itself. */
  async function watchLoads(page: Page): Promise<() => Promise<boolean>> {
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    return () => page.evaluate(() => 'sameDocument' in window);
  }

  /** Somebody else who works on cases, registered at the console. */
  async function oneTimePassword(name: string, address: string): Promise<string> {
    const args = ['people', 'add', name, '--address', address, '--role', 'responder', '--sign-in', '--json'];
    const added = await runMatoi(args, { MATOI_DATA: folder });
    expect(added.code, added.stderr).toBe(0);
    return (JSON.parse(added.stdout) as { readonly password: string }).password;
  }

  /** The link of the notice that the staff got; read from the mail as a mail program reads it. */
  async function staffLink(): Promise<string> {
    await expect.poll(() => mails.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const { text = '' } = await PostalMime.parse(mails.at(-1) ?? '');
    return `${desk.url}${/https?:\/\/[^/]+(\/staff\/\S+)/.exec(text)?.[1] ?? ''}`;
  }

  it('an open screen shows a colleague’s held reply, census answer and exposure run without a reload', async () => {
    const own = await openPage(browser.browser, desk.url, 'ja-JP');
    await own.page.goto(desk.setUpLink ?? '');
    await own.page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await own.page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await own.page.getByLabel('メールアドレス').fill('sato@example.jp');
    await own.page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await own.page.getByLabel('パスワード（もう一度）').fill(password);
    await own.page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await own.page.getByRole('link', { name: '報告' }).first().click();
    const chooser = own.page.waitForEvent('filechooser');
    await own.page.getByRole('button', { name: 'ファイルを選ぶ' }).click();
    await (await chooser).setFiles({ name: 'report.eml', mimeType: 'message/rfc822', buffer: hostileMail() });
    await own.page.getByRole('link', { name: /未着手.*貴社ウェブサイトの CGI/ }).click();
    await own.page.getByRole('heading', { name: '貴社ウェブサイトの CGI に既知の脆弱性があります' }).waitFor();
    const reportId = new URL(own.page.url()).pathname.split('/').at(-1) ?? '';
    const caseId = /C-\d{4}-\d{4}/.exec((await own.page.textContent('main')) ?? '')?.[0] ?? '';

    const colleague = await openPage(browser.browser, desk.url, 'ja-JP');
    await colleague.page.goto(`${desk.url}/triage/${reportId}/reply`);
    const given = await oneTimePassword('鈴木 健', 'suzuki@example.jp');
    await colleague.page.getByLabel('メールアドレス').fill('suzuki@example.jp');
    await colleague.page.getByLabel('パスワード', { exact: false }).first().fill(given);
    await colleague.page.keyboard.press('Enter');
    await colleague.page.getByLabel('渡された一度だけのパスワード').fill(given);
    await colleague.page.getByLabel('新しいパスワード').fill('another sentence for the desk');
    await colleague.page.keyboard.press('Enter');
    await colleague.page.getByText('まだ返信はありません。').waitFor();

    await own.page.goto(`${desk.url}/triage/${reportId}/reply`);
    await own.page.getByText('まだ返信はありません。').waitFor();
    let isSame = await watchLoads(own.page);
    await colleague.page.getByRole('button', { name: '保留にする（まだ送らない）' }).click();
    await own.page.getByRole('button', { name: '自分の名前で承認して送る' }).waitFor();
    expect(await isSame()).toBe(true);

    await own.page.getByRole('tab', { name: '社内への連絡' }).click();
    await colleague.page.getByRole('tab', { name: '社内への連絡' }).click();
    await colleague.page.getByRole('button', { name: '自分の名前で承認して送る' }).click();
    await own.page.getByRole('heading', { name: '届いた人・返信した人・まだの人' }).waitFor();
    const staff = await openPage(browser.browser, desk.url, 'ja-JP');
    await staff.page.goto(await staffLink());
    await staff.page.locator('button[value=replied]').first().click();
    await own.page.getByRole('cell', { name: '返信した' }).first().waitFor();
    expect(await isSame()).toBe(true);

    await own.page.goto(`${desk.url}/cases/${caseId}/exposure`);
    await own.page.getByText('まだ調査の記録がありません').waitFor();
    isSame = await watchLoads(own.page);
    const ran = await runMatoi(['exposure', 'import', stream, '--case', caseId], { MATOI_DATA: folder });
    expect(ran.code, ran.stderr).toBe(1);
    await own.page.getByText('7 件（実際の権限で確認 0、判定のみ 7）').waitFor();
    expect(await isSame()).toBe(true);

    // Whatever screen is open says that the relay is gone, what is safe and what to do, until it answers again.
    const { port } = sink.server.address() as AddressInfo;
    await new Promise<void>((resolve) => sink.close(resolve));
    const band = own.page.getByText(`送信サーバー（127.0.0.1:${port}）を使えません：応答がありません（接続を断られました）。`);
    await band.click();
    await own.page.getByText('出すと決めたメールはデスクに残り、つながれば順に出ます。').waitFor();
    sink.listen(port, '127.0.0.1');
    await band.waitFor({ state: 'detached' });
    expect(await isSame()).toBe(true);
    for (const { context, faults } of [own, colleague]) {
      expect(faults).toEqual([]);
      await context.close();
    }
  });
});
