// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { halfOf } from '../../kernel/half-of.contract.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { ruleNames } from '../entry/rule-names.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

type Opened = BodyOf<'clock.opened'>;

export type ClockView = {
  readonly clockId: string;
  readonly rule: Opened['rule'];
  readonly facts: Opened['facts'];
  readonly computed: Opened['computed'];
  readonly decidedBy: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly openedAt: Instant;
  readonly seq: number;
  /** What was done about it; the time itself may still say that a running clock is missed (obligation/clock.ts). */
  readonly settled:
    | { readonly is: 'open' }
    | { readonly is: 'met'; readonly submittedAt: string; readonly receipt: string; readonly evidence: readonly string[] }
    | { readonly is: 'missed'; readonly submittedAt: string | null; readonly receipt: string | null }
    | { readonly is: 'not-applicable'; readonly reason: string; readonly decidedBy: string };
};

export type ObligationView = {
  readonly answers: BodyOf<'obligation.answered'>['answers'] | null;
  readonly clocks: readonly ClockView[];
};

export const obligationFold: PartFold<ObligationView> = {
  initial: { answers: null, clocks: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'obligation.answered':
        return { ...view, answers: entry.body.answers };
      case 'clock.opened': {
        const clock: ClockView = { ...entry.body, openedAt: entry.at, seq: entry.seq, settled: opening(entry.body) };
        return { ...view, clocks: [...view.clocks.filter((other) => other.clockId !== clock.clockId), clock] };
      }
      case 'clock.facts-changed': {
        const { body } = entry;
        return change(view, body.clockId, (clock) => ({ ...clock, ...body, seq: entry.seq, settled: opening(body) }));
      }
      case 'clock.met': {
        const { submittedAt, receipt, evidence } = entry.body;
        return change(view, entry.body.clockId, (clock) => {
          const late = clock.computed.deadline !== null && submittedAt > clock.computed.deadline;
          return { ...clock, settled: late ? { is: 'missed', submittedAt, receipt } : { is: 'met', submittedAt, receipt, evidence } };
        });
      }
      case 'clock.missed':
        return change(view, entry.body.clockId, (clock) =>
          clock.settled.is === 'open' ? { ...clock, settled: { is: 'missed', submittedAt: null, receipt: null } } : clock,
        );
      case 'clock.not-applicable': {
        const { reason, decidedBy } = entry.body;
        return change(view, entry.body.clockId, (clock) => ({ ...clock, settled: { is: 'not-applicable', reason, decidedBy } }));
      }
      default:
        return view;
    }
  },
  stations(view) {
    const open = view.clocks.filter((clock) => clock.settled.is === 'open');
    if (view.clocks.length === 0) return {};
    const deadlines = open.flatMap((clock) => clock.computed.deadline ?? []).toSorted();
    return {
      public: {
        state: open.length === 0 ? 'done' : 'running',
        word: open.length === 0 ? { ja: '報告済み', en: 'reported' } : { ja: '報告期限あり', en: 'clocks running' },
        number: { value: open.length, unit: { ja: '件の期限', en: open.length === 1 ? 'open clock' : 'open clocks' } },
        deadline: (deadlines[0] as Instant | undefined) ?? null,
      },
    };
  },
  judgement(view) {
    const known: Statement[] = view.clocks
      .filter((clock) => clock.computed.deadline !== null && clock.settled.is !== 'not-applicable')
      .map((clock) => ({
        id: `obligation.deadline.${clock.clockId}`,
        text: {
          ja: `${ruleNames[clock.rule].ja}：期限は ${clock.computed.deadline}（${articleIn(clock, 'ja')}。判断した人：${clock.decidedBy}）`,
          en: `${ruleNames[clock.rule].en}: due ${clock.computed.deadline} (${articleIn(clock, 'en')}; decided by ${clock.decidedBy})`,
        },
        mark: 'derived',
        evidence: [{ type: 'entry', seq: clock.seq }],
      }));
    const unknown: Statement[] = view.clocks
      .filter((clock) => clock.settled.is === 'open' && clock.computed.state === 'undetermined')
      .map((clock) => ({
        id: `obligation.undetermined.${clock.clockId}`,
        text: {
          ja: `${ruleNames[clock.rule].ja}：起算の日時がまだ定まらない`,
          en: `${ruleNames[clock.rule].en}: the time from which it counts is not yet determined`,
        },
        mark: 'derived',
        evidence: [{ type: 'entry', seq: clock.seq }],
      }));
    return { known, unknown, notCheckable: [] };
  },
  next(view) {
    const asked: NextAction = {
      id: 'obligation.answer',
      order: 40,
      text: { ja: '法令の報告義務を確かめる（5項目の確認）', en: 'Check which legal clocks run (five questions)' },
      why: {
        ja: '速報や24時間の期限は、知った時から動いている',
        en: 'Preliminary reports and 24-hour clocks run from the moment of knowing',
      },
      who: { ja: 'リーガルアドバイザー（法務）', en: 'Legal adviser' },
      by: null,
      href: 'obligation',
    };
    const due = view.clocks
      .filter((clock) => clock.settled.is === 'open' && clock.computed.state === 'running')
      .map(
        (clock): NextAction => ({
          id: `obligation.submit.${clock.clockId}`,
          order: 15,
          text: {
            ja: `${ruleNames[clock.rule].ja}：提出し、受付番号か方法を記録する`,
            en: `${ruleNames[clock.rule].en}: submit it and record the receipt`,
          },
          why: { ja: articleIn(clock, 'ja'), en: articleIn(clock, 'en') },
          who: { ja: 'ノーティフィケーション担当（社内外への連絡）', en: 'Notification officer' },
          by: clock.computed.deadline as Instant | null,
          kept: true,
          href: 'obligation',
        }),
      );
    return view.answers === null && view.clocks.length === 0 ? [asked] : due;
  },
};

function opening(body: { readonly computed: Opened['computed'] }): ClockView['settled'] {
  return body.computed.state === 'not-applicable'
    ? { is: 'not-applicable', reason: body.computed.note.en, decidedBy: 'rule' }
    : { is: 'open' };
}

/** The article in the reader's language. */
export function articleIn({ computed }: Pick<ClockView, 'computed'>, lang: Lang): string {
  return halfOf(computed.basis.article, lang);
}

function change(view: ObligationView, clockId: string, to: (clock: ClockView) => ClockView): ObligationView {
  return { ...view, clocks: view.clocks.map((clock) => (clock.clockId === clockId ? to(clock) : clock)) };
}
