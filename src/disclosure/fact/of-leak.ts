// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { Collect } from './collect.ts';
import { coverageOf, lookNames } from './coverage.ts';

const MOST = 20;

/** What was looked at and what was not, so that a sentence about a leak can carry its scope. */
export function factsOfLeak(view: CaseView, to: Collect): void {
  const { looks, gaps } = coverageOf(view);
  looks.slice(0, MOST).forEach(({ what, lines, from, until, seq }, index) => {
    to.word(`leak.looks.${index}.what`, what, lookNames[what], seq);
    to.count(`leak.looks.${index}.lines`, lines, seq);
    to.instant(`leak.looks.${index}.from`, from, seq);
    to.instant(`leak.looks.${index}.until`, until, seq);
  });
  gaps.slice(0, MOST).forEach(({ text, seq }, index) => to.text(`leak.gaps.${index}`, text, seq));
  if (gaps.length > MOST) to.count('leak.gaps.more', gaps.length - MOST, gaps[MOST]?.seq ?? 0);
  const out = view.parts.hunt.dataOut.findLast((one) => one.atMostBytes !== null && one.atMostBytes > 0);
  if (out !== undefined) to.count('leak.out.bytes', out.atMostBytes, out.seq);
}
