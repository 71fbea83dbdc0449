// SPDX-License-Identifier: Apache-2.0
import { isLost } from '../../case/fold/views/containment-view.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { DisclosureDeps } from '../deps.ts';
import { factsOfChanges } from '../fact/changes.ts';
import { collect } from '../fact/collect.ts';
import { coverageOf, whyNotBacked } from '../fact/coverage.ts';
import type { Facts } from '../fact/fact.ts';
import { stageNames } from '../fact/items.ts';
import type { Stage } from '../fact/items.ts';
import { factsOfCut } from '../fact/of-cut.ts';
import { factsOfLeak } from '../fact/of-leak.ts';
import { factsOfPeople, givenOf, purposeWords } from '../fact/of-people.ts';
import { factsOfRecord } from '../fact/of-record.ts';
import { factsOfTimeline } from '../fact/of-timeline.ts';
import type { Saying } from '../say/told.ts';
import { frozenStatement } from './frozen.ts';
import type { Snapshot } from './snapshot.ts';

/** All that a statement of this stage could say now, from the case and nothing else. */
export async function gather(deps: DisclosureDeps, view: CaseView, stage: Stage, now: string): Promise<Saying> {
  const { disclosure, containment } = view.parts;
  const given = givenOf(disclosure);
  const to = collect();
  const plan = containment.plans.findLast((one) => one.applied !== null && !isLost(one));
  const [organisation, own, cutPlan, previous, { marked }] = await Promise.all([
    deps.house.organisation(),
    deps.house.own(),
    plan?.applied == null ? null : deps.house.cutPlan(plan.plan, plan.applied.option),
    previousOf(deps, view),
    deps.passing.of(view.id),
  ]);
  to.text('organisation', organisation, 0);
  const number = disclosure.statements.filter((one) => one.published !== null).length + 1;
  to.count('statement.number', number, 0);
  to.instant('statement.at', now, 0);
  to.word('statement.stage', stage, stageNames[stage], 0);
  to.word('statement.state', stage === 'final' ? 'final' : 'under-investigation', stage === 'final' ? stageNames.final : OPEN, 0);
  if (marked) to.word('statement.practice', 'practice', PRACTICE, 0);
  const purpose = stage === 'first' ? 'warn' : 'account';
  to.word('purpose', purpose, purposeWords[purpose], 0);
  factsOfRecord(view, to, own);
  factsOfCut(view, cutPlan, given['cut.names'] === 'public', to);
  factsOfLeak(view, to);
  factsOfPeople(disclosure, to, own);
  factsOfTimeline(view, to, own);
  let unreasoned: readonly string[] = [];
  if (previous !== null) {
    to.count('previous.number', previous.number, previous.seq);
    unreasoned = factsOfChanges(previous.snapshot.facts, to.facts(), given.reasons, previous.seq, to);
  }
  const facts: Facts = to.facts();
  const happened = facts['happened.at']?.value;
  return { facts, own, stage, now, unreasoned, notBacked: whyNotBacked(coverageOf(view), typeof happened === 'string' ? happened : null) };
}

const PRACTICE = { ja: '【訓練】', en: 'EXERCISE:' };
const OPEN = { ja: '調査中', en: 'under investigation' };

/** The statement published last, with what it said then. */
async function previousOf(
  deps: Pick<DisclosureDeps, 'blobs'>,
  view: CaseView,
): Promise<{ readonly number: number; readonly seq: number; readonly snapshot: Snapshot } | null> {
  const last = view.parts.disclosure.statements.findLast((one) => one.published !== null);
  const snapshot = last === undefined ? null : await frozenStatement(deps, last.blob);
  return last?.published == null || snapshot === null ? null : { number: last.number, seq: last.published.seq, snapshot };
}
