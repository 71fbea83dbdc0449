// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRank } from './rank.ts';

const NOW = '2026-12-01T00:00:00.000Z';
const inHours = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString() as never;
const action = (id: string, order: number, by: number | null, kept?: true) => ({
  id,
  order,
  by: by === null ? null : inHours(by),
  kept,
});
const ranked = (all: readonly ReturnType<typeof action>[]) => all.toSorted(byRank(NOW)).map(({ id }) => id);

describe('case/next/rank', () => {
  it('brings a time that others keep forward as it comes near, and no time of our own', () => {
    const law = (hours: number) => action('law', 15, hours, true);
    const others = [action('page', 1, -5), action('plan', 8, -50), action('step', 20, -2)];

    expect(ranked([...others, law(200)])).toEqual(['page', 'plan', 'law', 'step']);
    expect(ranked([...others, law(60)])).toEqual(['page', 'law', 'plan', 'step']);
    expect(ranked([...others, law(20)])[0]).toBe('law');
    expect(ranked([...others, law(-20)])[0]).toBe('law');
  });

  it('puts the nearer of two such times first', () => {
    expect(ranked([action('later', 15, 20, true), action('sooner', 15, 2, true)])).toEqual(['sooner', 'later']);
  });

  it('is one order: whatever stands before what, it does so in every selection', () => {
    const any = fc.record({
      id: fc.uuid(),
      order: fc.integer({ min: 1, max: 40 }),
      by: fc.option(fc.integer({ min: -500, max: 500 }).map(inHours)),
      kept: fc.constantFrom(undefined, true as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 12 }), fc.integer(), (all, seed) => {
        const whole = ranked(all);
        const some = all.filter((_one, at) => ((seed >> (at % 30)) & 1) === 1);
        const of = ranked(some);
        return JSON.stringify(of) === JSON.stringify(whole.filter((id) => of.includes(id)));
      }),
    );
  });
});
