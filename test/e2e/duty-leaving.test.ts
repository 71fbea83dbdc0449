// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSigner } from '../../src/adapters/paging-sign/signer.ts';
import { makeLink } from '../../src/duty/paging/link.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;

/** Somebody with duty leaves: what the screen and the telephone show a minute before and after. */
describe('e2e/duty-leaving', () => {
  const held: { desk?: ServedDesk; browser?: TestBrowser; chief?: Person; leaver?: Person; link: string } = { link: '' };

  beforeAll(async () => {
    const desk = await serveDesk({ routes: routesOfEveryPart, webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web') });
    desk.clock.set(new Date().toISOString());
    held.desk = desk;
    held.browser = await openBrowser();
    held.chief = await signedIn(desk, ['administrator', 'manager'], 'nishi');
    held.leaver = await signedIn(desk, ['responder'], 'higashi');
    const people = [held.leaver, held.chief].map(({ personId }) => ({
      id: personId,
      personId,
      name: `旧 ${personId}`,
      mail: ['old@example.jp'],
      channels: ['mail'],
    }));
    const rosters = [
      {
        id: 'primary',
        name: { ja: '一次当番', en: 'Primary' },
        layers: [{ id: 'l', people: people.map((one) => one.id), start: '2026-01-05T09:00', rotation: { unit: 'week' } }],
      },
    ];
    const overrides = [
      {
        id: 'now',
        roster: 'primary',
        person: held.leaver.personId,
        from: new Date(Date.now() - 3_600_000).toISOString(),
        to: new Date(Date.now() + 86_400_000).toISOString(),
      },
    ];
    const policies = [
      { id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ person: held.leaver.personId }] }] },
    ];
    const set = await held.chief.call('PUT', '/api/v1/duty/plan', { plan: { people, rosters, overrides, policies } });
    expect(set.status).toBe(200);
    const { pageId } = (await held.chief.post('/api/v1/duty/pages', { subject: '不審な通信' })).json as { pageId: string };
    held.link = `${desk.url}/page/${makeLink(await openSigner(desk.dataFolder), pageId, held.leaver.personId, desk.clock.now())}`;
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('shows who left no more as on duty, and their link says in words that it is dead', async () => {
    const { desk, browser, chief, leaver } = held;
    if (desk === undefined || browser === undefined || chief === undefined || leaver === undefined)
      throw new Error('the desk did not start');
    const { page, context } = await openPage(browser.browser, desk.url, 'ja-JP', 1280);
    await context.addCookies([...chief.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
    await page.goto(`${desk.url}/duty`);
    const now = page.getByRole('region', { name: '今の当番' });
    await now.getByText('higashi').waitFor();
    const phone = await browser.browser.newPage();
    await phone.goto(held.link);
    await phone.getByRole('button', { name: '受け取りました' }).waitFor();

    expect((await chief.post(`/api/v1/people/${leaver.personId}/leave`, { reason: '退職' })).status).toBe(200);
    await page.reload();
    await now.getByText('nishi').first().waitFor();
    await page.getByText('higashi は組織を離れたため呼び出されないが、まだ指定されている').waitFor();
    const gone = await phone.goto(held.link);
    expect(gone?.status()).toBe(410);
    await phone.getByText('このリンクや番号の持ち主は、組織か当番表から外れています。').waitFor();
    expect(await phone.getByRole('button').count()).toBe(0);

    await page.goto(`${desk.url}/organisation`);
    await page.getByRole('button', { name: '離れた人も示す' }).click();
    await page.getByRole('button', { name: 'higashi', exact: true }).click();
    await page.getByRole('button', { name: '戻ったことを記録する' }).click();
    const asked = page.getByRole('dialog', { name: 'higashi さんが戻った理由' });
    await asked.getByLabel('理由').fill('退職の取り消し');
    await asked.getByRole('button', { name: '戻ったことを記録する' }).click();
    await page.getByRole('button', { name: '離れた人も示す' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'higashi', exact: true }).waitFor();
    await context.close();
  });
});
