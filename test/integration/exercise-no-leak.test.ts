// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { leakPlants, proveNoLeak } from '../support/leak-proof.ts';
import type { LeakPlant } from '../support/leak-proof.ts';

describe('integration/exercise-no-leak', () => {
  it('nothing of an exercise leaves but marked mail to its roster, and all that is real leaves unmarked (slice of prove:no-leak)', async () => {
    const { done, seen, faults } = await proveNoLeak({ actions: 250, seed: 5 });
    expect(faults).toEqual([]);
    expect([Object.keys(done).length, seen.drill > 20, seen.real > 60]).toEqual([10, true, true]);
  });

  it.each<LeakPlant>(['anybody', 'counted'])('would notice: %s', async (plant) => {
    expect(Object.keys(leakPlants)).toContain(plant);
    const { faults } = await proveNoLeak({ actions: 150, seed: 6 }, plant);
    expect(faults).not.toEqual([]);
  });
});
