// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { plainMail } from './support/mails.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'e2e/hunt (skipped: chdb is not installed in engines/chdb)' : 'e2e/hunt';
const password = 'a long sentence for the desk';
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null } = { folder: '', desk: null, browser: null };

const at = (second: number): string =>
  `10/Nov/2026:12:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0900`;
const line = (second: number, ip: string, request: string, status = 200): string =>
  `${ip} - - [${at(second)}] "${request} HTTP/1.1" ${status} ${100 + (second % 50)} "-" "agent"`;
/** Would like to be a script, a terminal's colour and a text that runs the other way. */
const HOSTILE = line(3130, '203.0.113.66', "GET /cgi-bin/form.cgi?q=<script>document.title='taken'</script>\u001b[31m\u202e");
/** An hour of a small server, in which one address tries something on a form. */
const access = [
  ...Array.from({ length: 600 }, (_, index) => line(index * 5, `192.0.2.${index % 20}`, `GET /page/${index}`)),
  line(3100, '198.51.100.7', 'GET /cgi-bin/form.cgi?to=office'),
  line(3101, '203.0.113.66', 'GET /cgi-bin/form.cgi?to=%3Buname%20-a'),
  line(3102, '203.0.113.66', 'GET /cgi-bin/form.cgi?to=..%252f..%252fconf', 500),
  HOSTILE,
  'this line is torn',
  '',
].join('\n');
/** One computer that calls every five minutes, and one that does not. */
const proxy = [
  ...Array.from(
    { length: 40 },
    (_, index) => `${1_794_283_200 + index * 300}.123 250 10.0.0.5 TCP_MISS/200 456 POST http://203.0.113.9/a - HIER_DIRECT/203.0.113.9 -`,
  ),
  '1794283999.500 250 10.0.0.6 TCP_MISS/200 4567 GET http://www.example.jp/ - HIER_DIRECT/198.51.100.1 -',
  '',
].join('\n');
const table = 'when,who,where\n2026/11/10 12:00:00,10.0.0.5,203.0.113.9\n2026/11/10 12:05:00,10.0.0.6,198.51.100.1\n';

beforeAll(async () => {
  if (absent) return;
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-hunt-e2e-'));
  state.desk = await startDeskProcess(state.folder);
  state.browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  if (state.folder !== '') removeTree(state.folder);
}, 60_000);

