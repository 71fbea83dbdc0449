// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { signerOf } from '../../src/adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import type { PageChannel } from '../../src/duty/paging/channel.port.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import { emptyRegister } from '../support/duty-world.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { everythingReal } from '../support/passing.ts';

const CASE = '../shared/cases/acting/19-duty-channel-not-set-up.json';
const step = (afterMinutes: number, ...targets: readonly object[]) => ({ afterMinutes, targets });

/** How soon the next one is told when a step reaches nobody: by the moved clock, in seconds, not minutes. */
describe('story/duty: a step that reaches nobody', () => {
  const held: { desk?: TestDesk } = {};
  const desk = () => held.desk as TestDesk;
  const stores = () => ({ pages: createPageStore(desk().database), plans: createPlanStore(desk().database) });
  const got: { person: string; at: string }[] = [];
  const webhook: PageChannel = {
    channel: 'webhook',
    send: (message) => {
      got.push({ person: message.to.id, at: desk().clock.now() });
      return Promise.resolve({ is: 'sent' });
    },
  };
  const run = async (plan: object, seconds: number) => {
    got.length = 0;
    desk().clock.set('2026-12-01T01:00:00.000Z');
    const deps = {
      ...desk(),
      ...stores(),
      passing: everythingReal,
      holidays: holidayBook(),
      hash: sha256,
      random: desk().base.random,
      register: emptyRegister,
    };
    const set = await setPlan(deps, plan, { actor: { type: 'machine', name: 'test' }, reason: '', expectedVersion: null });
    if (!set.ok) throw new Error(set.error.what.en);
    const found = await trigger(deps, { caseId: null, policy: null, subject: 'x', urgency: 'now' });
    if (found.is === 'impossible') throw new Error(found.why);
    const engine = createEngine({
      ...deps,
      channels: [webhook],
      signer: signerOf(new Uint8Array(32)),
      linkBase: () => Promise.resolve(null),
      organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
    });
    for (let second = 0; second < seconds; second += 1) {
      await engine.tick();
      desk().clock.forward(1000);
    }
    return { page: await deps.pages.page(found.pageId), deliveries: await deps.pages.deliveries(found.pageId) };
  };
  const planOf = (more: object, ...steps: readonly object[]) => ({
    people: [
      { id: 'ono', name: 'Ono', mail: ['ono@firm.example'], channels: ['mail'] },
      { id: 'mita', name: 'Mita', channels: ['webhook'], webhooks: ['chat'] },
    ],
    rosters: [
      {
        id: 'first',
        name: { ja: 'f', en: 'f' },
        layers: [{ id: 'l', people: ['ono'], start: '2026-11-01T09:00', rotation: { unit: 'week' } }],
      },
    ],
    policies: [{ id: 'p', name: { ja: 'p', en: 'p' }, groupSeconds: 0, repeat: 2, steps }],
    ...more,
  });

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => held.desk?.close());

  it('goes on at once when the step’s only way is not set up', async () => {
    await run(planOf({}, step(0, { roster: 'first' }), step(30, { person: 'mita' })), 5);
    expect(got).toEqual([{ person: 'mita', at: expect.stringMatching(/^2026-12-01T01:00:0[0-4]/) }]);
  });

  it('goes on at once when nobody has the duty, or the one named is no longer on the team', async () => {
    const away = { absences: [{ person: 'ono', from: '2026-11-30T00:00:00Z', to: '2026-12-05T00:00:00Z' }] };
    await run(planOf(away, step(0, { roster: 'first' }), step(25, { person: 'mita' })), 5);
    expect(got.map((one) => one.person)).toEqual(['mita']);

    const people = [
      { id: 'ono', name: 'Ono', channels: ['webhook'], webhooks: ['chat'], until: '2026-11-29' },
      { id: 'mita', name: 'Mita', channels: ['webhook'], webhooks: ['chat'] },
    ];
    await run(planOf({ people }, step(0, { person: 'ono' }), step(25, { person: 'mita' })), 5);
    expect(got.map((one) => one.person)).toEqual(['mita']);
  });

  it('keeps the time between rounds, so that a way which comes back is tried again', async () => {
    const { page } = await run(planOf({}, step(0, { roster: 'first' }), step(5, { person: 'ono' })), 30);
    expect(page).toMatchObject({ state: 'triggered', round: 1, nextAt: '2026-12-01T01:10:01.000Z' });
  });

  it('waits for a step that reached somebody', async () => {
    await run(planOf({}, step(0, { person: 'mita' }, { person: 'ono' }), step(30, { person: 'mita' })), 20);
    expect(got).toHaveLength(1);
  });

  it.skipIf(!existsSync(CASE))('calls the manager of the collected case within seconds', async () => {
    const plan = JSON.parse(readFileSync(CASE, 'utf8')) as object;
    const { deliveries } = await run(plan, 5);
    expect(deliveries.map((row) => [row.person, row.state])).toEqual([
      ['aki', 'not-set-up'],
      ['boss', 'listed'],
    ]);
  });
});
