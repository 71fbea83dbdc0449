// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../../case/case-id-param.ts';
import { z } from 'zod';
import { mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { actorOf } from '../../edge/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { applyPlan, confirmPlan, rollBackPlan } from '../apply/apply-plan.ts';
import { recordApplied } from '../apply/applied-by-hand.ts';
import type { ApplyDeps } from '../apply/apply-plan.ts';
import { indicatorList } from '../attack/list-reader.ts';
import { casePlan } from './case-plan.ts';
import { endpoints } from '../contract.ts';
import { containmentProblem } from '../problems.ts';
import { planParams, rowWire } from '../routes.ts';
import { makePlanForCase } from './make-for-case.ts';
import type { MakeDeps } from './make-for-case.ts';

export type DeskPlanDeps = MakeDeps & ApplyDeps & { readonly gateways: readonly string[] };

/** What a person does from the screen. Every one of them names the person; a machine's key does none but the making. */
export function deskPlanRoutes(deps: DeskPlanDeps): readonly RouteSpec[] {
  return [makeRoute(deps), applyRoute(deps), byHandRoute(deps), confirmRoute(deps), rollBackRoute(deps)];
}

function makeRoute(deps: DeskPlanDeps): RouteSpec {
  return route({
    ...endpoints.make,
    summary: {
      ja: '台帳と通信の記録から計画を作り、事案に載せる（何も変更しない）',
      en: 'Make a plan from inventory and traffic; changes nothing',
    },
    access: mayWork,
    params: z.object({ caseId: caseIdParam }),
    async handle({ params, body, who, apart }) {
      const made = await makePlanForCase(deps, params.caseId, actorOf(who), body, apart(indicatorList));
      if (!made.ok) return { problem: made.error };
      return { status: 201, body: { planId: made.value.planId, refused: made.value.refused.slice(0, 100).map((one) => ({ ...one })) } };
    },
  });
}

async function rowReply(deps: DeskPlanDeps, caseId: CaseId, planId: string, done: Result<unknown, Problem>) {
  if (!done.ok) return { problem: done.error };
  const found = await casePlan(deps, caseId, planId);
  return found.ok ? ({ status: 200, body: rowWire(found.value.row) } as const) : { problem: found.error };
}

function applyRoute(deps: DeskPlanDeps): RouteSpec {
  return route({
    ...endpoints.apply,
    summary: {
      ja: '承認された計画を適用する（確認がなければ自動で元に戻る）',
      en: 'Apply a released plan; it undoes itself unless confirmed',
    },
    access: mayWork,
    params: planParams,
    rateLimit: 10,
    async handle({ params, body, who }) {
      if (who.machine) return { problem: containmentProblem('containment.needs-a-person', {}) };
      if (!deps.gateways.includes(body.where))
        return {
          problem: containmentProblem('containment.unknown-choice', {
            what: 'MATOI_GATEWAYS',
            given: body.where,
            choices: deps.gateways.join(' '),
          }),
        };
      const [host = '', port = ''] = body.path.split(':');
      const path = host === '' ? null : { host, port: Number(port) };
      const { where, deadManSeconds } = body;
      const done = await applyPlan(deps, params.caseId, actorOf(who), { planId: params.planId, where, deadManSeconds, path });
      return rowReply(deps, params.caseId, params.planId, done);
    },
  });
}

function byHandRoute(deps: DeskPlanDeps): RouteSpec {
  return route({
    ...endpoints.appliedByHand,
    summary: {
      ja: '装置に手で入れた計画を、装置の表示とともに記録する',
      en: 'Record a plan put into a device by hand, with what the device shows',
    },
    access: mayWork,
    params: planParams,
    async handle({ params, body, who }) {
      if (who.machine) return { problem: containmentProblem('containment.needs-a-person', {}) };
      const done = await recordApplied(deps, params.caseId, actorOf(who), { planId: params.planId, ...body });
      return rowReply(deps, params.caseId, params.planId, done);
    },
  });
}

function confirmRoute(deps: DeskPlanDeps): RouteSpec {
  return route({
    ...endpoints.confirm,
    summary: { ja: '適用した計画を確認する（自動で元に戻さない）', en: 'Confirm a plan in force: it stays' },
    access: mayWork,
    params: planParams,
    async handle({ params, who }) {
      if (who.machine) return { problem: containmentProblem('containment.needs-a-person', {}) };
      return rowReply(deps, params.caseId, params.planId, await confirmPlan(deps, params.caseId, actorOf(who), params.planId));
    },
  });
}

function rollBackRoute(deps: DeskPlanDeps): RouteSpec {
  return route({
    ...endpoints.rollBack,
    summary: { ja: '適用した計画を元に戻す', en: 'Undo a plan in force' },
    access: mayWork,
    params: planParams,
    async handle({ params, body, who }) {
      if (who.machine) return { problem: containmentProblem('containment.needs-a-person', {}) };
      const done = await rollBackPlan(deps, params.caseId, actorOf(who), params.planId, body.reason);
      return rowReply(deps, params.caseId, params.planId, done);
    },
  });
}
