// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { lookAtClock } from './clock-steps.ts';
import type { ClockKnown } from './clock-steps.ts';

const NOW = Date.parse('2026-11-30T02:00:00.000Z');

/** Looks one after the other: seconds of the counter, how far the clock is ahead of it, and the newest entry relative to the clock. */
function looks(...rows: readonly (readonly [counter: number, ahead: number, newest?: number])[]): readonly (string | null)[] {
  let known: ClockKnown | null = null;
  return rows.map(([counter, ahead, newest]) => {
    const wall = NOW + (counter + ahead) * 1000;
    const found = lookAtClock(known, { wall, counter: counter * 1000, newest: newest === undefined ? null : wall + newest * 1000 });
    known = found.known;
    return found.wrong?.en ?? null;
  });
}

describe('upkeep/trouble/clock-steps', () => {
  it('takes a clock that goes with the counter for well, however late a look comes', () => {
    expect(looks([0, 0], [2, 0], [600, 0.4], [602, -0.3])).toEqual([null, null, null, null]);
  });

  it('sees a step either way, and that it was taken back', () => {
    const [, forward, still, back, right] = looks([0, 0], [2, 3600], [4, 3600], [6, -60], [8, 0]);
    expect(forward).toContain('went forward by 1 h 0 min');
    expect(still).toBe(forward);
    expect(back).toBe('went back by 1 min 0 s');
    expect(right).toBeNull();
  });

  it('takes ten seconds for no step, and eleven for one', () => {
    expect(looks([0, 0], [2, 10])[1]).toBeNull();
    expect(looks([0, 0], [2, 11])[1]).toContain('11 s');
  });

  it('stops telling after an hour of a step whose end nobody can see', () => {
    expect(looks([0, 0], [2, 7200], [3601, 7200], [3603, 7200]).map((one) => one !== null)).toEqual([false, true, true, false]);
  });

  it('sees a clock that is behind the newest entry, at the first look too', () => {
    expect(looks([0, 0, 60])).toEqual([null]);
    expect(looks([0, 0, 61])).toEqual(['is 1 min 1 s behind the newest entry']);
    expect(looks([0, 0, 90_061])).toEqual(['is 1 d 1 h behind the newest entry']);
  });
});
