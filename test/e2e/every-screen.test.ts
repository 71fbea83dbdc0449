// SPDX-License-Identifier: Apache-2.0
// Every screen with something on it, by axe and by hand: both languages, day and night, wide, on a telephone and enlarged.
// Each sight looks at a quarter of the screens, another quarter each, so that every screen is seen; MATOI_LONG=1 at all of
// them. MATOI_SHOTS=FOLDER also takes a picture of each; MATOI_SCREENS=a,b looks at those screens alone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { filledDesk } from '../support/filled-desk.ts';
import type { FilledDesk } from '../support/filled-desk.ts';
import { openBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { hiddenStops, overEdge, sideways, unmarkedStops } from './support/look.ts';

const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const shots = process.env['MATOI_SHOTS'];
const only = process.env['MATOI_SCREENS']?.split(',');
const QUARTERS = process.env['MATOI_LONG'] === '1' || only !== undefined || shots !== undefined ? 1 : 4;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = { readonly id: string; readonly impact: string; readonly nodes: readonly string[] };
type Axe = {
  readonly run: (options: object) => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string | null;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
};

/** What axe holds to be serious or critical, with the first elements of each. */
async function grave(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: Axe };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, impact, nodes }) =>
      impact === 'serious' || impact === 'critical' ? [{ id, impact, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) }] : [],
    );
  });
}

/** Until nothing is being fetched for the page and its words stay the same: skeletons come late, and an empty page is no page. */
async function still(page: Page): Promise<void> {
  const read = () =>
    page.evaluate(() => `${document.querySelectorAll('.bone, [aria-busy=true]').length} ${document.body.textContent?.length ?? 0}`);
  for (let [before, same, left] = ['', 0, 60]; same < 3 && left > 0; left -= 1) {
    await page.waitForTimeout(200);
    const now = await read();
    same = now === before && now.startsWith('0 ') ? same + 1 : 0;
    before = now;
  }
}

const sights = [
  [0, 'ja', 'light', 1280, 860],
  [1, 'ja', 'dark', 360, 740],
  [2, 'en', 'dark', 1280, 860],
  [3, 'en', 'light', 360, 740],
] as const;

describe.skipIf(locateEngine(process.env) === null)('e2e/every-screen', () => {
  const held: { filled: FilledDesk | null; browser: TestBrowser | null } = { filled: null, browser: null };
  beforeAll(async () => {
    held.filled = await filledDesk(web);
    held.browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await held.browser?.close();
    await held.filled?.close();
  });

  function parts(): { readonly filled: FilledDesk; readonly browser: TestBrowser } {
    if (held.filled === null || held.browser === null) throw new Error('the desk did not start');
    return { filled: held.filled, browser: held.browser };
  }

  async function opened(lang: 'ja' | 'en', width: number, height: number, more: object = {}): Promise<BrowserContext> {
    const { filled, browser } = parts();
    const context = await browser.browser.newContext({
      locale: lang === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'Asia/Tokyo',
      viewport: { width, height },
      ...more,
    });
    await context.addCookies([...filled.chief.cookies].map(([name, value]) => ({ name, value, url: filled.walk.desk.url })));
    await context.addInitScript((to) => localStorage.setItem('matoi.lang', to), lang);
    return context;
  }

  /** A fault for each screen on which `look` sees one, named. */
  async function onEach(
    quarter: number,
    context: BrowserContext,
    look: (page: Page, name: string) => Promise<readonly unknown[]>,
  ): Promise<string[]> {
    const { filled } = parts();
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`${page.url()} ${error.message}`));
    for (const [at, [name, path]] of filled.screens.entries()) {
      if (at % QUARTERS !== quarter % QUARTERS || (only !== undefined && !only.includes(name))) continue;
      await page.goto(`${filled.walk.desk.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await still(page);
      for (const fault of await look(page, name)) faults.push(`${name}: ${JSON.stringify(fault)}`);
    }
    await context.close();
    return faults;
  }

  it.each(sights)(
    '%i: %s, %s, %i px: axe finds nothing serious, and nothing is pushed sideways',
    { timeout: 500_000 },
    async (quarter, lang, scheme, width, height) => {
      const context = await opened(lang, width, height, { colorScheme: scheme });
      const faults = await onEach(quarter, context, async (page, name) => {
        if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${lang}-${scheme}-${width}.png`), fullPage: true });
        const beyond = await sideways(page);
        return [...(await grave(page)), ...(beyond === 0 ? [] : [{ beyond, by: await overEdge(page) }])];
      });
      expect(faults).toEqual([]);
    },
  );

  it('shows what has the keyboard and what is chosen in forced colours', { timeout: 500_000 }, async () => {
    const context = await opened('ja', 1280, 860, { forcedColors: 'active' });
    const faults = await onEach(1, context, async (page, name) => {
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-ja-forced-1280.png`), fullPage: true });
      return unmarkedStops(page, 12);
    });
    expect(faults).toEqual([]);
  });

  // 1280 x 1024 at 200 and 400 percent (WCAG 2.2, 1.4.10 and 2.4.11).
  it.each([
    [2, 640, 512],
    [0, 320, 256],
  ])(
    '%i: enlarged to %i × %i: nothing is pushed sideways, and what has the keyboard is in sight',
    { timeout: 500_000 },
    async (quarter, width, height) => {
      const context = await opened('ja', width, height);
      const faults = await onEach(quarter, context, async (page) => {
        const beyond = await sideways(page);
        return [...(await hiddenStops(page, 30)), ...(beyond === 0 ? [] : [{ beyond, by: await overEdge(page) }])];
      });
      expect(faults).toEqual([]);
    },
  );

  // Last: it changes what the others look at.
  it('the next steps of a playbook become work by one press', async () => {
    const { filled } = parts();
    const context = await opened('ja', 1280, 860);
    const page = await context.newPage();
    await page.goto(`${filled.walk.desk.url}/cases/${filled.caseId}/fix`);
    const all = page.getByRole('button', { name: /件をすべて作業にする$/ });
    const items = page.getByRole('article');
    await all.waitFor();
    await items.first().waitFor();
    const before = await items.count();
    const steps = Number(/(\d+) 件/.exec((await all.textContent()) ?? '')?.[1]);
    expect(steps).toBeGreaterThan(1);
    await all.click();
    await expect.poll(() => items.count(), { timeout: 20_000 }).toBe(before + steps);
    await context.close();
  });
});
