// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { signerOf } from '../../src/adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { isAway } from '../../src/duty/paging/away.ts';
import { callList } from '../../src/duty/paging/call-list.ts';
import type { PageChannel } from '../../src/duty/paging/channel.port.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import { withDeliveries } from '../../src/duty/paging/page.view.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { openRota } from '../../src/duty/rota/roster.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { createPassing } from '../../src/outbox/passing.ts';
import { openReportedCase } from '../support/reported-case.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { emptyRegister } from '../support/duty-world.ts';

const plan = {
  people: [
    { id: 'kishi', name: 'Kishi', mail: ['kishi@firm.example'], telephone: '090-0000-0001', channels: ['mail', 'telephone'] },
    { id: 'hara', name: 'Hara', mail: ['hara@firm.example'], telephone: '090-0000-0002', channels: ['mail', 'telephone'] },
  ],
  externals: [{ id: 'vendor', name: { ja: '保守', en: 'Support' }, kind: 'security-vendor', telephone: '03-0000-0003' }],
  rosters: [
    {
      id: 'first',
      name: { ja: '一次', en: 'First' },
      layers: [{ id: 'l', people: ['kishi'], start: '2026-11-01T09:00', rotation: { unit: 'week' } }],
    },
  ],
  policies: [
    {
      id: 'incident',
      name: { ja: '事案', en: 'Incident' },
      groupSeconds: 600,
      steps: [
        { afterMinutes: 0, targets: [{ person: 'kishi' }, { external: 'vendor' }] },
        { afterMinutes: 30, targets: [{ person: 'hara' }] },
      ],
    },
  ],
};

/** What a page of a rehearsed case does to people who are not in it, and to a real case that arrives meanwhile. */
describe('story/duty: pages of an exercise', () => {
  const held: { desk?: TestDesk; drill?: CaseId; real?: CaseId } = {};
  const desk = () => held.desk as TestDesk;
  const reached = new Set(['kishi@firm.example', 'hara@firm.example']);
  const passing = createPassing('real', {
    rosterOf: (stream) => Promise.resolve(stream === held.drill ? { addresses: reached } : null),
    cases: () => Promise.resolve(new Set([held.drill as string])),
  });
  const mailed: string[] = [];
  const mail: PageChannel = { channel: 'mail', send: ({ to }) => (mailed.push(to.id), Promise.resolve({ is: 'sent' })) };
  const deps = () => ({
    ...desk(),
    pages: createPageStore(desk().database),
    plans: createPlanStore(desk().database),
    passing,
    holidays: holidayBook(),
    hash: sha256,
    register: emptyRegister,
    random: desk().base.random,
    channels: [mail],
    signer: signerOf(new Uint8Array(32)),
    linkBase: () => Promise.resolve(null),
    organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
  });
  const paged = async (caseId: CaseId) => {
    const found = await trigger(deps(), { caseId, policy: 'incident', subject: 'x', urgency: 'now' });
    if (found.is === 'impossible') throw new Error(found.why);
    return found;
  };
  const calls = async () => {
    const passes = { [String(held.drill)]: await passing.of(String(held.drill)), [String(held.real)]: await passing.of(String(held.real)) };
    const rows = await withDeliveries(deps(), true);
    const real = await passing.of('desk');
    return callList(openRota(planSchema.parse(plan), holidayBook()), rows, Date.parse(desk().clock.now()), (one) => passes[one] ?? real);
  };
  beforeAll(async () => {
    held.desk = await openTestDesk();
    desk().clock.set('2026-12-01T01:00:00.000Z');
    held.drill = await openReportedCase(desk(), { type: 'person', id: 'p', name: 'p' });
    held.real = await openReportedCase(desk(), { type: 'person', id: 'p', name: 'p' });
    const set = await setPlan(deps(), plan, { actor: { type: 'machine', name: 'test' }, reason: '', expectedVersion: null });
    if (!set.ok) throw new Error(set.error.what.en);
  });
  afterAll(async () => held.desk?.close());

  it('a real alarm is a page of its own, beside one of an exercise by the same policy', async () => {
    const drill = await paged(held.drill as CaseId);
    expect((await paged(held.drill as CaseId)).is).toBe('joined');
    const real = await paged(held.real as CaseId);
    expect([drill.is, real.is, drill.pageId === real.pageId]).toEqual(['paging', 'paging', false]);
    // And a second alarm of either finds its own, although the other is newer.
    expect((await paged(held.drill as CaseId)).pageId).toBe(drill.pageId);
    expect((await paged(held.real as CaseId)).pageId).toBe(real.pageId);
  });

  it('nobody outside is called for it; for the real one the number stands there', async () => {
    await createEngine(deps()).tick();
    const rows = await calls();
    const of = (person: string, caseId: CaseId | undefined) => rows.find((one) => one.person === person && one.caseId === caseId);
    expect(of('vendor', held.drill)).toMatchObject({ telephone: '', exercise: 'played' });
    expect(of('vendor', held.real)).toMatchObject({ telephone: '03-0000-0003', exercise: null });
    expect(of('kishi', held.drill)).toMatchObject({ telephone: '090-0000-0001', exercise: null });
  });

  it('who is out of reach in it is neither mailed nor rung up, cannot answer, and the next step goes at once', async () => {
    reached.delete('kishi@firm.example');
    desk().clock.forward(700_000);
    mailed.length = 0;
    const { pageId } = await paged(held.drill as CaseId);
    const engine = createEngine(deps());
    for (let beat = 0; beat < 3; beat += 1) {
      await engine.tick();
      desk().clock.forward(1000);
    }
    expect(mailed).toEqual(['hara']);
    const deliveries = (await deps().pages.deliveries(pageId)).filter(({ person }) => person === 'kishi');
    expect(deliveries.map(({ state, failure }) => [state, failure])).toEqual([
      ['failed', 'not reachable in this exercise'],
      ['failed', 'not reachable in this exercise'],
    ]);
    const rows = (await calls()).filter((one) => one.pageId === pageId);
    expect(rows.find(({ person }) => person === 'kishi')).toMatchObject({ telephone: '', exercise: 'away' });
    expect(await isAway(deps(), pageId, ['kishi@firm.example'])).toBe(true);
    expect(await isAway(deps(), pageId, ['hara@firm.example'])).toBe(false);
  });
});
