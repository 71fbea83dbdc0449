// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Person = Visitor & { readonly personId: string };
const held: { desk?: ServedDesk; ann?: Person; bob?: Person; admin?: Person } = {};
const desk = () => held.desk as ServedDesk;
const [ann, bob, admin] = [() => held.ann as Person, () => held.bob as Person, () => held.admin as Person];

beforeAll(async () => {
  held.desk = await serveDesk({ routes: routesOfEveryPart });
  held.admin = await signedIn(desk(), ['administrator'], 'admin');
  held.ann = await signedIn(desk(), ['responder'], 'ann');
  held.bob = await signedIn(desk(), ['auditor'], 'bob');
  const plan = {
    people: [{ id: 'ann', personId: ann().personId, name: 'Ann', mail: ['ann@example.jp'] }],
    rosters: [
      {
        id: 'night',
        name: { ja: '夜間', en: 'Night' },
        layers: [{ id: 'l', people: ['ann'], start: '2026-11-16T09:00', rotation: { unit: 'week' } }],
      },
    ],
    policies: [
      { id: 'call', name: { ja: '呼び出し', en: 'Call' }, groupSeconds: 0, steps: [{ afterMinutes: 0, targets: [{ roster: 'night' }] }] },
    ],
  };
  expect((await admin().call('PUT', '/api/v1/duty/plan', { plan })).status).toBe(200);
});
afterAll(() => held.desk?.close());

async function address(who: Visitor, of = 'roster:night', headers: Record<string, string> = {}): Promise<string> {
  const answer = await who.get(`/api/v1/duty/feeds/${of}`, headers);
  return answer.status === 200 ? new URL((answer.json as { url: string }).url).pathname : String(answer.status);
}

/** As a calendar program asks: without any sign-in. */
async function opens(path: string): Promise<number> {
  return (await visitor(desk().url).get(path)).status;
}

describe('integration/duty-feeds', () => {
  it('gives each person an address of their own, which opens that calendar alone', async () => {
    const [hers, his] = [await address(ann()), await address(bob())];

    expect(hers).not.toBe(his);
    expect([await opens(hers), await opens(his)]).toEqual([200, 200]);
    const calendar = await fetch(`${desk().url}${hers}`);
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(await calendar.text()).toContain('BEGIN:VEVENT');
    for (const forged of [
      hers.replace('roster:night', 'person:ann'),
      hers.replace(ann().personId, bob().personId),
      `${hers.slice(0, -1)}${hers.endsWith('A') ? 'B' : 'A'}`,
      `${hers}~`,
      hers.split('~').slice(0, 2).join('~'),
    ])
      expect([forged, await opens(forged)]).toEqual([forged, 403]);
  });

  it('ends every address of the person who withdraws theirs, and nobody else’s', async () => {
    const [roster, own, his] = [await address(ann()), await address(ann(), 'person:ann'), await address(bob())];

    expect((await ann().call('DELETE', '/api/v1/duty/feeds')).status).toBe(204);

    expect([await opens(roster), await opens(own), await opens(his)]).toEqual([403, 403, 200]);
    expect(await opens(await address(ann()))).toBe(200);
  });

  it('ends with the person who asked for it, and is given to no machine', async () => {
    const his = await address(bob());
    const made = await admin().post('/api/v1/machine-keys', { name: 'calendar', roles: ['responder'] });
    const key = { 'x-api-key': (made.json as { key: string }).key };

    expect((await admin().post(`/api/v1/people/${bob().personId}/leave`, { reason: '退職' })).status).toBe(200);

    expect(await opens(his)).toBe(403);
    expect(await address(visitor(desk().url), 'roster:night', key)).toBe('403');
  });
});
