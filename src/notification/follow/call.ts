// SPDX-License-Identifier: Apache-2.0
import type { callOutcomes } from '../../case/entry/notification/follow.ts';
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { stepsOf } from '../customer/customer.ts';
import { notificationProblem } from '../problems.ts';
import { onward } from './due.ts';
import type { FollowDeps } from './gather-due.ts';

export type CallOutcome = (typeof callOutcomes)[number];
export type Call = {
  readonly customerId: string;
  readonly outcome: CallOutcome;
  readonly callBackAt: Instant | null;
  readonly said: string;
};

/**
 * One press for a call that was made. Nobody there: he stays on the list, with when to call again. A wrong number is switched off,
 * for every customer who names it, and the next step of the ladder takes him; so it does when he is written to instead.
 */
export async function recordCall(deps: FollowDeps, actor: Actor, caseId: CaseId, call: Call): Promise<Result<null, Problem>> {
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  const { customerId, outcome, callBackAt } = call;
  const said = inertText(call.said, true).slice(0, 2000);
  const customers = await deps.customers.find([customerId]);
  const customer = customers.get(customerId);
  const rehearsed = (await deps.passing.uncounted()).has(caseId);
  return deps.journal.write(async (writing) => {
    const standing = await deps.notices.standing(noticeId, customerId, writing.tx);
    if (standing === null) return err(notificationProblem('notification.no-such-customer'));
    const { contactId } = standing;
    const at = deps.clock.now();
    const happen = (event: 'acknowledge' | 'claim-action') =>
      deps.notices.happen(writing.tx, noticeId, [{ event, customerId, detail: said }], { by: actor.name, at });
    await deps.follow.called(writing.tx, noticeId, customerId, outcome === 'no-answer' ? callBackAt : null);
    if (outcome === 'told') await happen('acknowledge');
    if (outcome === 'done') await happen('claim-action');
    // A number that was wrong in an exercise is not wrong.
    if (outcome === 'wrong-number' && !rehearsed) {
      const reason = said === '' ? 'wrong number' : said;
      await deps.customers.mark(writing.tx, contactId, { off: { reason, by: actor.name, at } });
      await writing.append({ stream: DESK, actor, drafts: [{ kind: 'contact.switched', body: { contactId, on: false, reason } }] });
    }
    if (outcome === 'wrong-number' || outcome === 'write-instead') {
      const contacts = await deps.customers.contacts(
        (customer?.ladder ?? []).map((step) => step.contactId),
        writing.tx,
      );
      const move = onward(customer === undefined ? [] : stepsOf(customer, contacts), contactId);
      if ('step' in move) await deps.follow.moveTo(writing.tx, noticeId, [{ customerId, contactId: move.step.contactId }]);
    }
    const body = { noticeId, customerId, contactId, outcome, callBackAt: outcome === 'no-answer' ? callBackAt : null, said };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.called', body }] });
    return ok(null);
  });
}
