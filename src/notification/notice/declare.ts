// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';

/**
 * Says whether whoever gets the notice may have no more of the kind. A required one carries no such way: one press would cut a duty.
 * Nothing of it may have left; what was tried and approved before must be again.
 */
export async function declareNotice(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  optional: boolean,
): Promise<Result<null, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const { notice, optional: before } = view.parts.notification;
  if (before === optional) return ok(null);
  if (notice !== null && notice.canary !== null) return err(notificationProblem('notification.has-left'));
  if (optional && ((await deps.links())?.unsubscribe ?? null) === null)
    return err(notificationProblem('notification.optional-needs-https'));
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'notice.declared', body: { optional } }] });
  return ok(null);
}
