// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import { containmentOptions } from '../../case/entry/containment.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { ContainmentPlan } from '../../case/fold/views/containment-view.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import { readPlan } from '../plan/plan-file.ts';
import { policyOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { containmentProblem } from '../problems.ts';
import type { Policy } from '../policy/rule.ts';

export type CasePlanDeps = { readonly journal: Journal; readonly blobs: BlobStore };
type OptionId = ContainmentPlan['recommended'];

/** A plan of a case by its number; the blob it was proposed with. */
export async function casePlan(
  deps: CasePlanDeps,
  caseId: CaseId,
  planId: string,
): Promise<Result<{ plan: Plan; row: ContainmentPlan }, Problem>> {
  const view = await deps.journal.view(caseId);
  const row = view?.parts.containment.plans.find((one) => one.planId === planId);
  const digest = row === undefined ? null : parseSha256(row.plan);
  const bytes = digest === null ? null : await deps.blobs.get(digest);
  if (row === undefined || bytes === null) return err(containmentProblem('containment.no-such-plan', { planId }));
  const plan = readPlan(new TextDecoder().decode(bytes));
  return plan.ok ? ok({ plan: plan.value, row }) : err(containmentProblem('containment.not-a-plan', { file: planId, why: plan.error }));
}

/** Keeps the plan as a blob and says so in the case. Proposing changes nothing anywhere. */
export async function proposePlan(deps: CasePlanDeps, caseId: CaseId, actor: Actor, plan: Plan): Promise<string> {
  const digest = await deps.blobs.put(new TextEncoder().encode(canonicalJson(plan)));
  return deps.journal.write(async (writing) => {
    const planId = `K-${await writing.nextNumber(`containment/${caseId}`)}`;
    await writing.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'containment.plan-proposed',
          body: {
            planId,
            plan: digest,
            recommended: plan.recommended.id,
            options: [...plan.options, plan.recommended].map((option) => ({
              id: option.id,
              coverage: option.coverage,
              residual: option.residual.total,
              overBudget: option.residual.overBudget,
              loss: option.loss,
              ruleCount: option.ruleCount,
              servicesKept: option.kept.filter((row) => row.priority !== null).length,
              servicesStopped: option.stopped.filter((row) => row.priority !== null && row.because === 'rule').length,
              isolated: option.isolated.length,
            })),
            attackFlows: plan.inputs.attackFlows,
            suspects: plan.inputs.suspects,
            days: plan.inputs.days,
            limits: [...new Set(plan.recommended.residual.reasons.filter((one) => one.kind === 'limit').map((one) => one.code))],
            notStoppable: plan.notStoppable.length,
          },
        },
      ],
    });
    return planId;
  });
}

/** Only a person releases, and only an option that the plan has. */
export async function releasePlan(
  deps: CasePlanDeps,
  caseId: CaseId,
  actor: Actor,
  request: { planId: string; option: OptionId; reason: string },
): Promise<Result<null, Problem>> {
  if (!isNamedPerson(actor)) return err(containmentProblem('containment.not-released', { planId: request.planId }));
  const found = await casePlan(deps, caseId, request.planId);
  if (!found.ok) return found;
  if (policyOf(found.value.plan, request.option) === null)
    return err(
      containmentProblem('containment.unknown-choice', {
        what: 'option',
        given: request.option,
        choices: found.value.plan.options.map((one) => one.id).join(' '),
      }),
    );
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'containment.plan-released', body: request }] });
  return ok(null);
}

/** What may be applied: the option that a person released, and nothing else. Rolling back takes the release with it. */
export async function releasedPolicy(
  deps: CasePlanDeps,
  caseId: CaseId,
  planId: string,
): Promise<Result<{ policy: Policy; option: OptionId; plan: Plan }, Problem>> {
  const found = await casePlan(deps, caseId, planId);
  if (!found.ok) return found;
  const { plan, row } = found.value;
  const policy = row.released === null || row.rolledBack !== null ? null : policyOf(plan, row.released.option);
  if (row.released === null || policy === null) return err(containmentProblem('containment.not-released', { planId }));
  return ok({ policy, option: row.released.option, plan });
}

/** What the laboratory found about one option of a plan, differences included. */
export async function recordVerified(
  deps: CasePlanDeps,
  caseId: CaseId,
  actor: Actor,
  found: { planId: string; option: string; probes: number; differences: number },
): Promise<void> {
  const option = containmentOptions.find((one) => one === found.option);
  if (option === undefined) throw new Error(`no such option: ${found.option}`);
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [{ kind: 'containment.plan-verified', body: { ...found, option, how: 'laboratory' } }],
  });
}
