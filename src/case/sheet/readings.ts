// SPDX-License-Identifier: Apache-2.0
import { readJudgement, readStations } from '../fold/fold.ts';
import { isSameCase } from '../fold/view.ts';
import type { CaseView } from '../fold/view.ts';
import { readFindings } from '../handover/findings.ts';
import { byRank } from '../next/rank.ts';
import { readNext } from '../next/next-actions.ts';
import { readRetentions } from '../next/retention-actions.ts';
import { readUnfinished } from '../next/unfinished.ts';

const kept = new WeakMap<CaseView['parts'], { readonly view: CaseView; readonly readings: Readings }>();
type Readings = ReturnType<typeof readAll>;

/** Later than any time to which something is postponed. */
const END_OF_TIME = '9999';

/**
 * Everything that a case reads as, worked out once for as long as nothing of it but its number moves: a note, and whoever
 * looks again after one, does not pay for what stands there already. Next actions are all of them, postponed ones too.
 */
export function readingsOf(view: CaseView): Readings {
  const before = kept.get(view.parts);
  if (before !== undefined && isSameCase(before.view, view)) return before.readings;
  const readings = readAll(view);
  kept.set(view.parts, { view, readings });
  return readings;
}

function readAll(view: CaseView) {
  return {
    stations: readStations(view),
    judgement: readJudgement(view),
    unfinished: readUnfinished(view),
    // Nobody works here on what came from another desk.
    next: view.imported === null ? readNext(view, END_OF_TIME) : [],
    postponed: Object.values(view.actions).some(({ is }) => is === 'postponed'),
    retentions: readRetentions(view),
    findings: readFindings(view),
  };
}

/** The next actions as of `now`: those that are postponed beyond it are not among them. */
export function nextAt(view: CaseView, now: string): Readings['next'] {
  const { next, postponed } = readingsOf(view);
  const due = !postponed
    ? next
    : next.filter(({ id }) => {
        const mark = view.actions[id];
        return mark?.is !== 'postponed' || mark.until <= now;
      });
  // What was worked out once stood at the end of time; the times that others keep come nearer meanwhile.
  return due.toSorted(byRank(now));
}
