// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { testFacts } from '../kit/test-facts.ts';
import { stepIds } from './set-up.contract.ts';
import type { SetUpFacts } from './set-up-facts.port.ts';
import { setUpSteps } from './steps.ts';

const now = '2026-11-30T01:00:00.000Z' as Instant;
const nothing: SetUpFacts = {
  now,
  signIns: 1,
  logImports: 0,
  customers: 0,
  exercisesStarted: 0,
  exercisesEnded: 0,
  rota: null,
  bodies: [],
  services: [],
  mailOut: false,
  mailIn: false,
  publicUrl: null,
  kitUntil: null,
};
const states = (facts: SetUpFacts) => Object.fromEntries(setUpSteps(facts).map(({ id, is }) => [id, is]));

describe('upkeep/set-up/steps', () => {
  it('on a new desk nothing is done, and the first person is a beginning', () => {
    expect(setUpSteps(nothing).map(({ id }) => id)).toEqual([...stepIds]);
    expect(Object.entries(states(nothing)).filter(([, is]) => is !== 'open')).toEqual([['people', 'begun']]);
  });

  it('a step is done only by what the desk holds: gaps, drafts and open questions leave it begun', () => {
    const half = {
      ...nothing,
      rota: testFacts.rota,
      bodies: testFacts.bodies,
      services: testFacts.services,
      exercisesStarted: 1,
      kitUntil: '2026-11-29T00:00:00.000Z' as Instant,
    };
    expect(states(half)).toMatchObject({ rota: 'begun', directory: 'done', services: 'begun', exercise: 'begun', kit: 'begun' });
    const unchecked = { ...half, bodies: testFacts.bodies.map((one) => ({ ...one, confirmed: false })) };
    expect(states(unchecked)).toMatchObject({ directory: 'open' });
  });

  it('everything in place, everything is done', () => {
    const person = { name: 'a', telephone: '1' };
    const whole: SetUpFacts = {
      ...nothing,
      signIns: 2,
      logImports: 1,
      customers: 1,
      exercisesStarted: 1,
      exercisesEnded: 1,
      rota: { rosters: [{ name: { ja: 'a', en: 'a' }, required: true, stretches: [{ from: now, to: now, person }] }], reportUp: [] },
      bodies: testFacts.bodies,
      services: testFacts.services.filter(({ group }) => group !== 'undecided'),
      mailOut: true,
      mailIn: true,
      publicUrl: 'https://desk.example',
      kitUntil: '2026-12-09T00:00:00.000Z' as Instant,
    };
    expect(Object.values(states(whole)).filter((is) => is !== 'done')).toEqual([]);
  });
});
