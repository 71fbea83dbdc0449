// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Actor } from '../../journal/actor.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { NotificationDeps } from '../deps.ts';
import { messagesOf } from '../message/facts.ts';
import { worstOf } from '../message/worst.ts';
import { writeMessages } from '../message/written.ts';
import { notificationProblem } from '../problems.ts';
import { textDigest } from './digests.ts';
import { unsubscribeFields } from '../message/unsubscribe.ts';

/**
 * Sends the longest mail of the notice to ourselves, by the way that all of them will take: the same relay, signature and
 * envelope. Needed before anything can be approved. `to`: addresses of our own.
 */
export async function testNotice(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  to: readonly string[],
): Promise<Result<null, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  if (to.length === 0) return err(notificationProblem('notification.no-own-address'));
  const gathered = await gatherAudience(deps, caseId, view);
  const templates = await deps.templates();
  const { optional } = view.parts.notification;
  const links = await deps.links();
  const linkOf = () => links?.sample ?? '';
  // The copy to ourselves carries one of nobody.
  const unsubscribeOf = optional ? () => links?.unsubscribe?.({ noticeId: 'sample', contactId: 'sample' }) ?? '' : null;
  const messages = messagesOf(gathered.rows, { organisation: await deps.organisation(), caseId, linkOf, unsubscribeOf });
  const [worst] = worstOf(messages, 1);
  if (worst === undefined) return err(notificationProblem('notification.nobody-to-tell'));
  const { written, faults } = await writeMessages([worst.message], templates, deps.renderer);
  const [mail] = written;
  if (mail === undefined) return err(notificationProblem('notification.text-at-fault', { what: faults[0]?.what ?? '' }));
  const testId = `NT-${deps.random(9)}`;
  const answers: { is: string; answer: string }[] = [];
  for (const address of to) {
    const envelopeFrom = deps.envelope(await deps.tokenOf(`${testId}/${address}`));
    const { subject, text, html } = mail;
    const content = {
      to: address,
      subject,
      text,
      html,
      headers: { 'X-Matoi-Test': testId, ...unsubscribeFields(mail.message) },
      ...(envelopeFrom === null ? {} : { envelopeFrom }),
    };
    const parcel = {
      id: `notice-test/${testId}/${address}`,
      purpose: 'test',
      about: testId,
      recipient: address,
      stream: caseId,
      channel: 'mail',
      content,
    } as const;
    const { is, answer } = await deps.outbox.passNow(parcel, actor.name);
    answers.push({ is, answer: answer.slice(0, 1000) });
  }
  const body = { testId, audience: gathered.digest, text: textDigest(deps.hash, messages, templates, optional), answers };
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'notice.tested', body }] });
  return ok(null);
}

/** Looks for the copy in our own mailbox; where it is there, what our server says of it becomes an entry. */
export async function lookForCopy(deps: NotificationDeps, actor: Actor, caseId: CaseId): Promise<Result<string, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const { tested } = view.parts.notification;
  if (tested === null) return err(notificationProblem('notification.not-tested'));
  if (tested.arrived !== null) return ok('arrived');
  const found = await deps.arrival(tested.testId);
  const copy = found.find((one) => one.is === 'arrived');
  if (copy?.is !== 'arrived') return ok(found[0]?.is ?? 'waiting');
  const { junk, by, counts, checks } = copy;
  const body = { testId: tested.testId, text: tested.text, junk, by, counts, checks: checks.map((one) => ({ ...one })) };
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'notice.arrived', body }] });
  return ok('arrived');
}
