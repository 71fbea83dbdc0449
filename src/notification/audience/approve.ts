// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { approvedRows } from './audience.ts';
import { gatherAudience } from './gather.ts';
import type { Gathered } from './gather.ts';

/**
 * Approves the audience that a person has before him, named by its digest. Where it is another by now nothing is approved. An
 * approval holds only for as long as the digest stays what it was: what changes afterwards makes it void by itself.
 */
export async function approveAudience(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  digest: string,
): Promise<Result<Gathered, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const now = await gatherAudience(deps, caseId, view);
  if (now.rows.length === 0) return err(notificationProblem('notification.nobody-to-tell'));
  if (now.digest !== digest) return err(notificationProblem('notification.audience-changed'));
  await deps.journal.write(async (writing) => {
    await deps.audience.saveApproved(writing.tx, caseId, approvedRows(now.rows));
    const body = { digest, ...now.counts, notTold: now.notTold.length };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'audience.approved', body }] });
  });
  return ok({ ...now, since: null });
}
