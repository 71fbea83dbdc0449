// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { removeTree } from '../support/remove-tree.ts';

const password = 'a long sentence for the desk';
const shots = process.env['MATOI_SHOTS'];
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null } = { folder: '', desk: null, browser: null };
const rows = Array.from(
  { length: 14 },
  (_each, at) => `A-${at + 1},カゼ掲示板,${at}.1,web${at + 1}.corp.example,広報課,2026-04-01,保守契約あり`,
);
const LIST = ['情報資産一覧,,,,,,', '管理番号,導入物,Rel.,置き先,主管,導入日,備考', ...rows, ''].join('\n');

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-headings-'));
  state.desk = await startDeskProcess(state.folder);
  state.browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  removeTree(state.folder);
}, 60_000);

async function choose(page: Page, button: string, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

async function shot(page: Page, name: string): Promise<void> {
  await look(page);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `headings-${name}.png`), fullPage: true });
}

describe('e2e/asset-headings', () => {
  it('日本語と英語、広い画面と 360 px：見出しの意味を決めて取り込み、次は聞かれない', { timeout: 240_000 }, async () => {
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

    await page.goto(`${url}/readiness/assets`);
    await choose(page, '一覧を選んで取り込む', '資産.csv', LIST);
    const form = page.getByRole('region', { name: '資産.csv の列の意味' });
    await form.getByText('最初の 10 行').first().waitFor();
    expect(await form.getByRole('row').count()).toBe(11);
    expect(await form.getByRole('button', { name: 'この対応で取り込む' }).isDisabled()).toBe(true);
    await shot(page, 'asked-ja');
    await form.getByLabel('製品・ソフトの名前').selectOption({ label: '導入物' });
    await form.getByLabel('バージョン').selectOption({ label: 'Rel.' });
    await form.getByLabel('サーバー・端末').selectOption({ label: '置き先' });
    await form.getByText('取り込まない列：', { exact: false }).waitFor();
    await shot(page, 'chosen-ja');
    await page.setViewportSize({ width: 360, height: 740 });
    await shot(page, 'chosen-ja-360');
    await form.getByRole('button', { name: 'この対応で取り込む' }).click();
    await page.getByText('資産.csv：14 件を取り込みました。').waitFor();
    expect(await page.getByText('読み取らなかった列：', { exact: false }).textContent()).toContain('導入日');
    await shot(page, 'taken-ja-360');

    await page.evaluate(() => localStorage.setItem('matoi.lang', 'en'));
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(`${url}/readiness/assets`);
    await choose(page, 'Choose a list and take it in', 'next.csv', LIST);
    await page.getByText('Read with what was said of these headings before.').waitFor();
    await page.getByRole('button', { name: 'Say what the columns are' }).click();
    await page
      .getByRole('region', { name: 'What the columns of next.csv are' })
      .getByLabel('Owner or department')
      .selectOption({ label: '備考' });
    await shot(page, 'change-en');
    await page.setViewportSize({ width: 360, height: 740 });
    await shot(page, 'change-en-360');
    await page.getByRole('button', { name: 'Leave it' }).click();
    await choose(page, 'Choose a list and take it in', 'scan.csv', 'Plugin ID,CVE,Risk,Host,Name\n1,CVE-2026-1,High,web,Old server\n');
    await page.getByText('trivy rootfs --format cyclonedx', { exact: false }).waitFor();
    await shot(page, 'scanner-en-360');
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
