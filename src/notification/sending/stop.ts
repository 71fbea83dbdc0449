// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import type { NotificationDeps } from '../deps.ts';
import { caseOfNotice } from '../notice/notice.ts';
import { mustStop } from './limits.ts';
import { pauseIn } from './pause.ts';

/** The notice under the lock; null where the case has another one, or none any more. */
export async function noticeIn(writing: Writing, noticeId: string) {
  const caseId = caseOfNotice(noticeId);
  const notice = caseId === null ? null : ((await writing.view(caseId))?.parts.notification.notice ?? null);
  return notice?.noticeId === noticeId ? notice : null;
}

/** Stops a wave that has met too many dead addresses since a person let it go last, and asks. */
export async function stopWhereTooMany(
  deps: Pick<NotificationDeps, 'notices' | 'outbox' | 'clock'>,
  writing: Writing,
  noticeId: string,
): Promise<void> {
  const notice = await noticeIn(writing, noticeId);
  if (notice === null || notice.paused !== null || notice.goesOnSince === null) return;
  const rate = await deps.notices.waveRate(noticeId, notice.goesOnSince, writing.tx);
  if (mustStop(rate, notice.seen)) await pauseIn(deps, writing, noticeId, { why: 'bounces', detail: `${rate.hard} / ${rate.asked}` });
}
