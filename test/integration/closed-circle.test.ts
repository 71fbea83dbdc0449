// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { openMatrix, titleOf, tlps, walkMatrix } from '../support/access-matrix.ts';
import type { Matrix, MatrixCaller } from '../support/access-matrix.ts';
import type { Visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

describe('integration/closed-circle', () => {
  const held: { desk?: ServedDesk; matrix?: Matrix } = {};
  const desk = () => held.desk as ServedDesk;
  const caller = (name: string) => held.matrix?.callers.find((one) => one.name === name) as MatrixCaller;
  const red = () => held.matrix?.cases.get('RED') as CaseId;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, trustedProxies: ['127.0.0.1'] });
    held.matrix = await openMatrix(desk());
  });
  afterAll(() => held.desk?.close());

  it('lets no role outside it through, on no address that names the case; inside and below RED the role alone counts', {
    timeout: 600_000,
  }, async () => {
    const { callers } = held.matrix as Matrix;
    const { routes, cells, closed, deviations } = await walkMatrix(desk(), held.matrix as Matrix);

    expect(deviations).toEqual([]);
    expect(cells).toBe(routes * callers.length * tlps.length);
    expect(closed).toBeGreaterThan(50);
    expect(desk().reported).toEqual([]);
  });

  it('is named in lists by its number alone, and found by no search from outside', async () => {
    const list = await caller('manager').visitor.get('/api/v1/cases');
    const found = await caller('manager').visitor.get(`/api/v1/cases?search=${encodeURIComponent('件名zq')}`);
    const own = await caller('owner').visitor.get(`/api/v1/cases?search=${encodeURIComponent('件名zq')}`);

    expect(list.text).toContain(red());
    expect(list.text).not.toContain(titleOf('RED'));
    expect(list.text).toContain(titleOf('AMBER'));
    expect(found.text).not.toContain(red());
    const next = await caller('manager').visitor.get('/api/v1/next');
    expect([next.status, next.text.includes(red()), next.text.includes(titleOf('RED'))]).toEqual([200, false, false]);
    expect(own.text).toContain(titleOf('RED'));
  });

  it('opens to a person with a reason, which is an entry that its people see; to no machine, and to no auditor', async () => {
    const open = (one: MatrixCaller, body: object) => one.visitor.post(`/api/v1/cases/${red()}/break-glass`, body, one.headers);

    expect((await open(caller('machine:responder'), { reason: 'x' })).status).toBe(403);
    expect((await open(caller('auditor'), { reason: 'x' })).status).toBe(403);
    expect((await open(caller('manager'), {})).status).toBe(422);
    expect((await open(caller('manager'), { reason: '担当者に連絡がつかない' })).status).toBe(204);

    expect((await caller('manager').visitor.get(`/api/v1/cases/${red()}`)).status).toBe(200);
    const { items } = (await caller('owner').visitor.get(`/api/v1/cases/${red()}/entries`)).json as {
      items: { kind: string; body: object; actor: object }[];
    };
    expect(items.at(-1)).toMatchObject({
      kind: 'case.glass-broken',
      actor: { name: 'manager' },
      body: { reason: '担当者に連絡がつかない' },
    });
  });

  it('is closed too where the case is named in the body: nobody becomes one of its people by doing something in it', async () => {
    const before = (await desk().journal.entries(red(), 0, 100)).length;
    const ask = { kind: 'requested', path: '/cgi-bin/x', since: null, until: null, caseId: red() };
    for (const name of ['manager', 'responder', 'machine:responder']) {
      const one = caller(name);
      const broken = name === 'manager';
      const answer = await one.visitor.post('/api/v1/hunt/claims', ask, one.headers);
      // The manager has broken the glass above, with a reason.
      expect([name, (answer.json as { code?: string } | null)?.code === 'journal.closed-circle']).toEqual([name, !broken]);
      if (!broken) expect((await one.visitor.get(`/api/v1/cases/${red()}`, one.headers)).status).toBe(403);
    }
    const added = (await desk().journal.entries(red(), 0, 100)).slice(before);
    expect(added.filter(({ actor }) => actor.name !== 'manager')).toEqual([]);
  });

  it('takes a machine’s key for no person: what somebody decides in their name is refused it, the rest is in the machine’s name', async () => {
    const amber = held.matrix?.cases.get('AMBER') as CaseId;
    const { visitor, headers } = caller('machine:responder');
    const ask = async (path: string, body: object) => {
      const { status, json } = await visitor.post(path, body, headers);
      return [status, (json as { code?: string } | null)?.code];
    };
    const waiver = { rule: 'tamperable', pathBytes: 'L3NydgAA', until: '2099-01-01T00:00:00Z', reason: 'x' };

    expect(await ask(`/api/v1/cases/${amber}/exposure/waivers`, waiver)).toEqual([403, 'exposure.needs-a-person']);
    expect(await ask('/api/v1/duty/pages/PG-0001/ack', {})).toEqual([403, 'page.needs-a-person']);
    const rows = [{ tenant: 'a', customerId: 'K1', customer: '甲社' }];
    expect(await ask(`/api/v1/cases/${amber}/exposure/customers`, { rows })).toEqual([201, undefined]);

    const entries = [...(await desk().journal.entries(amber, 0, 500)), ...(await desk().journal.entries(DESK, 0, 500))];
    expect(entries.filter(({ kind }) => kind === 'exposure.customers-mapped').map(({ actor }) => actor.type)).toEqual(['machine']);
    expect(entries.filter(({ actor }) => actor.type === 'person' && actor.id.startsWith('machine:'))).toEqual([]);
  });

  it('takes in whoever is given something to do', async () => {
    const responder = caller('responder');
    expect((await responder.visitor.get(`/api/v1/cases/${red()}`)).status).toBe(403);
    const personId = (responder.visitor as Visitor & { personId: string }).personId;
    const { seq } = (await caller('owner').visitor.get(`/api/v1/cases/${red()}`)).json as { seq: number };

    const given = await caller('owner').visitor.post(
      `/api/v1/cases/${red()}/entries`,
      { do: 'name-owner', personId },
      { 'if-match': `"${seq}"` },
    );

    expect(given.status).toBe(200);
    expect((await responder.visitor.get(`/api/v1/cases/${red()}`)).status).toBe(200);
  });
});
