// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../../case/case-id-param.ts';
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { CaseId } from '../../journal/stream.ts';
import { containmentProblem } from '../problems.ts';
import { endpoints } from './by-hand.contract.ts';
import { handMeasures, photograph, putBack, rowOf, takeByHand } from './by-hand.ts';
import type { ByHandDeps } from './by-hand.ts';
import { actorOf } from '../../edge/actor.ts';

const params = z.object({ caseId: caseIdParam });
const oneParams = z.object({ caseId: caseIdParam, measureId: z.string().max(50) });

/** What was done by hand stands under the name of whoever wrote it down: a machine's key writes none. */
export function byHandRoutes(deps: ByHandDeps): readonly RouteSpec[] {
  const reply = async (caseId: CaseId, measureId: string, status: 200 | 201) => {
    const found = (await handMeasures(deps, caseId))?.find((one) => one.measureId === measureId);
    if (found === undefined) return { problem: containmentProblem('containment.no-such-measure', { measureId }) };
    return { status, body: rowOf(found) } as const;
  };
  const noMachine = { problem: containmentProblem('containment.needs-a-person', {}) };
  return [
    route({
      ...endpoints.measures,
      summary: { ja: '手作業の措置（ケーブル・電源など）の一覧', en: 'Measures taken by hand (cable, power …)' },
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      handle: async (call) => ({
        status: 200,
        body: { measures: ((await handMeasures(deps, call.params.caseId)) ?? []).map((one) => rowOf(one)) },
      }),
    }),
    route({
      ...endpoints.take,
      summary: { ja: '手作業の措置を記録する', en: 'Write down a measure taken by hand' },
      access: mayWork,
      params,
      async handle(call) {
        if (call.who.machine) return noMachine;
        const done = await takeByHand(deps, call.params.caseId, actorOf(call.who), call.body);
        return done.ok ? reply(call.params.caseId, done.value, 201) : { problem: done.error };
      },
    }),
    route({
      ...endpoints.addPhotos,
      summary: { ja: '手作業の措置に写真を添える', en: 'Add photos to a measure taken by hand' },
      access: mayWork,
      params: oneParams,
      upload: { maxFiles: 10, maxBytes: 25_000_000 },
      async handle(call) {
        if (call.who.machine) return noMachine;
        const { caseId, measureId } = call.params;
        const done = await photograph(deps, caseId, actorOf(call.who), measureId, call.uploads);
        return done.ok ? reply(caseId, measureId, 201) : { problem: done.error };
      },
    }),
    route({
      ...endpoints.putBack,
      summary: { ja: '手作業の措置を元に戻したと記録する', en: 'Write down that a measure was put back' },
      access: mayWork,
      params: oneParams,
      async handle(call) {
        if (call.who.machine) return noMachine;
        const { caseId, measureId } = call.params;
        const done = await putBack(deps, caseId, actorOf(call.who), measureId, call.body);
        return done.ok ? reply(caseId, measureId, 200) : { problem: done.error };
      },
    }),
  ];
}
