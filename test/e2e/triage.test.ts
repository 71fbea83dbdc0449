// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { hostileMail, plainMail } from './support/mails.ts';
import { removeTree } from '../support/remove-tree.ts';

const password = 'a long sentence for the desk';
const outside: string[] = [];
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null; sink: SMTPServer | null } = {
  folder: '',
  desk: null,
  browser: null,
  sink: null,
};

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-triage-'));
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        outside.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  const listening: Server = sink.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  state.sink = sink;
  const { port } = listening.address() as AddressInfo;
  state.desk = await startDeskProcess(state.folder, {
    MATOI_SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    MATOI_MAIL_FROM: 'csirt@example.jp',
  });
  state.browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  state.sink?.close(() => undefined);
  removeTree(state.folder);
}, 60_000);

/** The report's number, from the address of its page. */
const reportOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

describe('e2e/triage', () => {
  it('日本語：メールを落とし、トリアージシートを読み、受領の返信を許可して送る', async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const { context, page, foreign, faults } = await openPage(state.browser.browser, state.desk.url, 'ja-JP');
    await page.goto(state.desk.setUpLink ?? '');
    await page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@example.jp');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByText('待っているものはありません。').waitFor();
    await page.getByRole('link', { name: '報告' }).first().click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'ファイルを選ぶ' }).click();
    await (await chooser).setFiles({ name: 'report.eml', mimeType: 'message/rfc822', buffer: hostileMail() });
    await page.getByRole('link', { name: /未着手.*貴社ウェブサイトの CGI/ }).click();
    await page.getByRole('heading', { name: '貴社ウェブサイトの CGI に既知の脆弱性があります' }).waitFor();
    const reportId = reportOf(page);

    await page.goto(`${state.desk.url}/triage/${reportId}`);
    await page.getByRole('heading', { name: '責任者に伝えること' }).waitFor();
    await page.getByText('差出人のドメイン：照会していない', { exact: false }).first().waitFor();
    await page.getByText('自組織の CGI・Perl・PHP を', { exact: false }).first().waitFor();
    await look(page);

    await page.getByLabel('人・事業への影響', { exact: false }).selectOption({ index: 3 });
    await page.getByRole('button', { name: '理由を書いて決める' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('予約の受付が止まると全店に及ぶ');
    await page.getByRole('dialog').getByRole('button', { name: '決める' }).click();
    await page.getByText('担当者が決定', { exact: false }).first().waitFor();
    await look(page);

    await page.getByRole('tab', { name: '差出人への返信' }).click();
    await page.getByText('まだ返信はありません。').waitFor();
    await page.getByRole('button', { name: '保留にする（まだ送らない）' }).click();
    await page.getByRole('button', { name: '自分の名前で承認して送る' }).waitFor();
    expect(outside).toEqual([]);
    await look(page);
    await page.getByRole('button', { name: '自分の名前で承認して送る' }).click();
    await page.getByText('サーバーが受け取った').waitFor({ timeout: 20_000 });
    expect(outside).toHaveLength(1);
    expect(outside[0]).toMatch(/^To: helper@provider\.example/m);
    expect(outside[0]).toMatch(/^From: csirt@example\.jp/m);

    await page.getByRole('tab', { name: '社内への連絡' }).click();
    await page.getByText('送ったメールは取り消せません').waitFor();
    await look(page);
    await page.getByRole('button', { name: '自分の名前で承認して送る' }).click();
    await page.getByRole('heading', { name: '届いた人・返信した人・まだの人' }).waitFor();
    await page.getByText('佐藤 美咲').first().waitFor();
    await look(page);
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('English: from the mail to the released receipt', async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const before = outside.length;
    const { context, page, foreign } = await openPage(state.browser.browser, state.desk.url, 'en-GB', 360);
    await page.goto(`${state.desk.url}/reports`);
    await page.getByLabel('Mail address').fill('sato@example.jp');
    await page.getByLabel('Password', { exact: false }).first().fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '報告', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page
      .getByRole('button', { name: /Choose|Select/ })
      .first()
      .click();
    await (await chooser).setFiles({
      name: 'en.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(plainMail('Open directory on your shop', 'Your /backup/list.cgi is world readable.')),
    });
    await page
      .getByRole('link', { name: /Open directory on your shop/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Open directory on your shop' }).waitFor();
    const reportId = reportOf(page);
    await page.goto(`${state.desk.url}/triage/${reportId}/reply`);
    await page.getByText('No reply yet. Nothing has been sent.').waitFor();
    await page.getByLabel('Text', { exact: false }).last().fill('We confirmed it: PHP 8.1.2 is vulnerable.');
    await page.getByRole('button', { name: 'Save as draft (held; nothing is sent)' }).click();
    await page.getByRole('heading', { name: 'Must not be sent outside' }).waitFor();
    expect(await page.getByRole('button', { name: 'Release in my name and send' }).isDisabled()).toBe(true);
    await look(page);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('wrong words');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('withdrawn').waitFor();
    await page.getByRole('button', { name: 'Save as draft (held; nothing is sent)' }).click();
    await page.getByRole('button', { name: 'Release in my name and send' }).click();
    await page.getByText('taken by the mail server', { exact: true }).waitFor({ timeout: 20_000 });
    const left = outside.slice(before).filter((mail) => /^To: ravi@hunter\.example/m.test(mail));
    expect(left).toHaveLength(1);
    expect(left[0]).not.toContain('8.1.2');
    expect(foreign).toEqual([]);
    await context.close();
  });
});
