// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { ContainmentPlan } from '../../case/fold/views/containment-view.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import { parseAddress } from '../../common/address/ip-range.ts';
import { applyFiles, PUT_BACK, saidByApply, TOO_LATE, undoFiles } from './apply-script.ts';
import { casePlan, releasedPolicy } from '../case/case-plan.ts';
import type { CasePlanDeps } from '../case/case-plan.ts';
import type { OpenEnforcer } from './enforcer.port.ts';
import { gatewayReaches } from './gateway-reach.ts';
import { inForceAt } from '../case/in-force.ts';
import { policyOf } from '../plan/plan.ts';
import { containmentProblem } from '../problems.ts';
import { journalProblem } from '../../journal/problems.ts';

export type ApplyDeps = CasePlanDeps & { readonly enforcer: OpenEnforcer; readonly hash: HashBytes; readonly passing: Passing };
export type ApplyRequest = {
  readonly planId: string;
  readonly where: string;
  readonly deadManSeconds: number;
  /** Why nothing is to undo it by itself; wanted where `deadManSeconds` is 0. */
  readonly noDeadManBecause?: string;
  readonly path: { readonly host: string; readonly port: number } | null;
};

/** `sessions`: whether what was open before was ended; null where the gateway did not say. */
export type Done = { readonly sessions: { readonly ended: boolean; readonly why: string } | null };

type Applied = NonNullable<ContainmentPlan['applied']>;
type OptionId = Applied['option'];

/** Name of the folder on a gateway in which a plan's rule sets are kept. */
export const folderOf = (caseId: CaseId, planId: string) => `${caseId}-${planId}`;

/**
 * Loads a released plan at a gateway, armed with its dead-man, and writes down that it is in force. A confirmed plan of the
 * same case is replaced in one transaction of the kernel and comes back in one if nobody confirms the new one; any other plan
 * there stands in the way, because its own dead-man or its own people would undo this one.
 */
export async function applyPlan(deps: ApplyDeps, caseId: CaseId, actor: Actor, request: ApplyRequest): Promise<Result<Done, Problem>> {
  // What is rehearsed must not stop anything real.
  if (!(await deps.passing.of(caseId)).devices) return err(containmentProblem('containment.exercise', { caseId }));
  // A release that another desk wrote down stops nothing here.
  if (((await deps.journal.view(caseId))?.imported ?? null) !== null) return err(journalProblem('journal.imported-case', { caseId }));
  const because = request.noDeadManBecause?.trim() ?? '';
  if (request.deadManSeconds === 0 && because === '') return err(containmentProblem('containment.no-dead-man'));
  const released = await releasedPolicy(deps, caseId, request.planId);
  if (!released.ok) return released;
  const { policy, option, plan } = released.value;
  const { path } = request;
  if (path !== null && parseAddress(path.host) !== null && !gatewayReaches(policy, path.host, path.port))
    return err(containmentProblem('containment.path-not-kept', { path: `${path.host}:${path.port}` }));
  const there = await inForceAt(deps, request.where);
  const inTheWay = there.find((one) => one.caseId !== caseId || (one.planId === request.planId && !one.lost) || !one.settled);
  if (inTheWay !== undefined)
    return err(containmentProblem('containment.other-in-force', { where: request.where, case: inTheWay.caseId, planId: inTheWay.planId }));
  // What is not there any more is not replaced, and cannot come back.
  const replaced = there.find((one) => !one.lost) ?? null;
  const before = replaced === null ? ok(null) : await writtenOut(deps, caseId, replaced);
  if (!before.ok) return before;
  const { deadManSeconds } = request;
  const { files, rules } = applyFiles(policy, { option, madeAt: plan.madeAt, deadManSeconds, path, before: before.value });
  const gateway = deps.enforcer(request.where, folderOf(caseId, request.planId));
  try {
    await gateway.put(files);
  } catch (error) {
    // Not one rule has been loaded yet: the gateway is as it was.
    return err(containmentProblem('containment.apply-failed', { why: error instanceof Error ? error.message.slice(0, 300) : 'unknown' }));
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
    return err(containmentProblem('containment.apply-failed', { why: output.trim().slice(0, 300) }));
  }
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [
      ...there
        .filter(({ planId }) => planId !== request.planId)
        .map(({ planId }) => ({
          kind: 'containment.plan-rolled-back' as const,
          body: { planId, where: request.where, cause: 'replaced' as const, reason: request.planId },
        })),
      {
        kind: 'containment.plan-applied',
        body: {
          planId: request.planId,
          option,
          where: request.where,
          rules: deps.hash(rules),
          deadManSeconds,
          ...(deadManSeconds === 0 ? { noDeadManBecause: because } : {}),
          before: replaced === null || deadManSeconds === 0 ? null : { planId: replaced.planId, option: replaced.option },
          ...saidByApply(output),
        },
      },
    ],
  });
  const said = saidByApply(output);
  return ok({ sessions: said.sessions ?? null });
}

type Chosen = { readonly planId: string; readonly option: OptionId };

/** An option as it was written out when it was applied, to the byte. */
async function writtenOut(deps: ApplyDeps, caseId: CaseId, { planId, option }: Chosen) {
  const found = await casePlan(deps, caseId, planId);
  if (!found.ok) return found;
  const { plan } = found.value;
  const policy = policyOf(plan, option);
  return policy === null ? err(containmentProblem('containment.not-released', { planId })) : ok({ policy, option, madeAt: plan.madeAt });
}

