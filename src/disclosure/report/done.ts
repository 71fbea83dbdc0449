// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { PaperBlock } from '../../common/paper.port.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { CaseRecord } from './read-report.ts';
import { statusWords } from './words.ts';

/** Measures of containment, work of the board, and what was reported by law: each as it stands, with the entry that says so. */
export function done({ view, zone }: CaseRecord, lang: Lang): readonly PaperBlock[] {
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const time = (at: string) => wallTime(at, zone, lang);
  const { containment, remediation, obligation } = view.parts;
  const cut = [
    ...containment.plans.flatMap(({ planId, released, applied }) => {
      if (applied !== null)
        return [
          [
            `${planId}: ${say('装置に適用した', 'applied at')} ${inertText(applied.where)}`,
            `${time(applied.at)}\n${inertText(applied.by)}`,
            released === null ? '' : inertText(released.reason),
          ],
        ];
      return released === null
        ? []
        : [
            [
              `${planId}: ${say('承認した（適用の記録なし）', 'released; no application on record')}`,
              `${time(released.at)}\n${inertText(released.by)}`,
              inertText(released.reason),
            ],
          ];
    }),
    ...containment.handMeasures.map(({ object, place, doneAt, doneBy, note, putBack }) => [
      [
        inertText(object),
        inertText(place),
        putBack === null ? '' : say(`元に戻した ${time(putBack.doneAt)}`, `put back ${time(putBack.doneAt)}`),
      ]
        .filter((part) => part !== '')
        .join('\n'),
      `${time(doneAt)}\n${inertText(doneBy)}`,
      inertText(note),
    ]),
  ];
  const work = remediation.items.map(({ titles, status, doneAt, doneBy, result }) => [
    inertText(titles[lang]),
    [statusWords[status][lang], doneAt === null ? '' : time(doneAt), doneBy === null ? '' : inertText(doneBy)]
      .filter((part) => part !== '')
      .join('\n'),
    inertText(result),
  ]);
  const filed = obligation.clocks.map(({ rule, settled, computed, seq }) => [
    ruleNames[rule][lang],
    settled.is === 'met' || (settled.is === 'missed' && settled.submittedAt !== null)
      ? `${say('提出', 'filed')} ${time(settled.submittedAt ?? '')}${settled.is === 'missed' ? say('（期限後）', ' (after its time)') : ''}`
      : settled.is === 'not-applicable'
        ? say('対象外と判断', 'judged not applicable')
        : say(
            `未提出（期限 ${computed.deadline === null ? '未定' : time(computed.deadline)}）`,
            `not filed (due ${computed.deadline === null ? 'not determined' : time(computed.deadline)})`,
          ),
    settled.is === 'met' ? inertText(settled.receipt) : settled.is === 'not-applicable' ? inertText(settled.reason) : `#${seq}`,
  ]);
  const none = say('記録なし', 'nothing on record');
  const table = (heads: readonly [string, string, string], rows: readonly (readonly string[])[]): PaperBlock =>
    rows.length === 0
      ? { type: 'text', text: none }
      : { type: 'table', columns: heads.map((heading, at) => ({ heading, parts: [4, 3, 4][at] ?? 3 })), rows };
  return [
    { type: 'subheading', text: say('封じ込め', 'Containment') },
    table([say('対象', 'What'), say('時刻・人', 'When, who'), say('理由・メモ', 'Reason, note')], cut),
    { type: 'subheading', text: say('復旧の作業', 'Remediation') },
    table([say('作業', 'Work'), say('状態', 'State'), say('結果', 'Result')], work),
    { type: 'subheading', text: say('法令の報告', 'Reports by law') },
    table([say('報告', 'Report'), say('状態', 'State'), say('受付番号・理由', 'Receipt, reason')], filed),
  ];
}
