// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';

const MOST = 20;

describe('integration/person-limits', () => {
  it('counts the reads and the writes of each person apart: whose reads are used up still writes, and others read', async () => {
    const desk = await serveDesk({ limits: { perMinute: MOST } });
    try {
      const [ann, bob] = [await signedIn(desk, ['responder'], 'ann'), await signedIn(desk, ['responder'], 'bob')];
      // The first request with a session counts for the address: whose it is, is known afterwards.
      for (const one of [ann, bob]) await one.get('/api/v1/session');
      const read: number[] = [];
      for (let at = 0; at <= MOST; at += 1) read.push((await ann.get('/api/v1/session')).status);

      expect(read.filter((status) => status === 200).length).toBe(MOST);
      expect(read.at(-1)).toBe(429);
      expect((await ann.call('PATCH', '/api/v1/session', { lang: 'en' })).status).not.toBe(429);
      expect((await bob.get('/api/v1/session')).status).toBe(200);
    } finally {
      await desk.close();
    }
  });
});