/** What the journal says once the gateway has put the replaced plan back: it is in force again, and nothing undoes it by itself. */
async function putBackDraft(deps: ApplyDeps, caseId: CaseId, applied: Applied, after: string): Promise<Draft[]> {
  if (applied.before === null) return [];
  const before = await writtenOut(deps, caseId, applied.before);
  if (!before.ok) throw new Error(`${applied.before.planId} was put back and cannot be read`);
  const { rules } = applyFiles(before.value.policy, { ...before.value, deadManSeconds: 0, path: null, before: null });
  const { planId, option } = applied.before;
  const body = { planId, option, where: applied.where, rules: deps.hash(rules), deadManSeconds: 0, before: null, backAfter: after };
  return [{ kind: 'containment.plan-applied', body }];
}

/** Confirms in time, or finds that it has already undone itself and writes that down. */
export async function confirmPlan(
  deps: ApplyDeps,
  caseId: CaseId,
  actor: Actor,
  planId: string,
): Promise<Result<'confirmed' | 'undone', Problem>> {
  const applied = await whatApplied(deps, caseId, planId);
  if (!applied.ok) return applied;
  if (await foundUndone(deps, caseId, planId, applied.value)) return ok('undone');
  const { code, output } = await deps.enforcer(applied.value.where, folderOf(caseId, planId)).run('matoi-confirm.sh');
  // The dead-man was faster by less than a look.
  if (code === TOO_LATE && (await foundUndone(deps, caseId, planId, applied.value))) return ok('undone');
  if (code !== 0) return err(containmentProblem('containment.gateway-failed', { why: output.trim().slice(0, 300) }));
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [{ kind: 'containment.plan-confirmed', body: { planId, where: applied.value.where } }],
  });
  return ok('confirmed');
}

/**
 * Looks whether a plan that waits for its confirmation has undone itself, and writes that down. `last`: its time is over, so
 * a gateway that does not say so yet is asked again later (the caller's task is tried anew).
 */
export async function lookAtGateway(deps: ApplyDeps, caseId: CaseId, planId: string, last: boolean): Promise<void> {
  const applied = await whatApplied(deps, caseId, planId);
  if (!applied.ok || applied.value.undoneAt === null) return;
  if (await foundUndone(deps, caseId, planId, applied.value)) return;
  if (last) throw new Error(`${applied.value.where} does not say whether ${planId} has undone itself`);
}

async function foundUndone(deps: ApplyDeps, caseId: CaseId, planId: string, applied: Applied): Promise<boolean> {
  const undone = await deps.enforcer(applied.where, folderOf(caseId, planId)).undone();
  if (undone === null) return false;
  await deps.journal.append({
    stream: caseId,
    actor: { type: 'machine', name: 'containment dead-man' },
    drafts: [
      { kind: 'containment.plan-rolled-back', body: { planId, where: applied.where, cause: undone.because, reason: '' } },
      ...(undone.putBack ? await putBackDraft(deps, caseId, applied, planId) : []),
    ],
  });
  return true;
}

/** A person's word: before the confirmation back to the plan that was replaced, after it to nothing. */
export async function rollBackPlan(
  deps: ApplyDeps,
  caseId: CaseId,
  actor: Actor,
  planId: string,
  reason: string,
): Promise<Result<null, Problem>> {
  const applied = await whatApplied(deps, caseId, planId);
  if (!applied.ok) return applied;
  const { where, confirmed, before } = applied.value;
  if (applied.value.byHand) {
    // Whoever took it out of the device says so; the desk cannot.
    const body = { planId, where, cause: 'person', reason } as const;
    await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'containment.plan-rolled-back', body }] });
    return ok(null);
  }
  const former = before === null || confirmed !== null ? ok(null) : await writtenOut(deps, caseId, before);
  if (!former.ok) return former;
  const gateway = deps.enforcer(where, folderOf(caseId, planId));
  try {
    // The way back stands in the journal: it is written anew, so that a gateway without its folder can be undone as well.
    await gateway.put(undoFiles(former.value));
  } catch (error) {
    return err(containmentProblem('containment.gateway-failed', { why: error instanceof Error ? error.message.slice(0, 300) : 'unknown' }));
  }
  const { code, output } = await gateway.run('matoi-undo.sh');
  if (code !== 0) return err(containmentProblem('containment.gateway-failed', { why: output.trim().slice(0, 300) }));
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [
      { kind: 'containment.plan-rolled-back', body: { planId, where, cause: 'person', reason } },
      ...(output.includes(PUT_BACK) ? await putBackDraft(deps, caseId, applied.value, planId) : []),
    ],
  });
  return ok(null);
}

/** What of a plan is applied, and where; refused where nothing was. */
export async function whatApplied(deps: CasePlanDeps, caseId: CaseId, planId: string): Promise<Result<Applied, Problem>> {
  const found = await casePlan(deps, caseId, planId);
  if (!found.ok) return found;
  return found.value.row.applied === null ? err(containmentProblem('containment.not-released', { planId })) : ok(found.value.row.applied);
}
