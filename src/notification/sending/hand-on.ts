// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import { parcelIdOf } from '../notice/notice.ts';
import { notificationProblem } from '../problems.ts';

/**
 * What has not left will not leave by this mail: the next steps of the ladders take these customers. For a notice that the day's
 * limit lets trickle only; what a server is being asked to take this moment stays.
 */
export async function handOn(deps: NotificationDeps, actor: Actor, caseId: CaseId, reason: string): Promise<Result<number, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  if (notice?.rest == null || notice.paused === null) return err(notificationProblem('notification.stands-not-still'));
  const { noticeId } = notice;
  return deps.journal.write(async (writing) => {
    const waiting = await deps.notices.messages(noticeId, { states: ['queued', 'deferred'] }, writing.tx);
    const gone: typeof waiting = (
      await Promise.all(waiting.map(async (one) => ((await deps.outbox.withdraw(writing.tx, parcelIdOf(one))) ? [one] : [])))
    ).flat();
    const detail = `not asked: ${reason}`;
    const happenings = gone.map(({ contactId, wave }) => ({ event: 'refuse' as const, contactId, wave, detail }));
    await deps.notices.happen(writing.tx, noticeId, happenings, { by: actor.name, at: deps.clock.now() });
    await deps.outbox.letGo(writing.tx, 'notice', noticeId);
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'notice.handed-on', body: { noticeId, messages: gone.length, reason } }],
    });
    return ok(gone.length);
  });
}
