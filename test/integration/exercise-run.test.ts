// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { proveExercise } from '../support/exercise-proof.ts';

describe('integration/exercise-run', () => {
  it('six hours at 60x with pauses and kill -9: each inject exactly once, in the order and at the times of 1x', async () => {
    const proof = await proveExercise({ hours: 6, injects: 40, hurry: 200, seed: 7 });
    expect(proof.faults).toEqual([]);
    expect([proof.pauses, proof.kills, proof.conditional >= 30, proof.settled >= 38]).toEqual([3, 3, true, true]);
  });
});
