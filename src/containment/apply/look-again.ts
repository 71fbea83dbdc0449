// SPDX-License-Identifier: Apache-2.0
import { standing } from '../../case/language/standing.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { folderOf, whatApplied } from './apply-plan.ts';
import type { ApplyDeps } from './apply-plan.ts';

export type RuleSetState = 'in-force' | 'gone' | 'changed' | 'unreachable';

const watcher: Actor = { type: 'machine', name: 'containment watch' };

/**
 * Looks whether a plan that nobody waits for any more is still what the gateway has loaded, and writes down what differs
 * from what was known. Null: there is nothing settled to look at.
 */
export async function lookAgain(deps: ApplyDeps, caseId: CaseId, planId: string, actor: Actor = watcher): Promise<RuleSetState | null> {
  const applied = await whatApplied(deps, caseId, planId);
  if (!applied.ok || applied.value.undoneAt !== null || applied.value.byHand) return null;
  const { where, listing, found } = applied.value;
  const there = await deps.enforcer(where, folderOf(caseId, planId)).listing();
  const state: RuleSetState = there.is === 'loaded' ? (listing === null || listing === there.sha256 ? 'in-force' : 'changed') : there.is;
  if (state !== (found?.state ?? 'in-force'))
    await deps.journal.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'containment.plan-found', body: { planId, where, found: state } }],
    });
  return state;
}

/** Every settled plan of every case, one after the other: gateways are few, and each is asked once. */
export async function lookAtAll(deps: ApplyDeps): Promise<void> {
  for (const { caseId, id, body } of await standing(deps.journal, 'force')) if (body.undoneAt === null) await lookAgain(deps, caseId, id);
}
