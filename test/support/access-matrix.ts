// SPDX-License-Identifier: Apache-2.0
// Every route that names a case, asked by every kind of caller about a case of every TLP: who is let in is said by the route's
// roles and, for RED, by who belongs to the case. The rule is written here once more, apart from the desk's own.
import { roles } from '../../src/edge/role.ts';
import type { Role } from '../../src/edge/role.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Visitor } from './browser-like.ts';
import { visitor } from './browser-like.ts';
import { addPersonWithPassword, signedIn } from './role-visitors.ts';
import type { ServedDesk } from './served-desk.ts';

export type MatrixCaller = {
  readonly name: string;
  readonly role: Role | null;
  /** Belongs to the case: owns it, did something in it, or was given something to do. */
  readonly inside: boolean;
  readonly visitor: Visitor;
  readonly headers?: Record<string, string>;
};

export const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export type MatrixTlp = (typeof tlps)[number];
export const titleOf = (tlp: MatrixTlp) => `件名zq${tlp.toLowerCase().replace(/[^a-z]/g, '')}`;

export type Matrix = { readonly callers: readonly MatrixCaller[]; readonly cases: ReadonlyMap<MatrixTlp, CaseId> };

/** A case of each TLP with an owner, somebody who wrote in it and somebody who was given something to do; and everybody else. */
export async function openMatrix(desk: ServedDesk): Promise<Matrix> {
  const team = { owner: 'responder', writer: 'manager', helper: 'responder' } as const;
  const callers: MatrixCaller[] = [{ name: 'anonymous', role: null, inside: false, visitor: visitor(desk.url) }];
  const ids: Record<string, string> = {};
  for (const [name, role] of Object.entries(team)) {
    const one = await signedIn(desk, [role], name);
    ids[name] = one.personId;
    callers.push({ name, role, inside: true, visitor: one });
  }
  for (const role of roles) callers.push({ name: role, role, inside: false, visitor: await signedIn(desk, [role]) });
  const administrator = callers.find((one) => one.name === 'administrator')?.visitor;
  for (const role of ['responder', 'staff'] as const) {
    const made = await administrator?.post('/api/v1/machine-keys', { name: role, roles: [role] });
    const headers = { 'x-api-key': (made?.json as { key: string } | undefined)?.key ?? '' };
    callers.push({ name: `machine:${role}`, role, inside: false, visitor: visitor(desk.url), headers });
  }
  await addPersonWithPassword(desk, ['staff'], 'nobody-in-particular');
  const cases = new Map<MatrixTlp, CaseId>();
  const machine = { type: 'machine', name: 'test' } as const;
  for (const tlp of tlps) {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(machine, () => [
        { kind: 'case.opened', body: { title: titleOf(tlp), reportId: null } },
        { kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp, reason: 'x' } },
        { kind: 'case.owner-named', body: { personId: ids['owner'] ?? '', name: 'owner' } },
      ]),
    );
    const written = { noteId: `n-${tlp}`, text: 'x', happenedAt: null };
    await desk.journal.append({
      stream: caseId,
      actor: { type: 'person', id: ids['writer'] ?? '', name: 'writer' },
      drafts: [{ kind: 'case.noted', body: written }],
    });
    await desk.journal.append({
      stream: caseId,
      actor: machine,
      drafts: [{ kind: 'case.owner-named', body: { personId: ids['helper'] ?? '', name: 'helper' } }],
    });
    cases.set(tlp, caseId);
  }
  return { callers, cases };
}

export type MatrixFigures = {
  readonly routes: number;
  readonly cells: number;
  readonly closed: number;
  readonly refused: number;
  readonly deviations: readonly string[];
};

/** Routes that erase a case, and the two that somebody outside may ask on purpose, are tried elsewhere. */
const ELSEWHERE = /[/](?:break-glass|reads)$/;

export async function walkMatrix(desk: ServedDesk, { callers, cases }: Matrix): Promise<MatrixFigures> {
  const seen = { cells: 0, closed: 0, refused: 0 };
  const deviations: string[] = [];
  const routes = desk.server.table.filter(({ method, path }) => path.includes(':caseId') && method !== 'DELETE' && !ELSEWHERE.test(path));
  for (const { method, path, access } of routes)
    for (const [at, one] of callers.entries())
      for (const tlp of tlps) {
        const filled = path.replace(':caseId', cases.get(tlp) ?? '').replaceAll(/:[A-Za-z]+/g, 'nothing');
        const answer = await one.visitor.call(method, filled, method === 'GET' ? undefined : {}, {
          ...one.headers,
          // An address for each, so that no limit answers in place of the access.
          'x-forwarded-for': `192.0.2.${at + 1}`,
        });
        const isPublic = access === 'public';
        const permitted = isPublic || access === 'signed-in' || (one.role !== null && access.includes(one.role));
        const wanted = isPublic
          ? 'open'
          : one.role === null
            ? 'not-signed-in'
            : !permitted
              ? 'not-permitted'
              : tlp === 'RED' && !one.inside
                ? 'journal.closed-circle'
                : 'open';
        const code = answer.status === 401 || answer.status === 403 ? ((answer.json as { code?: string } | null)?.code ?? '') : '';
        const said = ['not-signed-in', 'not-permitted', 'journal.closed-circle'].includes(code) ? code : 'open';
        // What is wrong in the call itself (422) is said before the case is looked at, and says nothing of it.
        const got = said === 'open' && answer.status === 422 && wanted === 'journal.closed-circle' ? wanted : said;
        seen.cells += 1;
        seen.closed += Number(got === 'journal.closed-circle');
        seen.refused += Number(got.startsWith('not-'));
        if (got !== wanted) deviations.push(`${one.name} ${tlp} ${method} ${path}: ${got} (${answer.status}), not ${wanted}`);
        const mayKnow = one.role !== null && one.role !== 'staff' && (tlp !== 'RED' || one.inside);
        if (!mayKnow && answer.text.includes(titleOf(tlp))) deviations.push(`${one.name} ${tlp} ${method} ${path} shows the title`);
      }
  return { routes: routes.length, ...seen, deviations };
}
