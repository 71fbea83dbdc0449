// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../kernel/instant.ts';
import { containmentFold } from '../containment.ts';
import type { ContainmentPlan } from '../views/containment-view.ts';
import { judgePlan } from './containment-reading.ts';

const at = '2026-11-21T05:00:00.000Z' as Instant;
const person = { by: '佐藤', at, seq: 2 };
const applied: NonNullable<ContainmentPlan['applied']> = {
  ...person,
  option: 'balanced',
  where: 'gw1',
  confirmed: null,
  undoneAt: null,
  before: null,
  backAfter: null,
  listing: null,
  byHand: false,
  sessions: null,
  found: null,
};
const proposed: ContainmentPlan = {
  planId: 'P-1',
  plan: 'f'.repeat(64),
  recommended: 'balanced',
  options: [
    { id: 'balanced', coverage: 0.75, servicesKept: 11, overBudget: false, residual: 0 } as unknown as ContainmentPlan['options'][number],
  ],
  attackFlows: 8,
  suspects: 0,
  days: 30,
  limits: [],
  notStoppable: 0,
  proposedAt: at,
  seq: 1,
  released: null,
  applied: null,
  verified: null,
  rolledBack: null,
};
const released = { ...proposed, released: { ...person, option: 'balanced', reason: '' } } as const;
const found = (state: 'in-force' | 'gone' | 'changed' | 'unreachable') =>
  ({ ...released, applied: { ...applied, found: { state, at, seq: 4 } } }) as const;
const rolledBack = { ...released, rolledBack: { ...person, cause: 'person', reason: '', where: 'gw1' } } as const;

const share = (plan: ContainmentPlan) => judgePlan(plan).known.find(({ id }) => id.startsWith('containment.coverage'))?.text;

describe('case/fold/readings/containment-reading', () => {
  it.each<[string, ContainmentPlan, RegExp, RegExp]>([
    ['proposed', proposed, /^検討中の案（まだ何も止めていない）：/, /nothing is stopped yet: it would stop 75 %/],
    ['released', released, /^承認した案（まだ適用していない）：/, /not applied yet: it would stop 75 %/],
    ['gone', found('gone'), /いまの装置の状態は下記/, /would stop 75 %/],
    ['changed', found('changed'), /いまの装置の状態は下記/, /would stop 75 %/],
    ['unreachable', found('unreachable'), /いまの装置の状態は下記/, /would stop 75 %/],
    ['rolled back', rolledBack, /いまは何も止めていない/, /would stop 75 %/],
  ])('a plan that is %s is not told as if it stopped anything', (_, plan, ja, en) => {
    expect(share(plan)?.ja).toMatch(ja);
    expect(share(plan)?.en).toMatch(en);
  });

  it('a plan in force is told as what the recorded traffic makes of it', () => {
    for (const plan of [{ ...released, applied }, found('in-force')]) {
      expect(share(plan)?.en).toMatch(/^Applied plan, by the recorded traffic: it stops 75 % of 8/);
      expect(share(plan)?.ja).toMatch(/^適用した案（過去の記録での計算）：/);
    }
  });

  it.each<['in-force' | 'gone' | 'changed' | 'unreachable', string, string]>([
    ['in-force', 'done', '% stopped'],
    ['gone', 'running', '% by the plan'],
    ['changed', 'running', '% by the plan'],
    ['unreachable', 'running', '% by the plan'],
  ])('the station of a plan whose rules were found %s', (state, station, unit) => {
    const { containment } = containmentFold.stations({ plans: [found(state)], handMeasures: [] });
    expect([containment?.state, containment?.number?.unit.en]).toEqual([station, unit]);
  });
});
