// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { fuzzApi, openFuzzDesk } from '../support/api-fuzz.ts';
import { plants } from '../support/api-plants.ts';

/** `npm run prove:api-fuzz` asks twelve thousand; here each route is asked about once. */
const SLICE = 400;

describe('integration/api-fuzz', () => {
  it('answers requests invented from its own API page without a fault, an open door or a word of a case that is not the caller’s', {
    timeout: 300_000,
  }, async () => {
    const fuzz = await openFuzzDesk();
    try {
      const figures = await fuzzApi(fuzz, { requests: SLICE, seed: 1 });

      expect(figures.faults).toEqual([]);
      expect(figures.routes).toBe(fuzz.desk.server.table.length - 1);
      expect(figures.refusedByRole).toBeGreaterThan(20);
      expect(figures.refusedByCircle).toBeGreaterThan(3);
      expect(figures.answered).toBeGreaterThan(50);
    } finally {
      await fuzz.desk.close();
    }
  });

  it('would notice routes that let in everybody who is signed in', { timeout: 300_000 }, async () => {
    const fuzz = await openFuzzDesk(plants['role-open']);
    try {
      expect((await fuzzApi(fuzz, { requests: SLICE, seed: 1, mostFaults: 1 })).faults.join('\n')).toContain('is not let in');
    } finally {
      await fuzz.desk.close();
    }
  });
});
