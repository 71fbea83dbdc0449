// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../case/fold/view.ts';
import type { Instant } from '../kernel/instant.ts';
import { lightAt, stateAt } from './clock.ts';
import type { ClockList } from './contract.ts';
import { NOT_COVERED } from './law/not-covered.ts';
import { recipientOf } from './law/recipients.ts';
import { submissionOf } from './law/submission.ts';
import { answersSchema, propose } from './law/questions.ts';
import { ruleOf } from './law/rules.ts';

export const NOT_LEGAL_ADVICE = {
  ja: '法律上の助言ではありません。期限と要否は、法令と監督機関の案内を自ら確かめて決めてください。',
  en: 'Not legal advice. Check the law and the authority’s guidance yourself before relying on a date.',
} as const;

/** A case's clocks at `now`, nearest deadline first; those without a date after them. */
export function listClocks(view: CaseView, now: Instant): ClockList {
  const { answers: said, clocks } = view.parts.obligation;
  const answers = said === null ? null : answersSchema.parse(said);
  return {
    caseId: view.id,
    seq: view.seq,
    at: now,
    notLegalAdvice: NOT_LEGAL_ADVICE,
    answers: said,
    notCovered: [...NOT_COVERED],
    proposals: answers === null ? [] : propose(answers).map((found) => ({ ...found, missing: [...found.missing] })),
    clocks: clocks
      .map((clock) => {
        const rule = ruleOf(clock.rule);
        const { settled } = clock;
        return {
          ...clock.computed,
          rule: clock.rule,
          clockId: clock.clockId,
          name: rule.name,
          recipient: recipientOf(rule, answers),
          submission: submissionOf(rule.id, answers),
          outer: rule.counting.how === 'hours',
          facts: clock.facts,
          state: stateAt(clock, now),
          light: lightAt(clock, now),
          decidedBy: clock.decidedBy,
          reason: clock.reason,
          evidence: [...clock.evidence],
          submittedAt: 'submittedAt' in settled ? settled.submittedAt : null,
          receipt: 'receipt' in settled ? settled.receipt : null,
        };
      })
      .toSorted((a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9') || a.clockId.localeCompare(b.clockId)),
  };
}
