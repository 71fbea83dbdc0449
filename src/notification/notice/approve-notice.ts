// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { NotificationDeps } from '../deps.ts';
import { messagesOf } from '../message/facts.ts';
import { notificationProblem } from '../problems.ts';
import { canaryOf } from './canary.ts';
import { messageDigest, textDigest } from './digests.ts';
import { domainOf, noticeIdOf } from './notice.ts';
import type { NoticeMessage, Standing } from './notice.ts';

/**
 * A person approves who is told (`audience`) and what is said (`text`), both as he has them before him, after the notice was sent
 * to ourselves. `without`: why it goes although no copy was seen to arrive. What has left already stays as it is.
 */
export async function approveNotice(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  { audience, text, without }: { readonly audience: string; readonly text: string; readonly without: string },
): Promise<Result<null, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const gathered = await gatherAudience(deps, caseId, view);
  const templates = await deps.templates();
  const written = messagesOf(gathered.rows, { organisation: await deps.organisation(), caseId });
  const { approved, tested } = view.parts.notification;
  if (approved?.digest !== gathered.digest || audience !== gathered.digest)
    return err(notificationProblem('notification.audience-changed'));
  const now = textDigest(deps.hash, written, templates, view.parts.notification.optional);
  const tried = tested !== null && tested.text === now && text === now && tested.answers.some((one) => one.is === 'taken');
  if (!tried) return err(notificationProblem('notification.not-tested'));
  if (tested.arrived === null && without.trim() === '') return err(notificationProblem('notification.copy-not-seen'));

  const noticeId = noticeIdOf(caseId);
  const at = deps.clock.now();
  const canary = new Set(canaryOf(written.map(({ contactId, to }) => ({ contactId, domain: domainOf(to) }))).map((one) => one.contactId));
  const messages: NoticeMessage[] = [];
  for (const message of written) {
    const { contactId, to, lang, rows } = message;
    messages.push({
      noticeId,
      contactId,
      wave: 1,
      caseId,
      canary: canary.has(contactId),
      rung: rows[0]?.step.rung ?? 'role',
      address: to,
      domain: domainOf(to),
      lang,
      customers: rows.map((row) => row.customerId),
      token: await deps.tokenOf(`${noticeId}/${contactId}/1`),
      messageId: null,
      digest: messageDigest(deps.hash, message, templates),
      state: 'drafted',
      answer: '',
      askedAt: null,
      changedAt: at,
    });
  }
  const standings = gathered.rows.map(
    ({ customerId, name, step }): Standing => ({
      noticeId,
      customerId,
      caseId,
      name,
      contactId: step.contactId,
      state: 'drafted',
      changedAt: at,
    }),
  );
  await deps.journal.write(async (writing) => {
    const { optional } = view.parts.notification;
    const kind = optional ? { optional } : {};
    const body = {
      noticeId,
      audience,
      text,
      ...kind,
      testId: tested.testId,
      without,
      messages: messages.length,
      customers: standings.length,
    };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'notice.approved', body }] });
    await deps.notices.drop(
      writing.tx,
      noticeId,
      standings.map((one) => one.contactId),
    );
    await deps.notices.save(writing.tx, messages, standings);
    const byMail = new Set(messages.map((one) => one.contactId));
    const approvals = [
      ...messages.map(({ contactId, wave }) => ({ event: 'approve' as const, contactId, wave, detail: '' })),
      ...standings
        .filter((one) => !byMail.has(one.contactId))
        .map(({ customerId }) => ({ event: 'approve' as const, customerId, detail: '' })),
    ];
    await deps.notices.happen(writing.tx, noticeId, approvals, { by: actor.name, at });
  });
  return ok(null);
}
