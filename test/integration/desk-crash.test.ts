// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { proveDeskCrash } from '../support/desk-crash.ts';

/** The slice; the whole is `npm run prove:crash`. */
describe('integration/desk-crash', () => {
  it('has everything that was acknowledged after kill -9 of the desk, its database and another child', async () => {
    const proof = await proveDeskCrash({ kills: 3, seed: 1, plant: false, say: () => undefined });
    expect(proof).toMatchObject({ lost: [], doubled: [], standing: [], faults: [], ok: true });
  }, 400_000);

  it('would notice a note that is acknowledged before it is written', async () => {
    const proof = await proveDeskCrash({ kills: 4, seed: 2, plant: true, say: () => undefined });
    expect(proof.ok).toBe(false);
    expect(proof.lost.length).toBeGreaterThan(0);
  }, 400_000);
});
