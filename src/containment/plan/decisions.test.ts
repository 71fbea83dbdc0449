// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { plants } from '../../../test/prove/containment/decisions/plants.ts';
import { proveDecisions } from '../../../test/prove/decisions.ts';

describe('containment/plan/decisions', () => {
  test('what the plans of twelve companies decide and say is what their configurations do', () => {
    const proof = proveDecisions(12, 70_001);
    expect([proof.options, proof.contradictions]).toEqual([60, []]);
  }, 60_000);

  test.each(Object.entries(plants))(
    '%s: found',
    (_, plant) => {
      // One plan after another, up to the sixty that `prove:decisions --plant` asks.
      const found = Array.from({ length: 60 }, (_each, at) => 5000 + at).some(
        (seed) => proveDecisions(1, seed, plant).contradictions.length > 0,
      );
      expect(found).toBe(true);
    },
    60_000,
  );
});
