// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { openSigner } from '../../src/adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeLink } from '../../src/duty/paging/link.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import { wireDuty } from '../../src/wiring/duty.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { everythingReal } from '../support/passing.ts';

const plan = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));

describe('e2e/duty-phone', () => {
  let desk: ServedDesk;
  let browser: TestBrowser;
  const opened = { pageId: '', link: '' };
  const pages = () => createPageStore(desk.database);

  beforeAll(async () => {
    desk = await serveDesk({ routes: (state, base) => wireDuty(base).routes?.(state) ?? [] });
    browser = await openBrowser();
    const plans = createPlanStore(desk.database);
    const deps = {
      journal: desk.journal,
      plans,
      pages: pages(),
      passing: everythingReal,
      clock: desk.clock,
      holidays: holidayBook(),
      hash: sha256,
      random: desk.base.random,
    };
    await setPlan(deps, plan, { actor: { type: 'machine', name: 'test' }, reason: '', expectedVersion: null });
    const found = await trigger(deps, {
      caseId: null,
      policy: 'incident',
      subject: '不審な通信 <img src=x onerror=alert(1)>',
      urgency: 'now',
    });
    opened.pageId = found.is === 'impossible' ? '' : found.pageId;
    opened.link = `${desk.url}/page/${makeLink(await openSigner(desk.dataFolder), opened.pageId, 'tanaka', desk.clock.now())}`;
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  it('acknowledges nothing when a mail scanner or a prefetch opens the link', async () => {
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await fetch(opened.link, { method, headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } });
      expect(answer.status).toBe(method === 'HEAD' ? 404 : 200);
    }
    expect((await pages().page(opened.pageId))?.state).toBe('triggered');
  });

  it('fits 360 pixels without JavaScript, under 30 kB, and acknowledges by one press', async () => {
    const context = await browser.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'ja-JP' });
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname.split('/')[1] ?? ''}`));
    const answer = await page.goto(opened.link);
    expect((await answer?.body())?.length).toBeLessThan(30_000);
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(await page.evaluate('document.documentElement.scrollWidth <= 360')).toBe(true);
    for (const button of await page.getByRole('button').all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await page.locator('img').count()).toBe(0);
    // The style is allowed by its hash: were it refused, the button would be grey.
    expect(await page.evaluate("getComputedStyle(document.querySelector('button')).backgroundColor")).toBe('rgb(179, 64, 31)');
    expect((await pages().page(opened.pageId))?.state).toBe('triggered');

    await page.getByRole('button', { name: '受け取りました' }).click();
    await page.waitForLoadState();
    expect(await page.textContent('main')).toContain('あなたの確認を記録しました');
    expect(requests.filter((request) => request === 'POST page')).toHaveLength(1);
    const after = await pages().page(opened.pageId);
    expect(after).toMatchObject({ state: 'acknowledged', acks: [{ person: 'tanaka' }] });
    await context.close();
  });

  it('refuses a forged and an expired link with what to do next', async () => {
    const forged = await fetch(opened.link.replace('tanaka', 'sato'), { method: 'POST' });
    expect(forged.status).toBe(403);
    expect(await forged.json()).toMatchObject({ code: 'page.link-forged', next: { ja: expect.any(String) } });

    desk.clock.forward(8 * 86_400_000);
    const expired = await fetch(opened.link);
    expect(expired.status).toBe(410);
    expect(await expired.json()).toMatchObject({ code: 'page.link-expired' });
    expect(desk.reported).toEqual([]);
  });
});
