// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../src/edge/role.ts';
import type { Role } from '../../src/edge/role.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Caller = {
  readonly name: string;
  readonly role: Role;
  readonly inside: boolean;
  readonly visitor: Visitor;
  readonly headers?: Record<string, string>;
};

const TITLES = { RED: '赤の件名zq', AMBER: '琥珀の件名zq' } as const;

describe('integration/closed-circle', () => {
  const held: { desk?: ServedDesk; callers: Caller[]; cases: Map<'RED' | 'AMBER', CaseId> } = { callers: [], cases: new Map() };
  const desk = () => held.desk as ServedDesk;
  const caller = (name: string) => held.callers.find((one) => one.name === name) as Caller;
  const red = () => held.cases.get('RED') as CaseId;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, trustedProxies: ['127.0.0.1'] });
    const owner = await signedIn(desk(), ['responder'], 'owner');
    held.callers.push({ name: 'owner', role: 'responder', inside: true, visitor: owner });
    for (const role of roles) held.callers.push({ name: role, role, inside: false, visitor: await signedIn(desk(), [role]) });
    const made = await caller('administrator').visitor.post('/api/v1/machine-keys', { name: 'reader', roles: ['responder'] });
    held.callers.push({
      name: 'machine',
      role: 'responder',
      inside: false,
      visitor: visitor(desk().url),
      headers: { 'x-api-key': (made.json as { key: string }).key },
    });
    for (const tlp of ['RED', 'AMBER'] as const) {
      const { caseId } = await desk().journal.write((writing) =>
        writing.openCase({ type: 'machine', name: 'test' }, () => [
          { kind: 'case.opened', body: { title: TITLES[tlp], reportId: null } },
          { kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp, reason: 'x' } },
          { kind: 'case.owner-named', body: { personId: owner.personId, name: 'owner' } },
        ]),
      );
      held.cases.set(tlp, caseId);
    }
  });
  afterAll(() => held.desk?.close());

  it('lets no role outside it through, on no address that names the case; inside and below RED the role alone counts', {
    timeout: 600_000,
  }, async () => {
    const deviations: string[] = [];
    const seen = { cells: 0, closed: 0 };
    const paths = desk().server.table.filter(
      ({ method, path }) => path.includes(':caseId') && method !== 'DELETE' && !/[/](break-glass|reads)$/.test(path),
    );
    for (const { method, path, access } of paths) {
      for (const one of held.callers) {
        for (const tlp of ['RED', 'AMBER'] as const) {
          const filled = path.replace(':caseId', held.cases.get(tlp) ?? '').replaceAll(/:[A-Za-z]+/g, 'nothing');
          const answer = await one.visitor.call(method, filled, method === 'GET' ? undefined : {}, {
            ...one.headers,
            // An address for each, so that no limit answers in place of the access.
            'x-forwarded-for': `192.0.2.${held.callers.indexOf(one) + 1}`,
          });
          const code = answer.status === 403 ? ((answer.json as { code?: string } | null)?.code ?? '') : '';
          const permitted = Array.isArray(access) && (access as readonly Role[]).includes(one.role);
          // What is wrong in the call itself (422) is said before the case is looked at, and says nothing of it.
          const wanted = !permitted ? 'not-permitted' : tlp === 'RED' && !one.inside ? 'journal.closed-circle' : 'open';
          const got = code === 'not-permitted' || code === 'journal.closed-circle' ? code : answer.status === 422 ? wanted : 'open';
          seen.cells += 1;
          seen.closed += Number(got === 'journal.closed-circle');
          if (got !== wanted) deviations.push(`${one.name} ${tlp} ${method} ${path}: ${got} (${answer.status}), not ${wanted}`);
          if (tlp === 'RED' && !one.inside && answer.text.includes(TITLES.RED))
            deviations.push(`${one.name} ${method} ${path} shows the title`);
        }
      }
    }

    expect(deviations).toEqual([]);
    expect(seen.cells).toBe(paths.length * held.callers.length * 2);
    expect(seen.closed).toBeGreaterThan(50);
    expect(desk().reported).toEqual([]);
  });

  it('is named in lists by its number alone, and found by no search from outside', async () => {
    const list = await caller('manager').visitor.get('/api/v1/cases');
    const found = await caller('manager').visitor.get(`/api/v1/cases?search=${encodeURIComponent('件名zq')}`);
    const own = await caller('owner').visitor.get(`/api/v1/cases?search=${encodeURIComponent('件名zq')}`);

    expect(list.text).toContain(red());
    expect(list.text).not.toContain(TITLES.RED);
    expect(list.text).toContain(TITLES.AMBER);
    expect(found.text).not.toContain(red());
    expect(own.text).toContain(TITLES.RED);
  });

  it('opens to a person with a reason, which is an entry that its people see; to no machine, and to no auditor', async () => {
    const open = (one: Caller, body: object) => one.visitor.post(`/api/v1/cases/${red()}/break-glass`, body, one.headers);

    expect((await open(caller('machine'), { reason: 'x' })).status).toBe(403);
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
