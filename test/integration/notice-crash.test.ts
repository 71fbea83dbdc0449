// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { crashTheNotice } from '../support/notice-crash.ts';
import { seededRandom } from '../support/random.ts';

/** `npm run prove:notify-crash` kills it fifty times over ten thousand recipients. */
describe('integration/notice-crash: kill -9 while a notice is being sent', () => {
  it('loses nobody, and lists everyone who may have it twice, under the same Message-ID', async () => {
    const proof = await crashTheNotice({ recipients: 40, kills: 2, connections: 4, random: seededRandom(7).next });
    expect(proof).toMatchObject({ kills: 2, lost: [], unlisted: [], otherId: [], open: [], ok: true });
  });
});
