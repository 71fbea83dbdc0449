// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { planSchema } from '../rota/plan.ts';
import { openRota } from '../rota/roster.ts';
import { effectOf, stretchAt, withSwap } from './swap-two.ts';

const holidays = holidayBook();
const fixture = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));
const rosters = fixture.rosters.filter(({ id }) => id === 'primary');
const plan = { ...fixture, rosters, absences: [], overrides: [], swaps: [] };
const rota = openRota(plan, holidays);
const now = Date.parse('2026-11-21T05:05:00.000Z');
const HOUR = 3_600_000;

describe('duty/swap', () => {
  it('gives exactly two duties to the other person, and moves nobody else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 }), fc.integer({ min: 0, max: 60 * 24 }), (one, other) => {
        const asked = { roster: 'primary', first: now + one * HOUR, second: now + other * HOUR };
        const swapped = withSwap(rota, plan, asked, now, '');
        if (typeof swapped === 'string') {
          expect(stretchAt(rota, 'primary', asked.first, now)?.person).toBe(stretchAt(rota, 'primary', asked.second, now)?.person);
          return;
        }
        const [first, second] = swapped.duties;
        const after = openRota(swapped.plan, holidays);
        const { moves, carries } = effectOf(rota, after, asked, swapped.duties, now);
        for (const { from, to, before, after: then } of moves) {
          const [was, is] = Date.parse(from) >= first.from && Date.parse(to) <= first.to ? [first, second] : [second, first];
          expect([before, then]).toEqual([was.person, is.person]);
        }
        const moved = moves.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
        expect(moved).toBe(first.to - first.from + second.to - second.from);
        const [a, b] = carries;
        expect(a?.hours.after).toBeCloseTo((a?.hours.before ?? 0) - (first.to - first.from) / HOUR + (second.to - second.from) / HOUR, 0);
        expect((a?.hours.before ?? 0) + (b?.hours.before ?? 0)).toBeCloseTo((a?.hours.after ?? 0) + (b?.hours.after ?? 0), 0);
      }),
      { numRuns: 25 },
    );
  });

  it('swaps no duty that is over, and of one that runs only what is left', () => {
    const running = stretchAt(rota, 'primary', now, now);
    expect(running?.from).toBe(now);
    expect(stretchAt(rota, 'primary', now - 30 * 24 * HOUR, now)).toBeNull();
    expect(withSwap(rota, plan, { roster: 'primary', first: now, second: now }, now, '')).toBe('same-person');
    expect(withSwap(rota, plan, { roster: 'none', first: now, second: now }, now, '')).toBe('no-duty');
  });

  it('swaps the same two duties back again', () => {
    const other = [...Array(60).keys()]
      .map((day) => now + day * 24 * HOUR)
      .find((at) => {
        const [mine, theirs] = [stretchAt(rota, 'primary', now, now), stretchAt(rota, 'primary', at, now)];
        return theirs !== null && mine?.person !== theirs.person;
      });
    const asked = { roster: 'primary', first: now, second: other ?? now };
    const once = withSwap(rota, plan, asked, now, '');
    if (typeof once === 'string') throw new Error(once);
    const swapped = openRota(once.plan, holidays);
    const twice = withSwap(swapped, once.plan, asked, now, '');
    if (typeof twice === 'string') throw new Error(twice);
    const ids = twice.plan.overrides.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    for (const { from, person } of once.duties) expect(openRota(twice.plan, holidays).at('primary', from).person).toBe(person);
  });
});
