// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { notificationProblem } from '../problems.ts';
import { identify } from './identify.ts';
import type { InquiryDeps } from './inquiry-deps.ts';
import type { Inquiry, Version } from './inquiry-store.port.ts';
import { toldOf } from './inquiry.ts';
import { concernsIn, keepSeen, lookAtAudience } from './see-audience.ts';

export type Question = Pick<Inquiry, 'way' | 'asked' | 'caller' | 'reach'>;
export type Answered = { readonly inquiry: Inquiry; readonly name: string; readonly version: Version };

/** The public page looks at every source at most once in this time; what it answers says as of when. */
const PAGE_LOOKS = 60_000;

/**
 * Answers "am I affected?" from the rows of whom the case concerns, and keeps what was said, by whom, from which version. By
 * the page an asker is known only by a contact of his own (`reach`): a number alone says nothing about anybody.
 */
export async function answerInquiry(
  deps: InquiryDeps,
  actor: Actor,
  caseId: CaseId,
  question: Question,
): Promise<Result<Answered, Problem>> {
  if ((await deps.journal.view(caseId)) === null) return err(notificationProblem('notification.no-such-case'));
  const seen = await lookAtAudience(deps, caseId, question.way === 'page' ? PAGE_LOOKS : 0);
  const proof = question.way === 'page' ? question.reach : null;
  const [customerId = null] = await identify(deps, [{ asked: question.asked, proof }], new Set(seen.named?.keys() ?? []));
  const owner = customerId === null ? undefined : (await deps.customers.find([customerId])).get(customerId);
  return deps.journal.write(async (writing) => {
    const version = await keepSeen(deps, writing, caseId, seen);
    const history = customerId === null ? [] : await deps.inquiries.history(caseId, [customerId], writing.tx);
    const told = toldOf(customerId, customerId === null ? null : concernsIn(seen, customerId, history), history, seen.at);
    const inquiry: Inquiry = {
      inquiryId: `Q-${deps.random(9)}`,
      caseId,
      way: question.way,
      asked: inertText(question.asked),
      caller: inertText(question.caller),
      reach: inertText(question.reach),
      told,
      version: version.version,
      at: deps.clock.now(),
      by: actor.name,
      tried: null,
    };
    await deps.inquiries.save(writing.tx, inquiry);
    const { inquiryId, way } = inquiry;
    const body = { inquiryId, way, verdict: told.verdict, version: version.version, known: version.customers };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'inquiry.answered', body }] });
    return ok({ inquiry, name: owner?.name ?? seen.named?.get(customerId ?? '')?.name ?? '', version });
  });
}
