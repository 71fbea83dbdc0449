// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from 'playwright-core';

/** So many times Tab is pressed in search of one thing before it counts as out of reach. */
const FAR = 60;

export type Steps = {
  /** What was pressed and typed so far, in order; each is one step of the person, whatever keys it took. */
  readonly taken: readonly string[];
  /** How often Tab was pressed for all of them; 0 with the mouse. */
  readonly tabs: () => number;
  readonly press: (what: Locator) => Promise<void>;
  readonly type: (into: Locator, text: string) => Promise<void>;
};

/** A walk with mouse and keyboard, as most people walk. */
export function byHand(): Steps {
  const taken: string[] = [];
  return {
    taken,
    tabs: () => 0,
    async press(what) {
      await what.click();
      taken.push(`press ${String(what)}`);
    },
    async type(into, text) {
      await into.fill(text);
      taken.push(`type ${String(into)}`);
    },
  };
}

/** A walk without a mouse: Tab to the thing from where the page left the keyboard, then Enter or the text. */
export function byKeys(page: Page): Steps {
  const taken: string[] = [];
  let tabs = 0;
  const reach = async (what: Locator) => {
    await what.waitFor();
    for (let times = 0; times <= FAR; times += 1) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
      tabs += 1;
    }
    throw new Error(`not reached by ${FAR} times Tab: ${String(what)}`);
  };
  return {
    taken,
    tabs: () => tabs,
    async press(what) {
      await reach(what);
      await page.keyboard.press('Enter');
      taken.push(`press ${String(what)}`);
    },
    async type(into, text) {
      await reach(into);
      await page.keyboard.type(text);
      taken.push(`type ${String(into)}`);
    },
  };
}