async function choose(page: Page, button: string, fileName: string, text: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name: fileName, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

const importOf = (page: Page, file: string, state_ = 'done') => page.locator(`.import[aria-label="${file}"][data-state="${state_}"]`);

describe.skipIf(absent)(name, () => {
  it('日本語：ログを送り、主張を確かめ、根拠の行と証跡一式まで進む', { timeout: 300_000 }, async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const { context, page, foreign, faults } = await openPage(state.browser.browser, state.desk.url, 'ja-JP');
    page.setDefaultTimeout(60_000);
    await page.goto(state.desk.setUpLink ?? '');
    await page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@example.jp');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByText('待っているものはありません。').waitFor();
    await page.goto(`${state.desk.url}/reports`);
    await choose(
      page,
      'ファイルを選ぶ',
      'report.eml',
      plainMail('Your CGI', 'Your /cgi-bin/form.cgi is vulnerable (CVE-2026-12345). 203.0.113.66 knows it.'),
    );
    await page
      .getByRole('link', { name: /Your CGI/ })
      .first()
      .waitFor();

    await page.goto(`${state.desk.url}/cases/C-2026-0001?station=truth`);
    await page.getByRole('link', { name: 'ログで確かめる' }).click();
    await page.getByRole('heading', { name: 'ログで確かめる' }).waitFor();
    await page.getByText('CVE-2026-12345: 番号だけでは', { exact: false }).waitFor();
    await expect.poll(() => page.getByLabel('URL のパス').inputValue()).toBe('/cgi-bin/form.cgi');
    await look(page);

    await page.getByRole('link', { name: 'ログ', exact: true }).click();
    await choose(page, 'ファイルを選ぶ', 'www<img src=x>.log', access);
    const imported = importOf(page, 'www<img src=x>.log');
    await imported.getByText('取り込み済み').waitFor();
    await imported.getByText('1 ファイル、605 行、読めなかった行 1', { exact: false }).waitFor();
    await page.getByText('1 種類のログ、2026年11月10日(火) から', { exact: false }).waitFor();
    await page.getByRole('button', { name: /読めなかった行をすべて見る/ }).click();
    await page.getByText('this line is torn').waitFor();
    await look(page);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: '報告の確認' }).click();
    await page.getByRole('button', { name: '調べて事案に記録する' }).click();
    const verdict = page.getByRole('region', { name: '判定' });
    await verdict.getByText('このパスへ、攻撃とみられるリクエストが来ています。', { exact: false }).waitFor();
    await verdict.getByText('ただし', { exact: false }).first().waitFor();
    await verdict.getByText('POST の本文はこのログに残らない').first().waitFor();
    await verdict.getByText('読み取れなかった行が 1 行ある', { exact: false }).first().waitFor();
    await page.getByRole('img', { name: /最も多いのは/ }).waitFor();
    await look(page);

    await verdict.getByRole('button', { name: 'このパスへのリクエスト 4：元の行を見る' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('to=office', { exact: false }).waitFor();
    // Hostile bytes stand there as text that can be read, and did nothing.
    await drawer.getByText(String.raw`<script>document.title='taken'</script>\x1b[31m\u202e`, { exact: false }).waitFor();
    expect(await page.title()).not.toContain('taken');
    expect(await drawer.locator('script, img').count()).toBe(0);
    await drawer.getByText('11月10日(火) 12:51 JST').first().click();
    await drawer.getByText('2026-11-10 12:51:40 +09:00', { exact: false }).first().waitFor();
    await look(page);
    await page.keyboard.press('Escape');

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: '証跡一式を保存する（zip）' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^evidence-[0-9a-f]{12}\.zip$/);
    const inside = unzipSync(await readFile((await saved.path()) ?? ''));
    const sums = new TextDecoder().decode(inside['evidence/SHA256SUMS']);
    for (const [, digest, file] of sums.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm))
      expect(
        createHash('sha256')
          .update(inside[`evidence/${file}`] ?? '')
          .digest('hex'),
        file,
      ).toBe(digest);
    expect(new TextDecoder().decode(inside['evidence/lines.raw'])).toContain('uname%20-a');

    await page.goto(`${state.desk.url}/cases/C-2026-0001`);
    await page.getByText('ログと照らし合わせた').first().waitFor();
    await page.getByRole('link', { name: '判定と根拠の行を見る' }).first().click();
    await page.getByRole('region', { name: '判定' }).waitFor();
    expect(new URL(page.url()).searchParams.get('path')).toBe('/cgi-bin/form.cgi');
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('English, on a telephone: a log that cannot be told, indicators, beacons, data out', { timeout: 300_000 }, async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const { context, page, foreign, faults } = await openPage(state.browser.browser, state.desk.url, 'en-GB', 360);
    page.setDefaultTimeout(60_000);
    await page.goto(`${state.desk.url}/logs`);
    await page.getByLabel('Mail address').fill('sato@example.jp');
    await page.getByLabel('Password', { exact: false }).first().fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'ログ', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await choose(page, 'Choose files', 'proxy.log', proxy);
    await importOf(page, 'proxy.log').waitFor();

    await choose(page, 'Choose files', 'export.csv', table);
    const ask = page.getByRole('region', { name: 'How is export.csv to be read?' });
    await ask.getByText('none of its lines count', { exact: false }).waitFor();
    await look(page);
    await ask.getByLabel('Format').selectOption('csv');
    await ask.getByLabel('Column with the time').selectOption('when');
    await ask.getByLabel('source.ip').selectOption('who');
    await ask.getByLabel('destination.ip').selectOption('where');
    await ask.getByLabel('Zone').selectOption('Asia/Tokyo');
    await ask.getByRole('button', { name: 'Import it read this way' }).click();
    await importOf(page, 'export.csv').getByText('1 file, 3 lines', { exact: false }).waitFor();

    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/sightings`);
    await page.getByRole('textbox', { name: 'Indicators' }).fill('203.0.113[.]9\nnot an indicator at all');
    await page.getByRole('button', { name: 'Search and record in the case' }).click();
    await page.getByText('1 computer talked to 1 of the indicators.').waitFor();
    await page.getByRole('button', { name: '10.0.0.5 → 203.0.113.9: 40' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('TCP_MISS/200 456 POST', { exact: false }).first().waitFor();
    await look(page);
    await page.keyboard.press('Escape');
    await look(page);

    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/beacons`);
    await page.getByRole('article', { name: /10\.0\.0\.5 → 203\.0\.113\.9/ }).waitFor();
    await page
      .getByRole('img', { name: /median 300 s/ })
      .first()
      .waitFor();
    await look(page);

    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/data-out`);
    await page.getByRole('heading', { name: 'Upper bound on data out' }).waitFor();
    await look(page);
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
