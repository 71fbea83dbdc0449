// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { hiddenStops, sideways } from './support/look.ts';

const password = 'a long sentence for the desk';
const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const person = { type: 'person' as const, id: 'p1', name: '佐藤' };

/** What the keyboard is on, in words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? 'nothing' : (at.getAttribute('aria-label') ?? at.textContent ?? '').trim();
  });

describe('e2e/reach', () => {
  let desk: ServedDesk;
  let browser: TestBrowser;
  let caseId: CaseId;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;

  beforeAll(async () => {
    desk = await serveDesk({ webFolder: web, routes: routesOfEveryPart });
    caseId = (
      await desk.journal.write((writing) =>
        writing.openCase(person, () => [{ kind: 'case.opened', body: { title: '会員サイトの脆弱性の指摘', reportId: null } }]),
      )
    ).caseId;
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
    await page.evaluate(
      ([id, due]) =>
        fetch(`/api/v1/cases/${id}/board`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ do: 'add', itemId: 'item-0001', step: null, title: '権限を直す', workstream: 'implementation', due }),
        }),
      [caseId, new Date(Date.now() - 3_600_000).toISOString()] as const,
    );
    signedIn = await context.storageState();
    await context.close();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  async function at(path: string, width: number, height: number): Promise<Page> {
    const context = await browser.browser.newContext({ storageState: signedIn, locale: 'ja-JP', viewport: { width, height } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${desk.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  it('a window takes the keyboard and gives it back to what opened it, and what is pressed away leaves it nearby', async () => {
    const page = await at(`/cases/${caseId}`, 1280, 860);
    for (const name of ['評価を変える', '人に頼む', '延期する']) {
      const button = page.getByRole('button', { name }).first();
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toContain(name);
    }
    const take = page.getByRole('button', { name: '自分が担当する' });
    await take.focus();
    await page.keyboard.press('Enter');
    await take.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).not.toBe('nothing');
    await page.getByRole('status').filter({ hasText: '操作が終わりました' }).waitFor({ state: 'attached' });
    await page.context().close();
  });

  it('on a telephone the strip is read in lines, and what is pressed is as large as a thumb', async () => {
    const page = await at(`/cases/${caseId}`, 360, 740);
    await page.getByRole('button', { name: /^復旧/ }).waitFor();
    const narrow = await page.evaluate(
      () =>
        [...document.querySelectorAll('.station span')].filter((span) => {
          const { width } = span.getBoundingClientRect();
          return (span.textContent?.trim().length ?? 0) > 3 && span.classList.length > 0 && width < 90;
        }).length,
    );
    expect(narrow).toBe(0);
    await page.getByText('期限を過ぎています').first().waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main button, header button, nav a, .telephone')]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ text: element.textContent?.trim().slice(0, 20) ?? '', height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 43.5),
    );
    expect(small).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });

  it.each([
    [640, 430],
    [320, 215],
  ])('what has the keyboard is in sight when the page is enlarged to %i × %i', async (width, height) => {
    const page = await at(`/cases/${caseId}`, width, height);
    await page.getByRole('button', { name: /^復旧/ }).waitFor();
    expect(await hiddenStops(page, 40)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });

  it('a note of the case is found by its words, and a long page has a way through by its headings', async () => {
    const page = await at(`/cases/${caseId}`, 360, 740);
    await page.evaluate(
      (id) =>
        fetch(`/api/v1/cases/${id}/notes/note-0001`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', 'if-match': '0' },
          body: JSON.stringify({ title: '委託先との電話', text: '折り返しは 青山 さん' }),
        }),
      caseId,
    );
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '検索と操作' }).fill('青山');
    await page.getByRole('option', { name: '委託先との電話' }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'このページの見出し' }).click();
    const way = page.getByRole('navigation', { name: 'このページの見出し' });
    await way.getByRole('button', { name: '経緯' }).click();
    await expect.poll(() => focused(page)).toBe('経緯');
    await page.context().close();
  });

  // The desk keeps the language that a person chose, so this comes last.
  it.each([
    ['ja', 1280, '製品によらないルールの形式'],
    ['en', 360, 'rule format for suspicious events'],
  ] as const)('a word of the field explains itself by keyboard and by tap, and nothing moves (%s, %i)', async (lang, width, says) => {
    const page = await at(`/cases/${caseId}/hunt/rules`, width, 740);
    await page.evaluate((to) => localStorage.setItem('matoi.lang', to), lang);
    await page.reload();
    const word = page.getByRole('button', { name: 'Sigma', exact: true });
    await word.waitFor();
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('main *:not([role=tooltip])')].map((element) => {
          const { x, y, width: wide, height } = element.getBoundingClientRect();
          return [x, y, wide, height].map(Math.round).join();
        }),
      );
    const before = await places();
    const tip = page.getByRole('tooltip');

    await word.focus();
    await tip.getByText(says, { exact: false }).waitFor();
    expect(await places()).toEqual(before);
    expect(await sideways(page)).toBe(0);
    const box = await tip.boundingBox();
    expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= width, (box?.height ?? 0) > 20]).toEqual([true, true, true]);
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });

    await page.keyboard.press('Tab');
    await word.click();
    await tip.getByText(says, { exact: false }).waitFor();
    await page.keyboard.press('Tab');
    await tip.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
