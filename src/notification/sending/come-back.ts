// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { notificationProblem } from '../problems.ts';
import { bounced } from './bounced.ts';
import { DAY } from './limits.ts';
import type { CameBack } from './came-back.port.ts';
import { stopWhereTooMany } from './stop.ts';

const BY = 'mail intake';
const MACHINE = { type: 'machine', name: 'notification' } as const;
/** An address alone tells of which message is spoken for so long. */
const BY_ADDRESS_DAYS = 14;

/** A mail that says that a mail did not arrive is joined to its message: by the envelope, by our Message-ID, then by whom it names. */
export async function takeBounce(deps: NotificationDeps, raw: string, reportId: string, envelopeTo: string): Promise<void> {
  const read = await deps.cameBack(raw, envelopeTo);
  if (read === null) return;
  const message = await messageOf(deps, read);
  const { kind, reason, status, ruleId } = read.bounce;
  if (message === null) return;
  const why = `${status} ${reason} (${ruleId}, ${reportId})`.trim();
  const { noticeId, contactId, wave } = message;
  await deps.journal.write(async (writing) => {
    const how = { by: BY, at: deps.clock.now() };
    if (reason === 'complaint') await deps.notices.happen(writing.tx, noticeId, [{ event: 'complain', contactId, wave, detail: why }], how);
    // A delay is told of as well, and is no bounce yet.
    if (kind === 'none' || ruleId.endsWith('not final')) return;
    if ((await bounced(deps, writing, message, { kind, why, by: BY })) === 'hard') await stopWhereTooMany(deps, writing, noticeId);
  });
}

async function messageOf(deps: NotificationDeps, read: CameBack): Promise<NoticeMessage | null> {
  for (const token of read.tokens) {
    const message = await deps.notices.byToken(token);
    if (message !== null) return message;
  }
  for (const messageId of read.messageIds) {
    const message = await deps.notices.byMessageId(messageId);
    if (message !== null) return message;
  }
  const recipients = read.bounce.recipients.map((one) => one.toLowerCase());
  const [latest] = await deps.notices.byAddress(recipients, plusMillis(deps.clock.now(), -BY_ADDRESS_DAYS * DAY));
  return latest ?? null;
}

/** A person answered the notice. Whoever it was, his reminders stop until somebody of ours has answered him. */
export async function takeReply(deps: NotificationDeps, reportId: string, of: string): Promise<void> {
  const message = await deps.notices.byMessageId(of);
  if (message === null) return;
  const { noticeId, contactId, wave, caseId } = message;
  await deps.journal.write(async (writing) => {
    await deps.notices.happen(writing.tx, noticeId, [{ event: 'reply', contactId, wave, detail: reportId }], {
      by: BY,
      at: deps.clock.now(),
    });
    await writing.append({ stream: caseId, actor: MACHINE, drafts: [{ kind: 'notice.replied', body: { noticeId, contactId, reportId } }] });
  });
}

/** A person of ours answered, and says what came of it. */
export async function answerReply(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  contactId: string,
  reason: string,
): Promise<Result<null, Problem>> {
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  if (notice?.unread.some((one) => one.contactId === contactId) !== true) return err(notificationProblem('notification.no-such-reply'));
  const { noticeId } = notice;
  await deps.journal.write(async (writing) => {
    const messages = await deps.notices.messages(noticeId, { contactId }, writing.tx);
    const answers = messages
      .filter((one) => one.state === 'replied')
      .map(({ wave }) => ({ event: 'answer' as const, contactId, wave, detail: reason }));
    await deps.notices.happen(writing.tx, noticeId, answers, { by: actor.name, at: deps.clock.now() });
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'notice.reply-answered', body: { noticeId, contactId, reason } }] });
  });
  return ok(null);
}
