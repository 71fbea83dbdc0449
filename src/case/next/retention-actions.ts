// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import { parseInstant, plusMillis } from '../../kernel/instant.ts';
import { inertText } from '../../kernel/text.ts';
import type { NextAction } from '../fold/readings/reading.ts';
import type { CaseView } from '../fold/view.ts';
import { machinesOf } from '../handover/from-hunt.ts';

export type Retention = {
  readonly source: string;
  readonly days: number;
  /** The first line that matters, as far as is known. */
  readonly firstAt: Instant;
  /** From then on lines that matter are overwritten. */
  readonly lostAt: Instant;
  readonly kept: boolean;
  readonly seq: number;
};

const DAY = 86_400_000;

/** When each source of the case begins to lose lines that matter, the earliest first; what was secured stands last. */
export function readRetentions(view: CaseView): readonly Retention[] {
  const firstAt = firstThatMatters(view);
  return Object.entries(view.retentions)
    .map(([source, { days, kept, seq }]) => ({ source, days, kept, seq, firstAt, lostAt: plusMillis(firstAt, days * DAY) }))
    .toSorted((a, b) => Number(a.kept) - Number(b.kept) || (a.lostAt < b.lostAt ? -1 : 1));
}

/** The first contact in the logs; before anything was searched, when the first report of the case came. */
function firstThatMatters(view: CaseView): Instant {
  const [contact] = machinesOf(view)
    .map((one) => one.first)
    .toSorted();
  const [report] = view.parts.intake.reports.map((one) => one.receivedAt).toSorted();
  return parseInstant(contact ?? report ?? '') ?? view.openedAt;
}

/** Copying each source before it loses what matters. */
export function retentionActions(view: CaseView): readonly NextAction[] {
  return readRetentions(view)
    .filter((one) => !one.kept)
    .map(({ source, days, lostAt, seq }) => {
      const name = inertText(source).slice(0, 100);
      return {
        id: `case.retention.${seq}`,
        order: 4.5,
        text: { ja: `${name} のログを書き出して残す`, en: `Copy the logs of ${name} to keep them` },
        why: {
          ja: `${days} 日で上書きされ、この事案の最初の記録から失われていく`,
          en: `They are overwritten after ${days} days, the first lines of this case first`,
        },
        who: { ja: '担当者', en: 'Responder' },
        by: lostAt,
        kept: true,
        href: null,
      };
    });
}
