// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../../case/case-id-param.ts';
import { z } from 'zod';
import { mayRead, mayRelease, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { actorOf } from '../../edge/actor.ts';
import { containmentProblem } from '../problems.ts';
import { moveMeasure, proposeMeasures } from './account-measures.ts';
import type { AccountDeps } from './account-measures.ts';
import { endpoints } from './account.contract.ts';

const params = z.object({ caseId: caseIdParam });
const one = z.object({ caseId: caseIdParam, measureId: z.string().max(50) });

/** A key of an API is no person: it proposes nothing, releases nothing and confirms nothing here. */
export function accountRoutes(deps: AccountDeps): readonly RouteSpec[] {
  const listed = async (caseId: CaseId) => {
    const measures = (await deps.journal.view(caseId))?.parts.accounts.measures ?? [];
    return {
      status: 200,
      body: {
        measures: measures.map(({ object, commands, undo, reread, ...rest }) => ({
          ...rest,
          object: inertText(object),
          commands: [...commands],
          undo: [...undo],
          reread: [...reread],
        })),
      },
    } as const;
  };
  const reply = async (caseId: CaseId, done: Result<null, Problem>) => (done.ok ? listed(caseId) : { problem: done.error });
  const noMachine = { problem: containmentProblem('containment.needs-a-person', {}) };
  return [
    route({
      ...endpoints.accountMeasures,
      summary: { ja: 'アカウントへの措置の一覧', en: 'Measures about accounts' },
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      handle: async (call) => listed(call.params.caseId),
    }),
    route({
      ...endpoints.proposeMeasures,
      summary: {
        ja: 'アカウントへの措置を、手順・戻し方・影響とともに書く（何も変更しない）',
        en: 'Write measures with commands, undo and price; changes nothing',
      },
      access: mayWork,
      params,
      async handle({ params: { caseId }, body, who }) {
        if (who.machine) return noMachine;
        return reply(caseId, await proposeMeasures(deps, caseId, actorOf(who), body));
      },
    }),
    route({
      ...endpoints.releaseMeasure,
      summary: { ja: 'アカウントへの措置を、名前を付けて承認する', en: 'Release a measure, by name' },
      access: mayRelease.block,
      params: one,
      async handle({ params: { caseId, measureId }, body, who }) {
        if (who.machine) return noMachine;
        return reply(caseId, await moveMeasure(deps, caseId, actorOf(who), measureId, { do: 'release', reason: body.reason }));
      },
    }),
    route({
      ...endpoints.doneMeasure,
      summary: { ja: 'アカウントへの措置を実施したと記録する', en: 'Write down that a measure was carried out' },
      access: mayWork,
      params: one,
      async handle({ params: { caseId, measureId }, who }) {
        if (who.machine) return noMachine;
        return reply(caseId, await moveMeasure(deps, caseId, actorOf(who), measureId, { do: 'done' }));
      },
    }),
    route({
      ...endpoints.rereadMeasure,
      summary: { ja: '再確認の出力を貼り、効いているか判定する', en: 'Paste a re-read and have it judged' },
      access: mayWork,
      params: one,
      async handle({ params: { caseId, measureId }, body, who }) {
        if (who.machine) return noMachine;
        return reply(caseId, await moveMeasure(deps, caseId, actorOf(who), measureId, { do: 'reread', text: body.text }));
      },
    }),
    route({
      ...endpoints.undoMeasure,
      summary: { ja: 'アカウントへの措置を元に戻したと記録する', en: 'Write down that a measure was undone' },
      access: mayWork,
      params: one,
      async handle({ params: { caseId, measureId }, body, who }) {
        if (who.machine) return noMachine;
        return reply(caseId, await moveMeasure(deps, caseId, actorOf(who), measureId, { do: 'undo', reason: body.reason }));
      },
    }),
  ];
}
