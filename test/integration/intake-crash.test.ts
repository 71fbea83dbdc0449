// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { proveSmtpCrash } from '../support/smtp-crash.ts';

/** The slice; the whole is `npm run prove:smtp-crash`. */
describe('integration/intake-crash', () => {
  it('has every acknowledged mail exactly once after kill -9', async () => {
    const proof = await proveSmtpCrash({ kills: 2, plant: false, postgresEvery: 2, say: () => undefined });
    expect(proof).toMatchObject({ lost: [], doubled: [], changed: [], faults: [], sound: true, ok: true });
  }, 300_000);

  it('would notice a desk that acknowledges before it records', async () => {
    const proof = await proveSmtpCrash({ kills: 3, plant: true, postgresEvery: 0, say: () => undefined });
    expect(proof.ok).toBe(false);
    expect(proof.lost.length).toBeGreaterThan(0);
  }, 300_000);
});
