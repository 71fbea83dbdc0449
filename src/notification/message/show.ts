// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { WorstMessages } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { messagesOf } from './facts.ts';
import { worstOf } from './worst.ts';
import { writeMessages } from './written.ts';

/** The `most` mails of a case that are the likeliest to be wrong, whole, as they would leave. Nothing leaves. */
export async function showWorst(deps: NotificationDeps, caseId: CaseId, most: number): Promise<Result<WorstMessages, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const { rows } = await gatherAudience(deps, caseId, view);
  const sample = (await deps.links())?.sample ?? '';
  const messages = messagesOf(rows, { organisation: await deps.organisation(), caseId, linkOf: () => sample });
  const worst = worstOf(messages, most);
  const first = [...Map.groupBy(messages, (one) => one.lang).values()].flatMap((own) => own.slice(0, 1));
  // Every language that somebody reads is tried, also where none of its mails is among the worst.
  const tried = [...new Set([...worst.map((one) => one.message), ...first])];
  const { written, faults } = await writeMessages(tried, await deps.templates(), deps.renderer);
  const byMessage = new Map(written.map((one) => [one.message, one]));
  return ok({
    messages: messages.length,
    faults: faults.map((fault) => ({ ...fault, readers: messages.filter((one) => one.lang === fault.lang).length })),
    items: worst.flatMap(({ message, why }) => {
      const mail = byMessage.get(message);
      const { to, lang, facts } = message;
      const customers = facts.customers.map((one) => one.name);
      return mail === undefined ? [] : [{ why: [...why], to, lang, customers, subject: mail.subject, text: mail.text, html: mail.html }];
    }),
  });
}
