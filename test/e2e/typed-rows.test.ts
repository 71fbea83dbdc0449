// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryWire } from '../../src/case/contract.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { eventually } from '../support/eventually.ts';
import { freePort, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';

const MINUTE = 60_000;
/** Rows leave one after the other; so long may it take where the machine does much besides. */
const SLOWEST = 4 * MINUTE;
const DAY = '2026-11-28';
/** Half past ten in the evening; the browser's clock is that of Japan. */
const FIRST = Date.parse(`${DAY}T22:30:00+09:00`);
const wallOf = (at: number) => new Date(at + 9 * 60 * MINUTE).toISOString().slice(11, 16);
const people = ['佐藤 美咲', '鈴木 健', '監視センター', ''];

type Row = { readonly at: number; readonly who: string; readonly text: string };
/** So many rows, three or seven minutes apart, past midnight. */
function rowsOf(count: number, what: string): readonly Row[] {
  return Array.from({ length: count }, (_, row) => ({
    at: FIRST + row * 3 * MINUTE + (row % 2) * 4 * MINUTE,
    who: people[row % people.length] ?? '',
    text: `${what} ${row + 1}：「=A1」や , や ! のある行`,
  })).toSorted((a, b) => a.at - b.at);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

describe('e2e/typed-rows', () => {
  const held: { desk?: DeskProcess; page?: Page; guest?: Visitor; caseId: string } = { caseId: '' };
  let [folder, port] = ['', 0];
  let browser: TestBrowser;
  const page = () => held.page as Page;
  const start = async () => {
    held.desk = await startDeskProcess(folder, { MATOI_PORT: String(port), MATOI_URL: `http://127.0.0.1:${port}` });
    return held.desk;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matoi-rows-'));
    port = await freePort();
    const desk = await start();
    const guest = visitor(desk.url);
    const code = desk.setUpLink?.split('#')[1] ?? '';
    const asked = {
      code,
      lang: 'ja',
      organisation: '山川旅行',
      name: '佐藤 美咲',
      address: 'sato@example.jp',
      password: 'a long sentence here',
    };
    expect((await guest.post('/api/v1/setup', asked)).status).toBeLessThan(300);
    const noted = { channel: 'telephone', subject: '夜の電話', from: '監視センター', happenedAt: null, text: '外部との通信' };
    held.caseId = ((await guest.post('/api/v1/reports/by-hand', noted)).json as { caseId: string }).caseId;
    held.guest = guest;
    browser = await openBrowser();
    const opened = await openPage(browser.browser, desk.url, 'ja-JP');
    await opened.context.addCookies([...guest.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
    held.page = opened.page;
    await opened.page.goto(`${desk.url}/cases/${held.caseId}`);
    await opened.page.getByRole('button', { name: '表のように入力する' }).click();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await held.desk?.stop();
    removeTree(folder);
  }, 60_000);

  /** Notes of the timeline that begin like this, as the desk gives them to anybody. */
  async function noted(what: string): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (let after: string | null = null; ; ) {
      const path: string = `/api/v1/cases/${held.caseId}/entries${after === null ? '' : `?after=${after}`}`;
      const { items, next } = (await (held.guest as Visitor).get(path)).json as { items: EntryWire[]; next: string | null };
      for (const { kind, body } of items)
        if (kind === 'case.noted' && textOf(body?.['text']).startsWith(what))
          found.push({ at: Date.parse(textOf(body?.['happenedAt'])), who: textOf(body?.['who']), text: textOf(body?.['text']) });
      if (next === null) return found.toSorted((a, b) => a.at - b.at);
      after = next;
    }
  }

  const field = () => page().getByLabel('1 行に 1 件。Enter で次の行へ');
  const save = (count: number) => page().getByRole('button', { name: `${count} 件を経緯に残す` });

  it('40 rows pasted from a sheet stand in the timeline, none lost, each with its time and its person', async () => {
    const rows = rowsOf(40, '表の行');
    const sheet = rows.map(({ at, who, text }) => [wallOf(at), who, text].join('\t')).join('\r\n');
    await page().getByLabel('最初の行の日付').fill(DAY);
    await field().focus();
    await page().keyboard.insertText(sheet);
    await save(40).click();
    await expect.poll(() => field().inputValue(), { timeout: SLOWEST }).toBe('');
    expect(await noted('表の行')).toEqual(rows);
  }, 300_000);

  it('50 rows typed while the desk is down, and saved across a kill of it, stand in the timeline once each', async () => {
    await held.desk?.stop();
    const rows = rowsOf(50, '手で打った行');
    await page().getByLabel('最初の行の日付').fill(DAY);
    await field().focus();
    for (const [at, row] of rows.entries()) {
      if (at > 0) await page().keyboard.press('Enter');
      await page().keyboard.insertText(`${wallOf(row.at)} ${row.who === '' ? '' : `@${row.who.replaceAll(' ', '')} `}${row.text}`);
    }
    await save(50).click();
    await page().getByText('50 件のうち 0 件を記録しました', { exact: false }).waitFor();
    await start();
    await save(50).click();
    await eventually(async () => {
      if ((await noted('手で打った行')).length < 5) throw new Error('nothing is recorded yet');
    });
    await held.desk?.stop('SIGKILL');
    await page()
      .getByText(/50 件のうち \d+ 件を記録しました/)
      .waitFor();
    await start();
    await save(50).click();
    await expect.poll(() => field().inputValue(), { timeout: SLOWEST }).toBe('');
    const found = await noted('手で打った行');
    expect(found.map(({ at, text }) => ({ at, text }))).toEqual(rows.map(({ at, text }) => ({ at, text })));
  }, 600_000);
});
