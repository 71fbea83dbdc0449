// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../case/case-id-param.ts';
import { z } from 'zod';
import type { Clock } from '../kernel/instant.ts';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import type { ContainmentPlan } from '../case/fold/views/containment-view.ts';
import { casePlan, proposePlan, releasePlan } from './case/case-plan.ts';
import type { CasePlanDeps } from './case/case-plan.ts';
import { endpoints, explanationSchema, planSchema, renderedSchema } from './contract.ts';
import type { PlanRow } from './contract.ts';
import { explain } from './plan/explain.ts';
import { readPlan } from './plan/plan-file.ts';
import { policyOf } from './plan/plan.ts';
import { containmentProblem } from './problems.ts';
import { render } from './render/render.ts';
import { targets } from './render/target.ts';

const caseParams = z.object({ caseId: caseIdParam });
export const planParams = z.object({ caseId: caseIdParam, planId: z.string().max(50) });
/** A plan over 100,000 computers and 12,000 attack flows has 13 million bytes. */
const MOST_PLAN_BYTES = 64_000_000;

/** A plan of a case as lists show it. */
export function rowWire(plan: ContainmentPlan): PlanRow {
  const { planId, plan: digest, recommended, options, proposedAt, released, applied, verified, rolledBack } = plan;
  return { planId, plan: digest, recommended, options: [...options], proposedAt, released, applied, verified, rolledBack };
}

export type PlanRouteDeps = CasePlanDeps & { readonly clock: Clock; readonly gateways: readonly string[] };

/** Routes over the plans of a case; what applies them is in case/case.routes.ts. */
export function containmentRoutes(deps: PlanRouteDeps): readonly RouteSpec[] {
  return [listRoute(deps), proposeRoute(deps), planRoute(deps), releaseRoute(deps), renderRoute(deps), explainRoute(deps)];
}

function listRoute(deps: PlanRouteDeps): RouteSpec {
  return route({
    ...endpoints.plans,
    summary: { ja: '事案の封じ込め計画の一覧', en: 'Containment plans of a case' },
    access: mayRead,
    params: caseParams,
    reads: ({ caseId }) => caseId,
    async handle({ params }) {
      const view = await deps.journal.view(params.caseId);
      const plans = (view?.parts.containment.plans ?? []).map((plan) => rowWire(plan));
      return { status: 200, body: { now: deps.clock.now(), plans, gateways: [...deps.gateways] } };
    },
  });
}

function proposeRoute(deps: CasePlanDeps): RouteSpec {
  return route({
    ...endpoints.propose,
    summary: { ja: '封じ込めの案を事案に載せる（何も変更しない）', en: 'Propose a containment plan (changes nothing anywhere)' },
    access: mayWork,
    params: caseParams,
    bodyBytes: MOST_PLAN_BYTES,
    async handle({ params, body, who }) {
      const plan = readPlan(JSON.stringify(body));
      if (!plan.ok) return { problem: containmentProblem('containment.not-a-plan', { file: 'body', why: plan.error }) };
      return { status: 201, body: { planId: await proposePlan(deps, params.caseId, actorOf(who), plan.value) } };
    },
  });
}

function planRoute(deps: CasePlanDeps): RouteSpec {
  return route({
    ...endpoints.plan,
    summary: { ja: '封じ込め計画（選択肢・境界線・理由）', en: 'A containment plan: options, front, reasons' },
    access: mayRead,
    params: planParams,
    reads: ({ caseId }) => caseId,
    async handle({ params }) {
      const found = await casePlan(deps, params.caseId, params.planId);
      if (!found.ok) return { problem: found.error };
      return { status: 200, body: planSchema.parse(found.value.plan), etag: found.value.row.plan };
    },
  });
}

function releaseRoute(deps: CasePlanDeps): RouteSpec {
  return route({
    ...endpoints.release,
    summary: { ja: '封じ込めの選択肢を、名前を付けて承認する', en: 'Release an option of a plan, by name' },
    access: mayRelease.block,
    params: planParams,
    async handle({ params, body, who }) {
      const released = await releasePlan(deps, params.caseId, actorOf(who), { planId: params.planId, ...body });
      if (!released.ok) return { problem: released.error };
      const found = await casePlan(deps, params.caseId, params.planId);
      return found.ok ? { status: 200, body: rowWire(found.value.row) } : { problem: found.error };
    },
  });
}

const choice = z.object({ option: z.string().max(50).optional() });

function renderRoute(deps: CasePlanDeps): RouteSpec {
  return route({
    ...endpoints.render,
    summary: { ja: '計画を装置の設定として書き出す', en: 'A plan as device configuration' },
    access: mayRead,
    params: planParams,
    query: choice.extend({ target: z.enum(targets), expires: z.iso.date().optional() }),
    reads: ({ caseId }) => caseId,
    async handle({ params, query }) {
      const found = await casePlan(deps, params.caseId, params.planId);
      if (!found.ok) return { problem: found.error };
      const { plan } = found.value;
      const option = query.option ?? plan.recommended.id;
      const policy = policyOf(plan, option);
      if (policy === null)
        return {
          problem: containmentProblem('containment.unknown-choice', {
            what: 'option',
            given: option,
            choices: plan.options.map((one) => one.id).join(' '),
          }),
        };
      const context = { madeAt: plan.madeAt, option, caseNumber: params.caseId, expires: query.expires ?? null };
      return { status: 200, body: renderedSchema.parse(render(policy, query.target, context)) };
    },
  });
}

function explainRoute(deps: CasePlanDeps): RouteSpec {
  return route({
    ...endpoints.explanation,
    summary: { ja: '計画の説明文（社外・職員・経営）', en: 'The plan explained: public, staff, executives' },
    access: mayRead,
    params: planParams,
    query: choice,
    reads: ({ caseId }) => caseId,
    async handle({ params, query }) {
      const found = await casePlan(deps, params.caseId, params.planId);
      if (!found.ok) return { problem: found.error };
      const option = query.option ?? found.value.plan.recommended.id;
      if (policyOf(found.value.plan, option) === null)
        return {
          problem: containmentProblem('containment.unknown-choice', {
            what: 'option',
            given: option,
            choices: found.value.plan.options.map((one) => one.id).join(' '),
          }),
        };
      return { status: 200, body: explanationSchema.parse(explain(found.value.plan, option)) };
    },
  });
}
