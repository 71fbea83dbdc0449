// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { CaseView } from '../fold/view.ts';

/** Something that a case still waits for: who closes it sees all of them, and a legal clock runs on whatever becomes of the case. */
export type Unfinished = {
  readonly kind: 'clock' | 'work' | 'plan' | 'by-hand' | 'reply' | 'page';
  readonly id: string;
  readonly text: Bilingual;
  /** ISO 8601, where there is a time to keep. */
  readonly by: string | null;
};

/** A clock that must still be served: open, or missed and without a report on record. */
export function isClockUnserved(clock: CaseView['parts']['obligation']['clocks'][number]): boolean {
  return clock.settled.is === 'open' || (clock.settled.is === 'missed' && clock.settled.receipt === null);
}

/** What the folded case still waits for: clocks first, by their deadlines, then pages, plans, replies and work. */
export function readUnfinished(view: CaseView): readonly Unfinished[] {
  const { obligation, duty, containment, triage, remediation } = view.parts;
  return [
    ...obligation.clocks
      .filter(isClockUnserved)
      .toSorted((a, b) => (a.computed.deadline ?? '9').localeCompare(b.computed.deadline ?? '9'))
      .map(({ clockId, rule, computed }) => found('clock', clockId, rule, rule, computed.deadline)),
    ...duty.pages
      .filter(({ state }) => state === 'triggered' || state === 'exhausted')
      .map(({ pageId, subject }) => found('page', pageId, `応答のない呼び出し：${subject}`, `Page without an answer: ${subject}`)),
    ...containment.plans.flatMap((plan) => {
      const { planId, released, applied, rolledBack } = plan;
      if (released !== null && applied === null && rolledBack === null)
        return [found('plan', planId, `承認済みで、まだ適用していない計画 ${planId}`, `Plan ${planId}, released and not applied`)];
      if (applied !== null && applied.confirmed === null && applied.undoneAt !== null)
        return [found('plan', planId, `確認を待っている計画 ${planId}`, `Plan ${planId}, applied and not confirmed`, applied.undoneAt)];
      return [];
    }),
    ...containment.handMeasures
      .filter(({ putBack }) => putBack === null)
      .map(({ measureId, object, putBackBy }) =>
        found(
          'by-hand',
          measureId,
          `手で外したままのもの：${object}（戻してよいのは${putBackBy}）`,
          `Still cut off by hand: ${object} (${putBackBy} may put it back)`,
        ),
      ),
    ...Object.values(triage.replies)
      .filter(({ state }) => state === 'held')
      .map(({ replyId }) => found('reply', replyId, `保留中の返信 ${replyId}`, `Reply ${replyId}, held`)),
    ...remediation.items
      .filter(({ status }) => status !== 'verified' && status !== 'cancelled')
      .map(({ itemId, title, status, due }) =>
        status === 'done'
          ? found('work', itemId, `${title}（結果の確認待ち）`, `${title} (waits for its check)`, due)
          : found('work', itemId, title, title, due),
      ),
  ];
}

function found(kind: Unfinished['kind'], id: string, ja: string, en: string, by: string | null = null): Unfinished {
  return { kind, id, text: { ja, en }, by };
}
