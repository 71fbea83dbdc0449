// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../kernel/result.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Actor } from '../journal/actor.ts';
import type { CaseId } from '../journal/stream.ts';
import { applyFiles } from './apply-script.ts';
import { casePlan, releasedPolicy } from './case-plan.ts';
import type { CasePlanDeps } from './case-plan.ts';
import type { OpenEnforcer } from './enforcer.port.ts';
import { inForceAt } from './in-force.ts';
import { containmentProblems } from './problems.ts';

export type ApplyDeps = CasePlanDeps & { readonly enforcer: OpenEnforcer; readonly hash: HashBytes };
export type ApplyRequest = {
  readonly planId: string;
  readonly where: string;
  readonly deadManSeconds: number;
  readonly path: { readonly host: string; readonly port: number } | null;
};

const folderOf = (caseId: CaseId, planId: string) => `${caseId}-${planId}`;

/**
 * Loads a released plan at a gateway, armed with its dead-man, and writes down that it is in force. A confirmed plan of the
 * same case is replaced in one transaction of the kernel; any other plan there stands in the way, because its own dead-man or
 * its own people would undo this one.
 */
export async function applyPlan(deps: ApplyDeps, caseId: CaseId, actor: Actor, request: ApplyRequest): Promise<Result<null, Problem>> {
  const released = await releasedPolicy(deps, caseId, request.planId);
  if (!released.ok) return released;
  const { policy, option, plan } = released.value;
  const before = await inForceAt(deps.journal, request.where);
  const inTheWay = before.find((one) => one.caseId !== caseId || one.planId === request.planId || !one.confirmed);
  if (inTheWay !== undefined)
    return err(containmentProblems.otherInForce({ where: request.where, case: inTheWay.caseId, planId: inTheWay.planId }));
  const { files, rules } = applyFiles(policy, { option, madeAt: plan.madeAt, deadManSeconds: request.deadManSeconds, path: request.path });
  const gateway = deps.enforcer(request.where, folderOf(caseId, request.planId));
  try {
    await gateway.put(files);
  } catch (error) {
    // Not one rule has been loaded yet: the gateway is as it was.
    return err(containmentProblems.applyFailed({ why: error instanceof Error ? error.message.slice(0, 300) : 'unknown' }));
  }
  const { code, output } = await gateway.run('matoi-apply.sh');
  if (code !== 0) {
    await deps.journal.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'containment.plan-rolled-back',
          body: { planId: request.planId, where: request.where, cause: 'failed', reason: output.slice(0, 2000) },
        },
      ],
    });
    return err(containmentProblems.applyFailed({ why: output.trim().slice(0, 300) }));
  }
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [
      ...before.map(({ planId }) => ({
        kind: 'containment.plan-rolled-back' as const,
        body: { planId, where: request.where, cause: 'person' as const, reason: `→ ${request.planId}` },
      })),
      {
        kind: 'containment.plan-applied',
        body: { planId: request.planId, option, where: request.where, rules: deps.hash(rules), deadManSeconds: request.deadManSeconds },
      },
    ],
  });
  return ok(null);
}

/** Confirms in time, or finds that it has already undone itself and writes that down. */
export async function confirmPlan(
  deps: ApplyDeps,
  caseId: CaseId,
  actor: Actor,
  planId: string,
): Promise<Result<'confirmed' | 'undone', Problem>> {
  const where = await whereApplied(deps, caseId, planId);
  if (!where.ok) return where;
  if (await foundUndone(deps, caseId, planId, where.value)) return ok('undone');
  const { code, output } = await deps.enforcer(where.value, folderOf(caseId, planId)).run('matoi-confirm.sh');
  if (code !== 0) return err(containmentProblems.applyFailed({ why: output.trim().slice(0, 300) }));
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [{ kind: 'containment.plan-confirmed', body: { planId, where: where.value } }],
  });
  return ok('confirmed');
}

/**
 * Looks whether a plan that waits for its confirmation has undone itself, and writes that down. `last`: its time is over, so
 * a gateway that does not say so yet is asked again later (the caller's task is tried anew).
 */
export async function lookAtGateway(deps: ApplyDeps, caseId: CaseId, planId: string, last: boolean): Promise<void> {
  const found = await casePlan(deps, caseId, planId);
  const applied = found.ok ? found.value.row.applied : null;
  if (applied === null || applied.undoneAt === null) return;
  if (await foundUndone(deps, caseId, planId, applied.where)) return;
  if (last) throw new Error(`${applied.where} does not say whether ${planId} has undone itself`);
}

async function foundUndone(deps: ApplyDeps, caseId: CaseId, planId: string, where: string): Promise<boolean> {
  const cause = await deps.enforcer(where, folderOf(caseId, planId)).undoneBecause();
  if (cause === null) return false;
  await deps.journal.append({
    stream: caseId,
    actor: { type: 'machine', name: 'containment dead-man' },
    drafts: [{ kind: 'containment.plan-rolled-back', body: { planId, where, cause, reason: '' } }],
  });
  return true;
}

export async function rollBackPlan(
  deps: ApplyDeps,
  caseId: CaseId,
  actor: Actor,
  planId: string,
  reason: string,
): Promise<Result<null, Problem>> {
  const where = await whereApplied(deps, caseId, planId);
  if (!where.ok) return where;
  const { code, output } = await deps.enforcer(where.value, folderOf(caseId, planId)).run('matoi-undo.sh');
  if (code !== 0) return err(containmentProblems.applyFailed({ why: output.trim().slice(0, 300) }));
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [{ kind: 'containment.plan-rolled-back', body: { planId, where: where.value, cause: 'person', reason } }],
  });
  return ok(null);
}

async function whereApplied(deps: CasePlanDeps, caseId: CaseId, planId: string): Promise<Result<string, Problem>> {
  const found = await casePlan(deps, caseId, planId);
  if (!found.ok) return found;
  return found.value.row.applied === null ? err(containmentProblems.notReleased({ planId })) : ok(found.value.row.applied.where);
}
