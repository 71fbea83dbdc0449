// SPDX-License-Identifier: Apache-2.0
// A newcomer's way from the first page to a released receipt, every press and every field counted (docs/guide).
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { byHand, byKeys } from './support/steps.ts';
import type { Steps } from './support/steps.ts';

const password = 'a long sentence for the desk';
const state: { folder: string; desk: DeskProcess | null; browser: TestBrowser | null } = { folder: '', desk: null, browser: null };

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), 'matoi-walk-'));
  state.desk = await startDeskProcess(state.folder);
  state.browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await state.browser?.close();
  await state.desk?.stop();
  removeTree(state.folder);
}, 60_000);

function parts(): { readonly desk: DeskProcess; readonly browser: TestBrowser } {
  if (state.desk === null || state.browser === null) throw new Error('the desk or the browser did not start');
  return { desk: state.desk, browser: state.browser };
}

type Words = {
  readonly tryLink: string;
  readonly tryThis: RegExp;
  readonly read: RegExp;
  readonly open: string;
  readonly check: string;
  readonly receipt: RegExp;
  readonly hold: string;
  readonly release: string;
  readonly kept: string;
};

/** From the first page of a signed-in person to the receipt that stands as released. */
async function tryIt(page: Page, steps: Steps, w: Words, look: (page: Page) => Promise<void>): Promise<void> {
  await steps.press(page.getByRole('link', { name: w.tryLink }));
  await steps.press(page.getByRole('button', { name: w.tryThis }));
  // The report comes in while the case is open: it stands as the first of what is to be done.
  const first = page.getByRole('listitem').filter({ hasText: w.read }).first();
  await steps.press(first.getByRole('link', { name: w.open }));
  await steps.press(page.getByRole('link', { name: w.check }));
  await steps.press(page.getByRole('link', { name: w.receipt }));
  await steps.press(page.getByRole('button', { name: w.hold }));
  await steps.press(page.getByRole('button', { name: w.release }));
  await page.getByText(w.kept).waitFor();
  await look(page);
}

describe('e2e/first-walk', () => {
  it('日本語：最初の画面から、受領の返信を承認するまでを 14 手で歩く', async () => {
    const { desk, browser } = parts();
    const { context, page, foreign, faults } = await openPage(browser.browser, desk.url, 'ja-JP');
    const steps = byHand();
    await page.goto(desk.url);
    await steps.type(page.getByLabel('起動時に表示されたコード'), new URL(desk.setUpLink ?? '').hash.slice(1));
    await steps.type(page.getByLabel('組織の名前'), '山川旅行株式会社');
    await steps.type(page.getByLabel('あなたの氏名'), '佐藤 美咲');
    await steps.type(page.getByLabel('メールアドレス'), 'sato@example.jp');
    await steps.type(page.getByLabel('パスワード', { exact: false }).nth(0), password);
    await steps.type(page.getByLabel('パスワード（もう一度）'), password);
    await steps.press(page.getByRole('button', { name: '登録してデスクを開く' }));
    const words = {
      tryLink: '練習の事案を試す',
      tryThis: /^試す：.*ホワイトハッカー/,
      read: /報告 R-\d{4}-\d+ を読む/,
      open: '開く',
      check: '真偽を調べる',
      receipt: /^開く：内容に触れない受領連絡/,
      hold: '保留にする（まだ送らない）',
      release: '自分の名前で承認して送る',
      kept: '訓練のため、この宛先へは何も出していない',
    };
    await tryIt(page, steps, words, look);
    expect(steps.taken).toHaveLength(14);
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('English: the same without a mouse, from the sign-in', async () => {
    const { desk, browser } = parts();
    const { context, page, foreign, faults } = await openPage(browser.browser, desk.url, 'en-GB');
    const steps = byKeys(page);
    await page.goto(desk.url);
    await steps.type(page.getByLabel('Mail address'), 'sato@example.jp');
    await steps.type(page.getByLabel('Password', { exact: false }).first(), password);
    await page.keyboard.press('Enter');
    await steps.press(page.getByRole('button', { name: 'Switch to English' }));
    const words = {
      tryLink: 'Try a practice incident',
      tryThis: /^Try: .*white hacker/,
      read: /Read report R-\d{4}-\d+/,
      open: 'Open',
      check: 'Is it true?',
      receipt: /^Open: Draft a neutral acknowledgement/,
      hold: 'Save as draft (held; nothing is sent)',
      release: 'Release in my name and send',
      kept: 'in an exercise nothing leaves the desk for this recipient',
    };
    await tryIt(page, steps, words, look);
    expect(steps.taken).toHaveLength(10);
    expect(steps.tabs()).toBeLessThan(200);
    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
