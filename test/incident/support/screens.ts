// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/kernel/bilingual.ts';
import { openBrowser, openPage } from '../../e2e/support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import type { Person } from './stage.ts';

/** A page over logs waits for a search, and a press for whatever it sets going; so long on a machine that does much besides. */
const PATIENCE = 90_000;
const LOCALE = { ja: 'ja-JP', en: 'en-GB' } as const;

/** A real browser beside the API: decisive presses are made here, and every screen of theirs is kept as a picture in both languages. */
export type Screens = {
  /** Somebody's page in one language; `act` presses, then the picture is taken. */
  readonly as: (person: Person, lang: Lang, path: string, name: string, act: (page: Page) => Promise<void>) => Promise<void>;
  /** A signed page on a telephone: no session, no script. */
  readonly phone: (link: string, lang: Lang, name: string, act: (page: Page) => Promise<void>) => Promise<void>;
  /** Errors of pages, refusals by the content policy, and addresses outside of the desk that a page asked for. */
  readonly faults: readonly string[];
  readonly pictures: readonly string[];
  readonly close: () => Promise<void>;
};

export async function openScreens(url: string, folder: string): Promise<Screens> {
  mkdirSync(folder, { recursive: true });
  const held = await openBrowser();
  const [faults, pictures]: [string[], string[]] = [[], []];
  const keep = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    pictures.push(`${name}.png`);
  };
  return {
    faults,
    pictures,
    async as(person, lang, path, name, act) {
      const at = await openPage(held.browser, url, LOCALE[lang]);
      const cookies = [...person.visitor.cookies].map(([cookie, value]) => ({ name: cookie, value, url }));
      await at.context.addCookies(cookies);
      await at.context.addInitScript((chosen) => localStorage.setItem('matoi.lang', chosen), lang);
      await at.page.goto(url + path);
      at.page.setDefaultTimeout(PATIENCE);
      try {
        await settled(at.page);
        await act(at.page);
        await settled(at.page);
      } catch (cause) {
        // What stood there instead says why.
        await keep(at.page, `${name}-${lang}-stuck`);
        throw cause;
      }
      await keep(at.page, `${name}-${lang}`);
      faults.push(...at.faults, ...at.foreign.map((address) => `asked for ${address}`));
      await at.context.close();
    },
    async phone(link, lang, name, act) {
      const context = await held.browser.newContext({
        locale: LOCALE[lang],
        viewport: { width: 360, height: 740 },
        javaScriptEnabled: false,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(link);
      await act(page);
      await keep(page, `${name}-${lang}`);
      await context.close();
    },
    close: () => held.close(),
  };
}

/** Its heading stands and nothing on it is still being loaded. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await eventually(async () => {
    if ((await page.locator('.bone').count()) > 0) throw new Error('still loading');
  }, PATIENCE);
}
