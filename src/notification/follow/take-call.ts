// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { giveAnswer } from '../page/acknowledge.ts';
import { noticeCode } from '../page/link.ts';
import type { PageDeps } from '../page/page-deps.ts';
import { notificationProblem } from '../problems.ts';
import type { telephoneAnswerSchema, telephoneSchema } from './follow.contract.ts';
import type { FollowDeps } from './gather-due.ts';

type Said = z.output<typeof telephoneSchema>;

/** Somebody calls and says his customer number, or a letter's reference, and the six digits: his answer counts as on the page. */
export async function takeCall(
  deps: PageDeps & FollowDeps,
  actor: Actor,
  caseId: CaseId,
  { asked, digits, answer, said }: Said,
): Promise<Result<z.input<typeof telephoneAnswerSchema>, Problem>> {
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  const typed = asked.normalize('NFKC').trim();
  const letter = await deps.follow.letter(typed.toUpperCase());
  const customerId = letter?.noticeId === noticeId ? letter.customerId : typed;
  const standing = await deps.notices.standing(noticeId, customerId);
  const code = noticeCode(await deps.signer(), { noticeId, customerId });
  if (standing === null || digits.normalize('NFKC').replaceAll(/\D/g, '') !== code)
    return err(notificationProblem('notification.digits-do-not-fit'));
  if ((answer === 'not-applicable' || answer === 'wrong-contact') && said === '') return err(notificationProblem('notification.say-why'));
  const link = { noticeId, customerId, contactId: standing.contactId };
  const outcome = await giveAnswer(deps, actor, link, { answer, said }, null);
  const state = outcome.is === 'counted' || outcome.is === 'known' ? outcome.state : standing.state;
  return ok({ customerId, name: standing.name, state, counted: outcome.is === 'counted' });
}
