// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import { starterPlan, withoutPerson, withPerson } from './plan-edit.ts';

const row = (personId: string): PersonRow =>
  ({
    personId,
    name: `人 ${personId}`,
    kana: '',
    department: '',
    addresses: [`${personId}@example.jp`],
    telephone: '03-0000-0000',
    roles: ['responder'],
    lang: 'ja',
    canSignIn: true,
    left: null,
  }) as unknown as PersonRow;

describe('web/screens/rota/plan-edit', () => {
  const plan = starterPlan([row('a'), row('b')], 'Asia/Tokyo', '2026-11-30');
  const inLayers = (of: typeof plan, id: string) =>
    of.rosters.flatMap(({ layers }) => layers.map((layer) => layer.people.filter((one) => one === id).length));

  it('one act puts a person into every layer once, last in turn, and into the last step', () => {
    const added = withPerson(plan, row('c'), { rosters: ['primary'], called: true });
    expect(added.people.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(inLayers(added, 'c')).toEqual([1, 1]);
    for (const { layers } of added.rosters) for (const layer of layers) expect(layer.people.at(-1)).toBe('c');
    expect(added.policies[0]?.steps.map(({ targets }) => targets.some((to) => 'person' in to && to.person === 'c'))).toEqual([false, true]);
  });

  it('leaves out what was not ticked, and the way back is whole', () => {
    const apart = withPerson(plan, row('c'), { rosters: [], called: false });
    expect(inLayers(apart, 'c')).toEqual([0, 0]);
    expect(apart.policies).toEqual(plan.policies);
    expect(withoutPerson(withPerson(plan, row('c'), { rosters: ['primary'], called: true }), 'c')).toEqual(plan);
  });
});
