// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headlong, proveCanary } from '../support/canary-proof.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

/** `npm run prove:canary` does it with ten thousand. */
describe('integration/notice-canary: a relay that cuts off above ten percent', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.close());
  const size = { recipients: 70, share: 0.14, days: 4, seed: 2 };

  it('is never given cause to, and nobody is lost', async () => {
    const proof = await proveCanary(desk, size);
    expect(proof).toMatchObject({ recipients: 70, dead: 10, cutOff: false, lost: [], ok: true });
    expect(proof.told).toBeGreaterThan(40);
  });

  it('is found out where all leave at once', async () => {
    expect(await proveCanary(desk, { ...size, days: 2 }, headlong)).toMatchObject({ cutOff: true, ok: false });
  });
});
