// SPDX-License-Identifier: Apache-2.0
import { partFolds } from '../fold/parts.ts';
import type { PartViews } from '../fold/parts.ts';
import type { NextAction } from '../fold/readings/reading.ts';
import type { CaseView } from '../fold/view.ts';
import { callActions } from './call-actions.ts';
import { factsOf } from './facts.ts';
import { findingActions } from './finding-actions.ts';
import { byRank } from './rank.ts';
import { retentionActions } from './retention-actions.ts';

export type ReadAction = NextAction & { readonly given: string | null };

/**
 * What to do next, most pressing first. Done and refused ones are gone, and so is what an entry proves done; postponed ones
 * come back when their time has come.
 */
export function readNext(view: CaseView, now: string): readonly ReadAction[] {
  if (view.state.is === 'closed') return [];
  const proved = factsOf(view);
  const ofParts = Object.entries(partFolds).flatMap(([name, fold]) =>
    (fold.next as (view: unknown, proved: ReadonlySet<string>) => readonly NextAction[])(view.parts[name as keyof PartViews], proved),
  );
  return [...ofParts, ...findingActions(view), ...callActions(view), ...retentionActions(view)]
    .flatMap((action) => {
      const marked = view.actions[action.id];
      if (marked?.is === 'done' || marked?.is === 'refused') return [];
      if (marked?.is === 'postponed' && marked.until > now) return [];
      if (action.provedBy?.some((fact) => proved.has(fact)) === true) return [];
      return [{ ...action, href: placed(view.id, action.href), given: marked?.is === 'given' ? marked.name : null }];
    })
    .toSorted(byRank(now));
}

/** A part does not know the number of its case: an address without a leading slash is a page of the case. */
function placed(caseId: string, href: string | null): string | null {
  return href === null || href.startsWith('/') ? href : `/cases/${caseId}/${href}`;
}
