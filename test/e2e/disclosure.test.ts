// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
const held: { desk: ServedDesk | null; browser: TestBrowser | null; caseId: CaseId | null; writer: Person | null; second: Person | null } =
  {
    desk: null,
    browser: null,
    caseId: null,
    writer: null,
    second: null,
  };
const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
/** Pictures for whoever looks, where this names a folder. */
const shots = process.env['MATOI_SHOTS'];

async function open(person: Person | null, locale: 'ja-JP' | 'en-GB', width: number) {
  const { desk, browser } = held;
  if (desk === null || browser === null) throw new Error('the desk did not start');
  const watched = await openPage(browser.browser, desk.url, locale, width);
  if (person !== null) await watched.context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
  if (locale === 'en-GB') await watched.context.addInitScript(() => localStorage.setItem('matoi.lang', 'en'));
  const shoot = async (name: string) => {
    if (shots !== undefined) await watched.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  };
  return { ...watched, url: desk.url, shoot };
}

describe('e2e/disclosure: from the draft to the public page', () => {
  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web') });
    await held.desk.database.pool.query("update organisation set name_ja = '架空運輸', name_en = 'Kaku Transport'");
    held.browser = await openBrowser();
    held.writer = await signedIn(held.desk, ['responder'], 'sato');
    held.second = await signedIn(held.desk, ['manager'], 'suzuki');
    const opened = await held.desk.journal.write((writing) =>
      writing.openCase(actor, () => [
        { kind: 'case.opened', body: { title: 'ファイルが開けない', reportId: null } },
        { kind: 'triage.kinds-set', body: { kinds: ['ransomware'], reason: '' } },
      ]),
    );
    held.caseId = opened.caseId;
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('日本語：足りない項目を記入し、公表文を用意する', async () => {
    const { page, url, foreign, faults, context, shoot } = await open(held.writer, 'ja-JP', 1280);
    await page.goto(`${url}/cases/${held.caseId}/public`);
    await page.getByText('足りない項目 4').waitFor();
    await look(page);
    await shoot('draft-ja');
    await page
      .getByRole('group', { name: /^お客様へのお願い/ })
      .getByLabel('日本語')
      .fill('不審なメールを開かないでください');
    await page
      .getByRole('group', { name: /^お客様へのお願い/ })
      .getByLabel('英語')
      .fill('Do not open suspicious mails');
    await page
      .getByRole('group', { name: /^対象の方へのお知らせ/ })
      .getByLabel('日本語')
      .fill('書面でお知らせします');
    await page
      .getByRole('group', { name: /^対象の方へのお知らせ/ })
      .getByLabel('英語')
      .fill('By letter');
    await page.getByLabel('お問い合わせの電話').fill('03-5555-0142');
    await page.getByLabel('報道関係の電話').fill('03-5555-0199');
    await page.getByLabel('次回の公表の日時').fill('2031-03-03T17:00');
    await page.getByRole('button', { name: '記入する', exact: true }).click();
    await page.getByText('必要な項目はそろっています').waitFor();
    await page.getByRole('button', { name: 'この段階の公表文を用意し、凍結する' }).click();
    await page.getByRole('heading', { name: '第1報（凍結済み）' }).waitFor();
    await look(page);
    await shoot('frozen-ja');
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it('English, 360 px: another person approves it, gives a reason, and publishes', async () => {
    const { page, url, foreign, faults, context, shoot } = await open(held.second, 'en-GB', 360);
    await page.goto(`${url}/cases/${held.caseId}/public`);
    await page.getByRole('button', { name: 'Approve what I have read here' }).click();
    await page.getByRole('button', { name: 'Publish this' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('The press has it already');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish this' }).click();
    await page.getByRole('link', { name: 'Public page' }).waitFor();
    await look(page);
    await shoot('published-en-360');
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it.each([
    ['ja-JP', 360, '【第1報・調査中】当社のシステムへのランサムウェア攻撃について'],
    ['en-GB', 1280, 'Report 1, under investigation: a ransomware attack on our systems'],
  ] as const)('the public page, %s, %i px: nobody is signed in', async (locale, width, title) => {
    const { page, url, foreign, faults, context, shoot } = await open(null, locale, width);
    await page.goto(`${url}/statements/${held.caseId}/1?lang=${locale.slice(0, 2)}`);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await look(page);
    await shoot(`public-${locale}-${width}`);
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });
});
