// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayLead } from '../../edge/role.ts';
import type { Role } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { endpoints } from '../contract.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { correct } from './correct.ts';
import { answerWash, washOf } from './wash.ts';

const params = z.object({ runId: z.string().max(40) });
type Who = { readonly personId: string; readonly roles: readonly Role[] };

/** Routes over what follows an exercise: its hot wash and its corrective actions. */
export function afterRoutes(deps: RunDeps): readonly RouteSpec[] {
  const shown = async (runId: string, { personId, roles }: Who, done: Result<null, Problem> | null = null) => {
    if (done !== null && !done.ok) return { problem: done.error };
    const body = await washOf(deps, runId, { personId, leads: roles.some((role) => (mayLead as readonly Role[]).includes(role)) });
    return body === null ? { problem: runProblem('run.unknown', undefined, { runId }) } : ({ status: 200, body } as const);
  };
  return [
    route({
      ...endpoints.wash,
      summary: { ja: '訓練の振り返り（参加者と進行役）', en: 'The hot wash of an exercise, for who took part' },
      access: 'signed-in',
      params,
      handle: ({ params: { runId }, who }) => shown(runId, who),
    }),
    route({
      ...endpoints.answerWash,
      summary: { ja: '振り返りに答える', en: 'Answer the hot wash' },
      access: 'signed-in',
      params,
      async handle({ params: { runId }, body, who }) {
        return shown(runId, who, who.machine ? noMachine() : await answerWash(deps, runId, who, body.answers));
      },
    }),
    route({
      ...endpoints.correct,
      summary: { ja: '是正処置を作業にする（担当と期限）', en: 'Make a corrective action real work, with owner and time' },
      access: mayLead,
      params,
      async handle({ params: { runId }, body, who }) {
        return shown(runId, who, who.machine ? noMachine() : await correct(deps, runId, who, body));
      },
    }),
  ];
}

function noMachine(): Result<null, Problem> {
  return { ok: false, error: runProblem('run.needs-a-person') };
}
