// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoticeStore } from '../../src/adapters/postgres/notification/notice-store.ts';
import { moves } from '../../src/notification/state/moves.ts';
import { isSuspect } from '../../src/notification/page/suspect.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { noticeOut, press, proveScanner } from '../support/scanner-proof.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

/** What a customer, and what a machine, does with the link in a notice. */
describe('story/notice-page', () => {
  let desk: ServedDesk;
  let out: Awaited<ReturnType<typeof noticeOut>>;
  const link = (at: number) => out.links[at] ?? '';
  const open = async (at: number) => {
    const page = await (await fetch(link(at))).text();
    desk.clock.forward(20_000);
    return page;
  };

  beforeAll(async () => {
    desk = await serveDesk({ routes: routesOfEveryPart });
    out = await noticeOut(desk, 6);
    desk.clock.forward(60_000);
  });
  afterAll(() => desk.close());

  it('shows his own findings and nobody else’s, six digits, and no script', async () => {
    const page = await open(0);

    expect(page).toContain('/srv/0/x');
    expect(page).not.toContain('/srv/1/x');
    expect(page).toMatch(/class="code">\d{6}</);
    expect(page).not.toMatch(/<script|javascript:/i);
    expect(await (await fetch(`${link(0)}?lang=en`)).text()).toContain('1 finding is still open');
  });

  it('takes each of the four answers, wants a word for two of them, and does not take one back', async () => {
    await press(link(0), 'started', await open(0));
    await press(link(1), 'done', await open(1));
    expect(await press(link(2), 'not-applicable', await open(2))).toContain('理由または正しいご担当を書いてから');
    await press(link(2), 'not-applicable', await open(2), '契約は先月で終わっている');
    await press(link(3), 'wrong-contact', await open(3), '管理部へ');
    expect(await press(link(1), 'started', await open(1))).toContain('すでに記録しています');

    expect(await Promise.all([0, 1, 2, 3].map((at) => out.stateOf(at)))).toEqual([
      'acknowledged',
      'action-claimed',
      'action-claimed',
      'wrong-contact',
    ]);
    const history = await createNoticeStore(desk.database, moves).historyOf(out.noticeId, out.number(2));
    expect(history.at(-1)).toMatchObject({ event: 'claim-action', detail: '契約は先月で終わっている', by: 'notice-page' });
  });

  it('tells plainly what is forged, expired or of another page, says nothing of a customer then, and records nothing', async () => {
    const before = await out.entries();
    const page = await open(4);
    const forged = await (await fetch(link(4).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).text();
    const other = await press(link(5), 'done', page);
    const without = await (await fetch(link(4), { method: 'POST', body: new URLSearchParams({ answer: 'done' }) })).text();

    expect(forged).toContain('このアドレスは正しくありません');
    expect(forged).not.toContain('顧客4');
    expect([other, without].map((text) => text.includes('何も記録していません'))).toEqual([true, true]);
    const now = desk.clock.now();
    desk.clock.forward(91 * 86_400_000);
    const expired = await (await fetch(link(4))).text();
    desk.clock.set(now);
    expect(expired).toContain('期限が過ぎています');
    expect(expired).not.toContain('顧客4');
    expect(await out.entries()).toBe(before);
    expect(await out.stateOf(4)).toBe('handed-over');
  });

  it('says where nothing can look again', async () => {
    expect(await open(4)).toContain('このページから調べ直すことはできません');
    expect(await press(link(4), 'recheck', await open(4))).toContain('調べ直すことはできません');
  });

  it('suspects only what is quick and may come from a machine', () => {
    expect(isSuspect(5000, 3000, true)).toBe(true);
    expect(isSuspect(5000, 3000, null)).toBe(true);
    expect(isSuspect(5000, 3000, false)).toBe(false);
    expect(isSuspect(60_000, 3000, true)).toBe(false);
    expect(isSuspect(60_000, 999, true)).toBe(true);
    expect(isSuspect(null, 3000, true)).toBe(false);
  });

  it('counts no machine and one person, and finds the plant (slice of prove:scanner)', async () => {
    expect((await proveScanner(desk, null, 5)).faults).toEqual([]);
    const plant = async (at: string) => {
      const page = await (await fetch(at)).text();
      desk.clock.forward(20_000);
      await press(at, 'started', page);
    };
    expect((await proveScanner(desk, null, 5, plant)).faults).not.toEqual([]);
  });
});
