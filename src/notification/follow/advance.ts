// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { AudienceRow } from '../audience/audience.ts';
import { messagesOf } from '../message/facts.ts';
import type { Message } from '../message/facts.ts';
import { messageDigest, textDigest } from '../notice/digests.ts';
import { domainOf } from '../notice/notice.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { layUp, noWay, unsubscribesOf } from '../sending/parcels.ts';
import { notificationProblem } from '../problems.ts';
import { gatherDue } from './gather-due.ts';
import type { Due, FollowDeps } from './gather-due.ts';

/**
 * Lets out what is due by plan, by a named person's press: reminders, and the next step of each ladder. Mails leave by the gate;
 * calls and letters go on their lists. The text must be the one that was approved.
 */
export async function advanceNotice(deps: FollowDeps, actor: Actor, caseId: CaseId): Promise<Result<number, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const view = await deps.journal.view(caseId);
  const notice = view?.parts.notification.notice ?? null;
  if (view === null || notice === null) return err(notificationProblem('notification.not-sending'));
  if (notice.paused !== null) return err(notificationProblem('notification.stands-still'));
  const { noticeId } = notice;
  const { optional } = view.parts.notification;
  const first = await deps.notices.messages(noticeId, { wave: 1 });
  // A notice of calls and letters alone has no wave to wait for.
  if (notice.rest === null && first.length > 0) return err(notificationProblem('notification.not-sending'));
  const { due } = await gatherDue(deps, caseId, view, noticeId);
  const moves = due.filter(({ move }) => move.is !== 'wait');
  const of = (is: Due['move']['is']) => moves.filter(({ move }) => move.is === is);
  if (moves.length === of('nowhere').length) return err(notificationProblem('notification.nothing-waits'));

  const links = await deps.links();
  const linkOf = (customerId: string, contactId: string) => links?.live({ noticeId, customerId, contactId }) ?? '';
  const again = new Set(of('remind').map(({ one }) => one.contactId));
  const isReminder = (contactId: string) => again.has(contactId);
  const unsubscribeOf = optional ? unsubscribesOf(links, noticeId) : null;
  const about = { organisation: await deps.organisation(), caseId, linkOf, isReminder, unsubscribeOf };
  const rowsToTell = [...of('remind'), ...of('mail')].flatMap(({ row, move }): readonly AudienceRow[] =>
    row !== null && 'step' in move ? [{ ...row, step: move.step }] : [],
  );
  const mails = messagesOf(rowsToTell, about);
  const templates = await deps.templates();
  const read = new Set(first.map((one) => one.lang));
  const isApproved = textDigest(deps.hash, first, templates, optional) === notice.approved.text && mails.every((one) => read.has(one.lang));
  if (!isApproved) return err(notificationProblem('notification.approval-void'));
  const closed = mails.length === 0 ? null : await noWay(deps);
  if (closed !== null) return err(closed);

  const wave = await deps.follow.nextWave(noticeId);
  const at = deps.clock.now();
  const messages: NoticeMessage[] = [];
  for (const message of mails)
    messages.push(
      rowFor(
        message,
        { noticeId, caseId, wave, at, token: await deps.tokenOf(`${noticeId}/${message.contactId}/${wave}`) },
        messageDigest(deps.hash, message, templates),
      ),
    );
  const byContact = new Map(mails.map((one) => [one.contactId, one]));
  const messageFor = ({ contactId }: NoticeMessage) => byContact.get(contactId) as Message;
  const laid = await layUp(deps, noticeId, messages, messageFor, { templates, by: actor.name });
  if (!laid.ok) return laid;
  const rows = laid.value;
  const left = await deps.journal.write(async (writing) => {
    // Somebody else's press came first, or is being made: nothing leaves twice.
    if ((await deps.follow.nextWave(noticeId, writing.tx)) !== wave && messages.length > 0) return true;
    if (!(await deps.outbox.release(writing.tx, rows, deps.clock.now()))) return false;
    const how = { by: actor.name, at };
    const stepped = moves.flatMap(({ one, move }) =>
      'step' in move && move.is !== 'remind' ? [{ customerId: one.customerId, contactId: move.step.contactId }] : [],
    );
    await deps.notices.happen(
      writing.tx,
      noticeId,
      stepped.map(({ customerId }) => ({ event: 'escalate' as const, customerId, detail: '' })),
      how,
    );
    await deps.follow.moveTo(writing.tx, noticeId, stepped);
    await deps.notices.save(writing.tx, messages, []);
    const queued = messages.map(({ contactId }, index) => ({ contactId, wave, messageId: rows[index]?.messageId ?? '' }));
    await deps.notices.queued(writing.tx, noticeId, queued);
    await deps.notices.happen(
      writing.tx,
      noticeId,
      queued.map(({ contactId }) => ({ event: 'queue' as const, contactId, wave, detail: '' })),
      how,
    );
    const body = {
      noticeId,
      wave,
      messages: messages.length,
      customers: moves.length - of('nowhere').length,
      reminders: of('remind').length,
      onward: of('mail').length,
      calls: of('call').length,
      letters: of('letter').length,
      nowhere: of('nowhere').length,
      digest: deps.hash(canonicalJson(rows.map((row) => row.sha256))),
    };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.advanced', body }] });
    return true;
  });
  return left ? ok(moves.length) : err(notificationProblem('notification.pressed-twice'));
}

type Frame = {
  readonly noticeId: string;
  readonly caseId: CaseId;
  readonly wave: number;
  readonly at: NoticeMessage['changedAt'];
  readonly token: string;
};

function rowFor({ contactId, to, lang, rows }: Message, { noticeId, caseId, wave, at, token }: Frame, digest: string): NoticeMessage {
  return {
    noticeId,
    contactId,
    wave,
    caseId,
    canary: false,
    rung: rows[0]?.step.rung ?? 'role',
    address: to,
    domain: domainOf(to),
    lang,
    customers: rows.map((row) => row.customerId),
    token,
    messageId: null,
    digest,
    state: 'approved',
    answer: '',
    askedAt: null,
    changedAt: at,
  };
}
