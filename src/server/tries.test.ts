// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTries } from './tries.ts';
import type { Tries } from './tries.ts';

/** The try, or null where it must wait. */
function begun(tries: Tries, key: string) {
  const one = tries.begin(key);
  return typeof one === 'number' ? null : one;
}

describe('server/tries', () => {
  it('stops an address after its failures, and lets it go on when the window is over', () => {
    const clock = { now: 0 };
    const tries = createTries(3, 60_000, () => clock.now);
    for (let done = 0; done < 3; done += 1) begun(tries, 'a')?.end(true);

    expect(tries.begin('a')).toBe(60_000);
    expect(begun(tries, 'b')).not.toBeNull();
    clock.now = 60_001;
    expect(begun(tries, 'a')).not.toBeNull();
  });

  it('counts what is under way, so that many at once are no way around', () => {
    const tries = createTries(3, 60_000, () => 0);
    const open = [begun(tries, 'a'), begun(tries, 'a'), begun(tries, 'a')];

    expect(open).not.toContain(null);
    expect(begun(tries, 'a')).toBeNull();
    open[0]?.end(false);
    expect(begun(tries, 'a')).not.toBeNull();
  });

  it('a success costs nothing, and never does an address get more failures than it has', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (outcomes, most) => {
        const tries = createTries(most, 60_000, () => 0);
        let failed = 0;
        for (const isFailure of outcomes) {
          const one = begun(tries, 'a');
          expect(one === null).toBe(failed >= most);
          one?.end(isFailure);
          if (one !== null && isFailure) failed += 1;
        }
        expect(failed).toBeLessThanOrEqual(most);
      }),
    );
  });
});
