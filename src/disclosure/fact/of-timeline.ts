// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { inOwnWords } from '../../common/words/own-words.ts';
import type { OwnWords } from '../../common/words/own-words.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Collect } from './collect.ts';
import { noticedAt } from './of-record.ts';

const words = {
  happened: { ja: '発生', en: 'It happened' },
  noticed: { ja: '発覚', en: 'It was noticed' },
  opened: { ja: '対応を開始', en: 'We began to respond' },
  applied: { ja: '通信の遮断を実施', en: 'Traffic was stopped' },
  'cut-by-hand': { ja: '機器を手作業で切り離し', en: 'Equipment was cut off by hand' },
  audited: { ja: '影響範囲の点検を実施', en: 'The extent was audited' },
  'report-filed': { ja: '法令に基づく報告を提出', en: 'A report required by law was filed' },
  'notice-released': { ja: 'お客様への個別のご連絡を開始', en: 'We began to tell the customers concerned' },
  published: { ja: '{self}より公表', en: 'We published a report' },
} as const satisfies Readonly<Record<string, Bilingual>>;

const MOST = 40;

/** What happened when, earliest first, by the entries of the case. */
export function factsOfTimeline(view: CaseView, to: Collect, own: OwnWords): void {
  const { containment, exposure, obligation, notification, disclosure } = view.parts;
  const happened = disclosure.given['happened.at'];
  const noticed = noticedAt(view);
  const events: { readonly at: string; readonly what: keyof typeof words; readonly seq: number }[] = [
    ...(typeof happened?.value === 'string' ? [{ at: happened.value, what: 'happened' as const, seq: happened.seq }] : []),
    { at: noticed.at, what: 'noticed', seq: noticed.seq },
    { at: view.openedAt, what: 'opened', seq: 1 },
    ...containment.plans.flatMap(({ applied }) =>
      applied === null ? [] : [{ at: applied.at, what: 'applied' as const, seq: applied.seq }],
    ),
    ...containment.handMeasures.map(({ doneAt, seq }) => ({ at: doneAt, what: 'cut-by-hand' as const, seq })),
    ...(exposure.lastWhole === null ? [] : [{ at: exposure.lastWhole.at, what: 'audited' as const, seq: exposure.lastWhole.seq }]),
    ...obligation.clocks.flatMap(({ settled, seq }) =>
      (settled.is === 'met' || settled.is === 'missed') && settled.submittedAt !== null
        ? [{ at: settled.submittedAt, what: 'report-filed' as const, seq }]
        : [],
    ),
    ...[notification.notice?.canary, notification.notice?.rest].flatMap((leg) =>
      leg == null ? [] : [{ at: leg.at, what: 'notice-released' as const, seq: leg.seq }],
    ),
    ...disclosure.statements.flatMap(({ published }) =>
      published === null ? [] : [{ at: published.at, what: 'published' as const, seq: published.seq }],
    ),
  ];
  events
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq)
    .slice(0, MOST)
    .forEach(({ at, what, seq }, index) => {
      to.instant(`timeline.${index}.at`, at, seq);
      to.word(`timeline.${index}.what`, what, inOwnWords(words[what], own), seq);
    });
}
