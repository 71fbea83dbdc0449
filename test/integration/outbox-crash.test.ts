// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { crashTheGate } from '../support/outbox-crash.ts';
import { seededRandom } from '../support/random.ts';

/** `npm run prove:outbox` kills it a hundred times. */
describe('integration/outbox: kill -9 while mails are handed over', () => {
  it('loses nobody, and marks every double that it may have made, under the same Message-ID', async () => {
    const report = await crashTheGate(80, 6, seededRandom(7).next);
    expect(report).toMatchObject({ kills: 6, lost: [], unmarked: [], otherId: [], notHandedOver: [] });
  });
});
