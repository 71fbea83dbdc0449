// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../journal/fold/view.ts';
import type { Instant } from '../kernel/instant.ts';
import { lightAt, stateAt } from './clock.ts';
import type { ClockList } from './contract.ts';
import { answersSchema, propose } from './questions.ts';
import { ruleOf } from './rules.ts';

export const NOT_LEGAL_ADVICE = {
  ja: '法律上の助言ではありません。期限と要否は、法令と監督機関の案内を自ら確かめて決めてください。',
  en: 'Not legal advice. Check the law and the authority’s guidance yourself before relying on a date.',
} as const;

/** A case's clocks at `now`, nearest deadline first; those without a date after them. */
export function listClocks(view: CaseView, now: Instant): ClockList {
  const { answers, clocks } = view.parts.obligation;
  return {
    caseId: view.id,
    seq: view.seq,
    at: now,
    notLegalAdvice: NOT_LEGAL_ADVICE,
    answers,
    proposals: answers === null ? [] : propose(answersSchema.parse(answers)).map((found) => ({ ...found, missing: [...found.missing] })),
    clocks: clocks
      .map((clock) => {
        const rule = ruleOf(clock.rule);
        const { settled } = clock;
        return {
          ...clock.computed,
          rule: clock.rule,
          clockId: clock.clockId,
          name: rule.name,
          recipient: rule.recipient,
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
