// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttempts, waitAfter } from './attempts.ts';
import type { Attempts } from './attempts.ts';

const patience = { free: 5, first: 1000, most: 60_000, forget: 3_600_000 };

/** Fails once; the milliseconds to wait where the try was not let through. */
function fail(attempts: Attempts, key: string): number {
  const one = attempts.begin(key);
  return typeof one === 'number' ? one : 0;
}

describe('organisation/access/attempts', () => {
  it('lets five failures pass, then makes each further try wait twice as long, and never longer than the most', () => {
    const clock = { now: 1_000_000 };
    const attempts = createAttempts(patience, () => clock.now);
    const waits: number[] = [];
    for (let tries = 0; tries < 14; tries += 1) {
      const wait = fail(attempts, 'a');
      waits.push(wait);
      if (wait > 0) {
        clock.now += wait;
        expect(fail(attempts, 'a')).toBe(0);
      }
    }

    expect(waits).toEqual([0, 0, 0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('does not wait longer because somebody keeps knocking', () => {
    const clock = { now: 0 };
    const attempts = createAttempts(patience, () => clock.now);
    for (let tries = 0; tries < 5; tries += 1) fail(attempts, 'a');
    for (let knocks = 0; knocks < 1000; knocks += 1) expect(fail(attempts, 'a')).toBe(1000);

    clock.now = 1000;
    expect(fail(attempts, 'a')).toBe(0);
  });

  it('one name’s failures are not another’s, and a success forgets them', () => {
    const attempts = createAttempts(patience, () => 0);
    for (let tries = 0; tries < 4; tries += 1) fail(attempts, 'a');
    const right = attempts.begin('a');
    if (typeof right !== 'number') right.ok();

    for (let tries = 0; tries < 4; tries += 1) expect(fail(attempts, 'a')).toBe(0);
    expect(fail(attempts, 'b')).toBe(0);
  });

  it('a try that came to no verdict costs nothing', () => {
    const attempts = createAttempts(patience, () => 0);
    for (let tries = 0; tries < 50; tries += 1) {
      const one = attempts.begin('a');
      expect(typeof one).not.toBe('number');
      if (typeof one !== 'number') one.undo();
    }
  });

  it('the wait never passes the most, whatever the count', () => {
    fc.assert(
      fc.property(fc.nat(), (failed) => {
        const wait = waitAfter(patience, failed);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(patience.most);
        expect(waitAfter(patience, failed + 1)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});
