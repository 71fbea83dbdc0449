// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../fold/view.ts';
import type { ReadAction } from '../next/next-actions.ts';
import { byRank, rankOf } from '../next/rank.ts';
import { nextAt } from './readings.ts';

/** What one case puts forward at most: its page shows three as well. */
export const FROM_ONE = 3;

const URGENCY = { now: 0, today: 1, unrated: 2, 'can-wait': 3 } as const;

export type OverCases = { readonly view: CaseView; readonly action: ReadAction };

/** What is next over these cases, in the one ranking; of two that press alike, that of the more urgent case. */
export function nextOverCases(views: readonly CaseView[], now: string): readonly OverCases[] {
  const compare = byRank(now);
  const at = Date.parse(now);
  return views
    .flatMap((view) =>
      nextAt(view, now)
        .slice(0, FROM_ONE)
        .map((action) => ({ view, action })),
    )
    .toSorted(
      (a, b) =>
        rankOf(a.action, at) - rankOf(b.action, at) ||
        URGENCY[a.view.urgency] - URGENCY[b.view.urgency] ||
        (a.view.id === b.view.id ? 0 : a.view.id < b.view.id ? -1 : 1) ||
        compare(a.action, b.action),
    );
}
