// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapCustomers, recordRun } from '../../src/exposure/run/record.ts';
import { limits } from '../../src/exposure/path/limits.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { manyFindings, recordDepsOf, runOfShops } from '../support/exposure-runs.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { until } from '../support/eventually.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const password = 'a long sentence for the desk';
const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const MANY = process.env['MATOI_LONG'] === '1' ? 100_000 : 20_000;
const shots = process.env['MATOI_SHOTS'];

/** For eyes, by day and by night; only where a folder for them is named. */
async function pictures(page: Page, path: string): Promise<void> {
  await page.screenshot({ path: `${path}.png` });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${path}-night.png` });
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('e2e/exposure', () => {
  let desk: ServedDesk;
  let browser: TestBrowser;
  const cases: { shops: CaseId; many: CaseId } = { shops: '' as CaseId, many: '' as CaseId };

  beforeAll(async () => {
    desk = await serveDesk({ webFolder: web, routes: routesOfEveryPart });
    const deps = recordDepsOf(desk);
    const open = async (title: string) =>
      (await desk.journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body: { title, reportId: null } }])))
        .caseId;
    cases.shops = await open('レンタルサーバーで他の契約者のファイルに届く');
    cases.many = await open('契約者 2,000 のサーバー');
    const whole = await runOfShops();
    await mapCustomers(deps, cases.shops, actor, [{ tenant: 'hanaya', customerId: 'K1', customer: '花屋 はなまる' }]);
    await recordRun(deps, cases.shops, actor, whole, null);
    desk.clock.forward(3_600_000);
    const cut = {
      ...whole.header.completeness,
      status: 'incomplete' as const,
      reasons: [limits.cut('find ended by SIGKILL'), limits.refused(12)],
    };
    await recordRun(deps, cases.shops, actor, { ...whole, findings: [], header: { ...whole.header, completeness: cut } }, null);
    desk.clock.forward(3_600_000);
    await recordRun(deps, cases.shops, actor, { ...whole, findings: whole.findings.filter(({ tenant }) => tenant !== 'soba') }, null);
    await recordRun(deps, cases.many, actor, manyFindings(whole, MANY, 2000), null);
    browser = await openBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  async function lookAndShoot(page: Page, name: string): Promise<void> {
    if (shots !== undefined) await pictures(page, join(shots, name));
    await look(page);
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${desk.url}/setup#${desk.setUpCode}`);
    const first = page.getByLabel('組織の名前');
    await first
      .or(page.getByLabel(/メールアドレス|Mail address/))
      .first()
      .waitFor();
    if (await first.isVisible()) {
      await first.fill('山川ホスティング株式会社');
      await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
      await page.getByLabel('メールアドレス').fill('sato@example.jp');
      await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
      await page.getByLabel('パスワード（もう一度）').fill(password);
      await page.getByRole('button', { name: '登録してデスクを開く' }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
      return;
    }
    await page.goto(`${desk.url}/reports`);
    await page.getByLabel(/メールアドレス|Mail address/).fill('sato@example.jp');
    await page
      .getByLabel(/パスワード|Password/)
      .first()
      .fill(password);
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { name: /報告|Reports/, exact: false })
      .first()
      .waitFor();
  }

  /** The language stays with the person, whatever the browser prefers. */
  async function speak(page: Page, ja: boolean): Promise<void> {
    const other = page.getByRole('button', { name: ja ? '日本語にする' : 'Switch to English' });
    const own = page.getByRole('button', { name: ja ? 'Switch to English' : '日本語にする' });
    await other.or(own).first().waitFor();
    if (await other.isVisible()) await other.click();
    await own.waitFor();
  }

  it.each([
    ['ja-JP', 1280],
    ['en-GB', 360],
    // e2e/every-screen sees all of these in the other widths too.
    ...(process.env['MATOI_LONG'] === '1'
      ? ([
          ['ja-JP', 360],
          ['en-GB', 1280],
        ] as const)
      : []),
  ] as const)('%s at %i px: findings, filters, one exposure, tenants, the picture, runs and their comparison', async (locale, width) => {
    const ja = locale === 'ja-JP';
    const { context, page, foreign, faults } = await openPage(browser.browser, desk.url, locale, width);
    const tag = `${locale.slice(0, 2)}-${width}`;
    await signIn(page);
    await speak(page, ja);
    const base = `${desk.url}/cases/${cases.shops}/exposure`;

    await page.goto(base);
    await page.getByRole('heading', { name: ja ? '契約者どうしの露出' : 'Exposure between tenants' }).waitFor();
    await page.getByText(ja ? '最後まで調べた' : 'looked at all of it', { exact: true }).waitFor();
    await page.getByText('/wp-config.php', { exact: true }).waitFor();
    // The list begins within the first screen, also on a telephone.
    expect((await page.getByRole('search').boundingBox())?.y ?? 9999).toBeLessThan(740);
    await lookAndShoot(page, `${tag}-findings`);

    await page.getByRole('button', { name: ja ? '解消' : 'fixed', exact: true }).click();
    await page
      .getByText('/list.csv')
      .or(page.getByText('/members', { exact: true }))
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get('state')).toBe('fixed');
    expect(await page.getByText('/wp-config.php', { exact: true }).count()).toBe(0);
    await page.goBack();

    await page.goto(`${base}?tenant=hanaya`);
    await page.getByText('/wp-config.php', { exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('/srv/customers/hanaya/public_html/wp-config.php').waitFor();
    await dialog.getByText(ja ? '持ち帰った記録からの判定です' : 'Computed from a collection', { exact: false }).waitFor();
    await dialog.getByText(ja ? 'アプリケーションの設定' : 'application settings', { exact: false }).waitFor();
    await lookAndShoot(page, `${tag}-dialog`);
    await page.keyboard.press('Escape');

    await page.goto(`${base}/tenants`);
    await page.getByText('花屋 はなまる').first().waitFor();
    await lookAndShoot(page, `${tag}-tenants`);
    await page.keyboard.press('Control+k');
    const [unhurt] = await page.evaluate(
      async (id) =>
        ((await (await fetch(`/api/v1/cases/${id}/exposure/tenants`)).json()) as { readonly nothingFound: readonly string[] }).nothingFound,
      cases.shops,
    );
    await page.getByRole('combobox', { name: ja ? '検索と操作' : 'Search and commands' }).fill(unhurt ?? 'nobody');
    await page.getByRole('option', { name: ja ? '（露出の記録なし）' : '(no exposure on record)' }).waitFor();
    await page.keyboard.press('Escape');
    await page.goto(`${base}/tenants/soba`);
    await page
      .getByText(ja ? '再点検で解消を確認' : 'verified clean by a re-check', { exact: false })
      .first()
      .waitFor();
    await lookAndShoot(page, `${tag}-tenant`);
    await page.goto(`${base}/tenants/hanaya`);
    await page.getByRole('heading', { name: ja ? 'この契約者に伝える直し方' : 'Remedies to give this tenant' }).waitFor();
    await lookAndShoot(page, `${tag}-tenant-open`);

    await page.goto(`${base}/matrix`);
    await page.getByRole('img', { name: ja ? /届くものがある/ : /can be reached/ }).waitFor();
    await lookAndShoot(page, `${tag}-matrix`);

    await page.goto(`${base}/runs`);
    await page
      .getByText(ja ? '調べきれていない' : 'incomplete', { exact: false })
      .first()
      .waitFor();
    await lookAndShoot(page, `${tag}-runs`);
    await page.goto(`${base}/runs/run-002`);
    await page.getByText(ja ? '権限がなく読めなかったものが 12 件あります' : '12 objects refused to be read').waitFor();
    await page
      .getByText(ja ? '見つからなかった露出を「解消」とはしていません' : 'what it did not find is not called fixed', { exact: false })
      .waitFor();
    await lookAndShoot(page, `${tag}-run-cut`);
    await page.goto(`${base}/runs/run-003`);
    await page.getByRole('button', { name: ja ? /→ 解消/ : /→ fixed/ }).waitFor();
    await lookAndShoot(page, `${tag}-run`);

    expect(foreign).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('scrolls through many thousand rows with a handful of them in the document', async () => {
    const { context, page } = await openPage(browser.browser, desk.url, 'ja-JP');
    await signIn(page);
    await speak(page, true);
    await page.goto(`${desk.url}/cases/${cases.many}/exposure`);
    await page.getByText(`全 ${MANY.toLocaleString('ja')} 件のうち 1,000 件を表示`, { exact: false }).waitFor();
    await lookAndShoot(page, 'many');
    const drawn = () => page.locator('[data-row]').count();
    // A picture of the whole page draws more of it for a moment.
    await until(async () => (await drawn()) < 120);
    for (const shown of ['2,000', '3,000', '4,000']) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await page.getByText(`${shown} 件を表示`, { exact: false }).waitFor({ state: 'attached' });
    }
    await until(async () => (await drawn()) < 120);
    await page.goto(`${desk.url}/cases/${cases.many}/exposure?rule=tamperable&tenant=t0007`);
    await page.getByText(/全 \d+ 件のうち/).waitFor();
    await page.getByLabel('パスで探す').fill('folder-5');
    await page.waitForURL(/search=folder-5/);
    await context.close();
  });

  it('exports whole and inert: no cell runs as a formula, no control character is left', async () => {
    const { context, page } = await openPage(browser.browser, desk.url, 'ja-JP');
    await signIn(page);
    await speak(page, true);
    await page.goto(`${desk.url}/cases/${cases.shops}/exposure`);
    const fetched = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      return readFile((await download.path()) ?? '');
    };
    const csv = (await fetched('CSV で書き出す')).toString('utf8');
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(8);
    // oxlint-disable-next-line no-control-regex -- that there is none is what is looked at
    expect(csv).not.toMatch(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u202e]|(^|,)"?[=+@|]/m);
    const json = JSON.parse((await fetched('JSON で書き出す')).toString('utf8')) as { findings: { pathBytes: string }[] };
    expect(json.findings.map(({ pathBytes }) => Buffer.from(pathBytes, 'base64').toString('latin1'))).toContain(
      "/srv/customers/hanaya/=cmd|' -C calc'!A0",
    );
    await context.close();
  });
});
