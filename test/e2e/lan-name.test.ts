// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOfEveryPart } from '../support/every-part.ts';
import { addPersonWithPassword, addressOf, PASSWORD } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { hasFirefox, openFirefox } from './support/firefox.ts';

const HOST = 'desk.lan';
const MOST_PAGES = 20;
const held: { desk: ServedDesk | null; browser: TestBrowser | null; caseId: string } = { desk: null, browser: null, caseId: '' };

/** A browser trusts `localhost` and https alone: on a name of the own network, plain http is an insecure context. */
describe('e2e/lan-name: opened over plain http by a name of the own network', () => {
  beforeAll(async () => {
    held.desk = await serveDesk({ host: HOST, routes: routesOfEveryPart, webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web') });
    held.browser = await openBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]);
    const ownerId = await addPersonWithPassword(held.desk, ['administrator', 'responder', 'manager'], 'sato');
    await held.desk.database.pool.query("update person set lang = 'en'");
    const opened = await held.desk.journal.write((writing) =>
      writing.openCase({ type: 'person', id: ownerId, name: 'sato' }, () => [
        { kind: 'case.opened', body: { title: 'A server speaks to a stranger', reportId: null } },
      ]),
    );
    held.caseId = opened.caseId;
  }, 120_000);
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('signs in, and every button that needs a new number works', async () => {
    const { desk, browser, caseId } = held;
    if (desk === null || browser === null) throw new Error('the desk did not start');
    const { page, context, faults, foreign } = await openPage(browser.browser, desk.url, 'en-GB');
    await page.goto(`${desk.url}/cases/${caseId}`);
    expect(await page.evaluate(() => [window.isSecureContext, location.hostname])).toEqual([false, HOST]);
    await page.getByLabel('Mail address').fill(addressOf('sato'));
    await page.getByLabel('Password', { exact: false }).first().fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A server speaks to a stranger' }).first().waitFor();

    await page.getByLabel('Leave a note in the timeline').fill('The firewall was asked.');
    await page.getByRole('button', { name: 'Leave the note' }).click();
    await page.getByText('The firewall was asked.').last().waitFor();
    await expect.poll(async () => (await desk.journal.entries(caseId as never, 0, 100)).map((one) => one.kind)).toContain('case.noted');

    await page.goto(`${desk.url}/cases/${caseId}/notes`);
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByRole('textbox').first().waitFor();

    await page.goto(`${desk.url}/organisation/outside`);
    await page.getByRole('button', { name: 'Add a body' }).click();
    await page.getByRole('textbox').first().waitFor();

    await page.goto(`${desk.url}/settings`);
    await page.getByText('Passkeys do not work on this connection').waitFor();

    // Every page that these pages lead to, a record of its own left out: none trips over what browsers keep for https.
    const own = async () =>
      (
        await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))
      ).filter((path) => !/^[/](?:api|sign-out)/.test(path));
    const left = new Set<string>();
    const seen = new Set<string>();
    for (const start of ['/', `/cases/${caseId}`, '/organisation', '/settings']) left.add(start);
    for (const path of left) {
      if (seen.size >= MOST_PAGES) break;
      seen.add(path);
      await page.goto(`${desk.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      for (const next of await own()) left.add(next);
    }

    expect(seen.size).toBeGreaterThan(15);
    expect(faults).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  }, 120_000);

  it.skipIf(process.env['MATOI_LONG'] !== '1' || !hasFirefox())(
    'and so they do in Firefox (MATOI_LONG=1, and firefox-esr installed)',
    { timeout: 180_000 },
    async () => {
      const { desk, caseId } = held;
      if (desk === null) throw new Error('the desk did not start');
      const fox = await openFirefox();
      try {
        await fox.goto(`${desk.url}/cases/${caseId}`);
        expect(await fox.read('[window.isSecureContext, location.hostname]')).toEqual([false, HOST]);
        await fox.type('Mail address', addressOf('sato'));
        await fox.type('Password', PASSWORD);
        await fox.pressEnter();
        await fox.see('A server speaks to a stranger');

        await fox.type('Leave a note in the timeline', 'The proxy was asked.');
        await fox.press('Leave the note');
        await fox.see('The proxy was asked.');
        const texts = async () => JSON.stringify(await desk.journal.entries(caseId as never, 0, 100));
        await expect.poll(texts, { timeout: 20_000 }).toContain('The proxy was asked.');
        for (const [path, button] of [
          [`/cases/${caseId}/notes`, 'Write a note'],
          ['/organisation/outside', 'Add a body'],
        ] as const) {
          await fox.goto(`${desk.url}${path}`);
          await fox.press(button);
          await fox.find('input[type=text], input:not([type]), textarea');
        }
        await fox.goto(`${desk.url}/settings`);
        await fox.see('Passkeys do not work on this connection');

        const left = new Set(['/', `/cases/${caseId}`, '/organisation', '/settings']);
        const seen = new Set<string>();
        for (const path of left) {
          if (seen.size >= MOST_PAGES) break;
          seen.add(path);
          await fox.goto(`${desk.url}${path}`);
          await fox.find('h1');
          const links = (await fox.read(
            `[...document.querySelectorAll('a[href^="/"]')].map((one) => new URL(one.href).pathname)`,
          )) as string[];
          for (const next of links) if (!/^[/](?:api|sign-out)/.test(next)) left.add(next);
        }
        expect(seen.size).toBeGreaterThan(15);
        expect(fox.errors).toEqual([]);
      } finally {
        await fox.close();
      }
    },
  );
});
