// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import { caseOfNotice } from '../notice/notice.ts';
import { notificationProblem } from '../problems.ts';
import { DAY } from './limits.ts';

type Why = 'person' | 'bounces' | 'day-limit' | 'relay-refuses';
const LEAVING = ['queued', 'claimed', 'deferred'] as const;
const MACHINE = { type: 'machine', name: 'notification' } as const;

/** Holds what has not left and says why; in the transaction of what made it necessary. */
export async function pauseIn(
  deps: Pick<NotificationDeps, 'notices' | 'outbox' | 'clock'>,
  writing: Writing,
  noticeId: string,
  { why, detail, actor = MACHINE }: { readonly why: Why; readonly detail: string; readonly actor?: Actor },
): Promise<void> {
  const caseId = caseOfNotice(noticeId);
  if (caseId === null) return;
  await deps.outbox.hold(writing.tx, 'notice', noticeId);
  const waiting = (await deps.notices.messages(noticeId, { states: LEAVING }, writing.tx)).length;
  const { asked, hard } = await deps.notices.rate(plusMillis(deps.clock.now(), -DAY), writing.tx);
  const body = { noticeId, why, detail: detail.slice(0, 1000), asked, hard, waiting };
  await writing.append({ stream: caseId, actor, drafts: [{ kind: 'notice.paused', body }] });
}

export async function pauseNotice(deps: NotificationDeps, actor: Actor, caseId: CaseId, reason: string): Promise<Result<null, Problem>> {
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  if (notice === null || (notice.canary === null && notice.rest === null)) return err(notificationProblem('notification.not-sending'));
  if (notice.paused !== null) return ok(null);
  await deps.journal.write((writing) => pauseIn(deps, writing, notice.noticeId, { why: 'person', detail: reason, actor }));
  return ok(null);
}

/** Goes on with exactly what has not left. `daily`: and from now on by itself, whenever 24 hours have made room. */
export async function resumeNotice(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  reason: string,
  daily?: boolean,
): Promise<Result<null, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  if (notice === null || notice.paused === null) return err(notificationProblem('notification.stands-not-still'));
  const { noticeId } = notice;
  await deps.journal.write(async (writing) => {
    await deps.outbox.letGo(writing.tx, 'notice', noticeId);
    const waiting = (await deps.notices.messages(noticeId, { states: LEAVING }, writing.tx)).length;
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'notice.resumed', body: { noticeId, reason, waiting, ...(daily === undefined ? {} : { daily }) } }],
    });
  });
  return ok(null);
}
