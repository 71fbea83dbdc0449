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
const held: { desk: ServedDesk | null; browser: TestBrowser | null; person: Person | null; caseId: CaseId | null } = {
  desk: null,
  browser: null,
  person: null,
  caseId: null,
};

async function open(locale: 'ja-JP' | 'en-GB', width: number) {
  const { desk, browser, person } = held;
  if (desk === null || browser === null || person === null) throw new Error('the desk did not start');
  const watched = await openPage(browser.browser, desk.url, locale, width);
  await watched.context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
  if (locale === 'en-GB') await watched.context.addInitScript(() => localStorage.setItem('matoi.lang', 'en'));
  return { ...watched, url: desk.url };
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const CUSTOMERS = [
  '顧客番号,顧客名,契約番号,代表アドレス,担当者メール,担当者名,電話番号',
  'C-001,株式会社みなと印刷,H-1001,info@minato.example,sato@minato.example,佐藤 健,03-1234-5678',
  'C-002,青葉歯科クリニック,H-1002,aoba@dental.example,,,',
  'C-003,"山の手不動産, 管理部",H-1003,kanri-at-yamanote.example,,,',
].join('\n');

describe('e2e/notification: customers and whom to tell', () => {
  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web') });
    await held.desk.database.pool.query("update organisation set name_ja = '架空ホスティング', name_en = 'Kaku Hosting'");
    held.browser = await openBrowser();
    held.person = await signedIn(held.desk, ['responder'], 'sato');
    const body = { title: '共用サーバーで他の契約者のファイルが読める', reportId: null };
    const actor = { type: 'machine', name: 'intake' } as const;
    held.caseId = (await held.desk.journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body }]))).caseId;
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('日本語：誤りのある行を名指しで外して顧客を取り込み、使わない連絡先を決める', async () => {
    const { page, url, foreign, faults, context } = await open('ja-JP', 1280);
    await page.goto(`${url}/customers`);
    await page.getByText('まだ顧客が登録されていません').waitFor();
    await page.locator('input[type=file]').setInputFiles(file('顧客一覧.csv', CUSTOMERS));
    await page.getByText('誤りが 1 か所あります。まだ誰も取り込んでいません').waitFor();
    await look(page);
    await page.getByLabel('4 行目を外す').check();
    await page.getByRole('button', { name: '印を付けた 1 行を外して取り込む' }).click();
    await page.getByText('取り込みました：追加 2、変更 0').waitFor();

    await page.getByRole('button', { name: 'info@minato.example' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('誰も読んでいないと電話で聞いた');
    await page.getByRole('dialog').getByRole('button', { name: '使わない' }).click();
    await page.getByRole('heading', { name: '使わない連絡先' }).waitFor();
    await page.getByText('顧客 1: 株式会社みなと印刷').waitFor();
    await look(page);
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it('日本語：知らせる相手を取り込み、通知を読み、承認する', async () => {
    const { page, url, foreign, faults, context } = await open('ja-JP', 1280);
    await page.goto(`${url}/cases/${held.caseId}/customers`);
    await page.getByText('知らせる相手はまだいません').waitFor();
    const list =
      '契約番号,場所,内容,対処\nH-1001,/home/minato/wp-config.php,設定ファイルを他の契約者が読める,権限を 600 にし、パスワードを変える\nH-1002,/home/aoba/backup.zip,バックアップを他の契約者が読める,削除する\n';
    await page.locator('input[type=file]').setInputFiles(file('影響のある契約.csv', list));
    await page.getByText('2 行、顧客 2 を取り込みました').waitFor();
    await page.getByText('担当: sato@minato.example').waitFor();
    await page.getByText('飛ばす：info@minato.example（誰も読んでいないと電話で聞いた）').waitFor();
    await page.getByText('メール 2 通のうち 2 通').waitFor();
    await page.locator('summary', { hasText: 'sato@minato.example' }).click();
    await page.getByText('佐藤 健 様').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'この相手を承認する' }).click();
    await page.locator('.tag', { hasText: '有効' }).waitFor();
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it('English, 360 px: the approval is void once the audience changes, and says who', async () => {
    const { page, url, foreign, faults, context } = await open('en-GB', 360);
    await page.goto(`${url}/cases/${held.caseId}/customers`);
    await page.locator('.tag', { hasText: 'still valid' }).waitFor();
    await page.locator('input[type=file]').setInputFiles(file('list.csv', 'contract,what,todo\nH-1002,readable,close it\n'));
    await page.getByText('The audience changed after its approval, which is void').waitFor();
    await page.getByText('Removed (1): 株式会社みなと印刷 (C-001)').waitFor();
    await look(page);
    await page.goto(`${url}/customers`);
    await page.getByText('2 customers').first().waitFor();
    await look(page);
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });
});
