// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
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
const name = absent ? 'e2e/hunt-rules (skipped: chdb is not installed in engines/chdb)' : 'e2e/hunt-rules';
const password = 'a long sentence for the desk';
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null } = { folder: '', desk: null, browser: null };

const START = Date.parse('2026-11-10T03:00:00Z') / 1000;
const proxy = [
  ...Array.from(
    { length: 40 },
    (_, at) => `${START + at * 300}.000 100 10.0.0.5 TCP_MISS/200 512 POST http://update.tour-sync.example/a - HIER_DIRECT/203.0.113.9 -`,
  ),
  ...Array.from(
    { length: 12 },
    (_, at) =>
      `${START + at * 700}.000 100 10.0.0.${6 + (at % 4)} TCP_MISS/200 512 GET http://www.example.jp/ - HIER_DIRECT/198.51.100.1 -`,
  ),
  `${START + 9000}.000 100 203.0.113.66 TCP_MISS/200 512 GET http://www.example.jp/x.cgi?f=../../../../etc/passwd - HIER_DIRECT/198.51.100.1 -`,
  '',
].join('\n');
/** Its title would like to be a script and a text that runs the other way. */
const good = `title: "定期更新 <script>document.title='taken'</script>\u202e"\nid: 6b1ad7d2-3c8a-4d7e-9d5e-0c6a2f4b7e11\nauthor: 佐藤\nlicense: MIT\nlevel: high\nfalsepositives: [正規の更新]\nlogsource:\n  category: proxy\ndetection:\n  a:\n    cs-host: update.tour-sync.example\n  condition: a\n`;
const refused = `title: 先読みのルール\nlogsource:\n  category: proxy\ndetection:\n  a:\n    cs-uri|re: '(?<=a)b'\n  condition: a\n`;
const assets = '端末名,IPアドレス,利用者,部署,利用開始,返却\nPC-0142,10.0.0.5,山田 花子,営業部,2026-04-01,\n';

beforeAll(async () => {
  if (absent) return;
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-hunt-rules-e2e-'));
  state.desk = await startDeskProcess(state.folder);
  state.browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  if (state.folder !== '') removeTree(state.folder);
}, 60_000);

async function choose(page: Page, button: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(
    Object.entries(files).map(([file, body]) => ({ name: file, mimeType: 'application/octet-stream', buffer: Buffer.from(body) })),
  );
}

describe.skipIf(absent)(name, () => {
  it('日本語：ルールを加えて調べ、該当した行と端末の利用者を見る', { timeout: 300_000 }, async () => {
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
    await choose(page, 'ファイルを選ぶ', { 'report.eml': plainMail('Your PC', 'One of your PCs talks to update.tour-sync.example.') });
    await page
      .getByRole('link', { name: /Your PC/ })
      .first()
      .waitFor();

    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/logs`);
    await choose(page, 'ファイルを選ぶ', { 'proxy.log': proxy });
    await page.locator('.import[aria-label="proxy.log"][data-state="done"]').waitFor();
    await choose(page, '貸出記録や台帳を選ぶ', { '台帳.csv': assets });
    await page.getByText('台帳.csv: 端末の台帳、1 件').waitFor();
    await look(page);

    await page.getByRole('link', { name: '検知ルール' }).click();
    await page.getByText('ルールはまだありません。', { exact: false }).waitFor();
    const zip = zipSync({ 'rules/refused.yml': new TextEncoder().encode(refused) });
    await choose(page, 'ルールのファイルを選ぶ', { 'good.yml': good, 'more.zip': zip, 'notes.txt': 'no rule' });
    await page.getByText('2 件を加えました。').waitFor();
    await page.getByText('notes.txt — YAML でも zip でもない').waitFor();
    await page.getByText('使えないルール 1 件とその理由').click();
    await page.getByText('正規表現に先読み・後読みがある', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'これらのルールで調べて事案に記録する' }).click();

    const result = page.getByRole('region', { name: '結果' });
    await result.getByText('1 件のルールのうち 1 件に、のべ 40 行が該当しました。', { exact: false }).waitFor();
    await result.getByText('使えないルール 1 件の分は見ていません。', { exact: false }).waitFor();
    await result.getByText('深刻度：高').waitFor();
    await result.getByText('PC-0142 · 山田 花子 · 営業部').waitFor();
    await look(page);
    await result.getByRole('button', { name: /定期更新 .*10\.0\.0\.5 40 行：元の行を見る/ }).click();
    await page.getByRole('dialog').getByText('update.tour-sync.example', { exact: false }).first().waitFor();
    expect(await page.title()).not.toContain('taken');
    await page.keyboard.press('Escape');

    await page.goto(`${state.desk.url}/cases/C-2026-0001`);
    await page.getByRole('link', { name: 'ルールごとの該当と行を見る' }).first().click();
    await result.getByText('のべ 40 行', { exact: false }).waitFor();
    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/beacons`);
    await page
      .getByRole('article', { name: /10\.0\.0\.5/ })
      .getByText('PC-0142 · 山田 花子 · 営業部')
      .waitFor();
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('English, on a telephone: who attacks, what is rare, a rule removed', { timeout: 300_000 }, async () => {
    if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
    const { context, page, foreign, faults } = await openPage(state.browser.browser, state.desk.url, 'en-GB', 360);
    page.setDefaultTimeout(60_000);
    await page.goto(`${state.desk.url}/cases/C-2026-0001/hunt/attackers`);
    await page.getByLabel('Mail address').fill('sato@example.jp');
    await page.getByLabel('Password', { exact: false }).first().fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await page.getByRole('button', { name: 'Find the sources and record in the case' }).click();
    const attacker = page.getByRole('article', { name: '203.0.113.66' });
    await attacker.getByText('path traversal', { exact: false }).waitFor();
    await look(page);
    await attacker.getByRole('button', { name: '203.0.113.66 Attack-shaped 1' }).click();
    await page.getByRole('dialog').getByText('etc/passwd', { exact: false }).first().waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Rare' }).click();
    await page.getByRole('button', { name: 'Find what is rare and record in the case' }).click();
    const rare = page.getByRole('region', { name: 'Destinations, from our own addresses' });
    await rare.getByRole('link', { name: 'update.tour-sync.example' }).waitFor();
    await rare.getByText('PC-0142 · 山田 花子 · 営業部').waitFor();
    await look(page);

    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByText('See the files').click();
    await page.getByRole('button', { name: 'Remove rules/refused.yml from the list' }).click();
    await page.getByText('1 file. Rules that can be used: 1.').waitFor();
    await look(page);
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
