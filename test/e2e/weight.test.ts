// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';

const password = 'a long sentence for the desk';
const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const KB = 1000;

describe('e2e/weight', () => {
  let desk: ServedDesk;
  let browser: TestBrowser;
  beforeAll(async () => {
    desk = await serveDesk({ webFolder: web, routes: routesOfEveryPart });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  it('a telephone on a slow line fetches little before the first words, and all of it packed', async () => {
    const { context, page } = await openPage(browser.browser, desk.url, 'ja-JP', 360);
    await page.goto(`${desk.url}/setup#${desk.setUpCode}`);
    await page.getByLabel('組織の名前').fill('山川旅行株式会社');
    await page.getByLabel('あなたの氏名').fill('佐藤 美咲');
    await page.getByLabel('メールアドレス').fill('sato@example.jp');
    await page.getByLabel('パスワード', { exact: false }).nth(0).fill(password);
    await page.getByLabel('パスワード（もう一度）').fill(password);
    await page.getByRole('button', { name: '登録してデスクを開く' }).click();
    await page.getByText('待っているものはありません。').waitFor();
    const signedIn = await context.storageState();
    await context.close();

    const fresh = await browser.browser.newContext({ storageState: signedIn, locale: 'ja-JP', viewport: { width: 360, height: 740 } });
    const first = await fresh.newPage();
    const network = await fresh.newCDPSession(first);
    await network.send('Network.enable');
    const addresses = new Map<string, { readonly url: string; readonly packed: boolean }>();
    const weights: { readonly url: string; readonly bytes: number; readonly packed: boolean }[] = [];
    network.on('Network.responseReceived', ({ requestId, response }) =>
      addresses.set(requestId, { url: response.url, packed: 'content-encoding' in response.headers }),
    );
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const found = addresses.get(requestId);
      if (found !== undefined) weights.push({ ...found, bytes: encodedDataLength });
    });
    await first.goto(desk.url);
    await first.getByText('待っているものはありません。').waitFor();
    await first.waitForLoadState('networkidle').catch(() => undefined);

    const sum = (ending: RegExp) => weights.filter(({ url }) => ending.test(url)).reduce((all, { bytes }) => all + bytes, 0);
    // A machine without a Japanese type is given one; telephones have their own.
    const type = sum(/[.]woff2$/) + sum(/own-type[^/]*[.]css$/);
    expect(sum(/[.]js$/)).toBeLessThan(250 * KB);
    expect(sum(/./) - type).toBeLessThan(350 * KB);
    expect(weights.filter(({ url, bytes, packed }) => /assets.*[.](js|css)$/.test(url) && bytes > 3 * KB && !packed)).toEqual([]);
    // Every request is a round trip: the page names what its screen needs, and that is few files.
    expect(weights.filter(({ url }) => /assets.*[.](js|css)$/.test(url) && !url.includes('own-type')).length).toBeLessThan(10);
    expect(await (await first.request.get(desk.url)).text()).toMatch(/<link rel="modulepreload" crossorigin href="\/assets\/now-[^"]+">/);
    await fresh.close();
  });
});
