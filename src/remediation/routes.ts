// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { actorOf } from '../edge/actor.ts';
import { MANY } from '../journal/store.port.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import { boardOf } from './board.ts';
import { toCacao } from './cacao.ts';
import { endpoints } from './contract.ts';
import { direct } from './direct.ts';
import type { DirectDeps } from './direct.ts';
import { dueWork } from './due-work.ts';
import { allMeasures, caseMeasures } from './read-measures.ts';
import { refusedProblem } from './problems.ts';
import { noCase } from '../case/problems.ts';

export type BoardRouteDeps = DirectDeps & { readonly journal: Journal; readonly hash: HashBytes };

const caseParams = z.object({ caseId: z.string().max(40) });

/** Routes over the board, due work, playbooks and measures. */
export function boardRoutes(deps: BoardRouteDeps): readonly RouteSpec[] {
  const board = async (text: string) => {
    const caseId = parseCaseId(text);
    const view = caseId === null ? null : await deps.journal.view(caseId);
    return view === null
      ? { problem: noCase(text) }
      : ({ status: 200, body: boardOf(view, deps.clock.now()), etag: String(view.seq) } as const);
  };
  return [
    route({
      ...endpoints.board,
      summary: { ja: '作業表', en: 'Remediation board' },
      access: mayRead,
      params: caseParams,
      reads: (params) => params.caseId,
      handle: ({ params }) => board(params.caseId),
    }),
    route({
      ...endpoints.order,
      summary: { ja: '作業表への指示', en: 'An order to the board' },
      access: mayWork,
      params: caseParams,
      async handle({ params, body, who, ifMatch }) {
        const done = await direct(deps, params.caseId as CaseId, actorOf(who), body, ifMatch === null ? undefined : Number(ifMatch));
        return done.ok ? board(params.caseId) : { problem: done.error };
      },
    }),
    route({
      ...endpoints.dueWork,
      summary: { ja: '期限のある作業（全事案、近い順）', en: 'Work with a time to keep, over all open cases' },
      access: mayRead,
      reads: () => MANY,
      handle: async () => ({ status: 200, body: await dueWork(deps.journal, deps.clock.now()) }),
    }),
    route({
      ...endpoints.playbooks,
      summary: { ja: '手順書', en: 'Playbooks' },
      access: mayRead,
      handle: async () => ({ status: 200, body: { playbooks: [...deps.playbooks] } }),
    }),
    route({
      ...endpoints.cacao,
      summary: { ja: '手順書を CACAO 2.0 で', en: 'A playbook as CACAO 2.0' },
      access: mayRead,
      params: z.object({ id: z.string().max(60) }),
      async handle({ params, lang }) {
        const playbook = deps.playbooks.find((one) => one.id === params.id);
        if (playbook === undefined) return { problem: refusedProblem('no-playbook', params.id) };
        return { status: 200, body: { ...toCacao(playbook, lang, deps.hash, deps.clock.now()) } };
      },
    }),
    route({
      ...endpoints.caseMeasures,
      summary: { ja: '事案の所要時間（記録だけから）', en: 'Times of a case, from the journal alone' },
      access: mayRead,
      params: caseParams,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const caseId = parseCaseId(params.caseId);
        const found = caseId === null ? null : await caseMeasures(deps.journal, caseId);
        return found === null ? { problem: noCase(params.caseId) } : { status: 200, body: { ...found } };
      },
    }),
    route({
      ...endpoints.measures,
      summary: { ja: '全事案の所要時間', en: 'Times over all cases' },
      access: mayRead,
      reads: () => MANY,
      handle: async () => ({ status: 200, body: await allMeasures(deps.journal) }),
    }),
  ];
}
