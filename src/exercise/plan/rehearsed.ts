// SPDX-License-Identifier: Apache-2.0
import { milestones } from '../../case/measures/points.ts';
import type { Milestone } from '../../case/measures/points.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { plusDays } from '../../common/civil-day.ts';
import type { ExerciseDate } from './date-store.port.ts';
import type { Run } from '../run/run.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A moment of a response, and when it was last measured in an exercise that ended. */
export type Rehearsed = {
  readonly point: Milestone;
  /** null: never. */
  readonly last: { readonly runId: string; readonly at: Instant } | null;
  /** Never, or more than a year ago. */
  readonly gap: boolean;
  /** Scenarios that would measure it, by their ids. */
  readonly by: readonly string[];
};

const YEAR = 365 * 86_400_000;

/** Which moments were rehearsed when, over the scenarios that there are and the runs so far (newest first); pure. */
export function rehearsed(scenarios: readonly Scenario[], runs: readonly Run[], now: Instant): readonly Rehearsed[] {
  const since = plusMillis(now, -YEAR);
  return milestones.map((point) => {
    const run = runs.find(({ state, scenario }) => state === 'ended' && measures(scenario, point));
    const last = run === undefined ? null : { runId: run.runId, at: run.startedAt };
    return { point, last, gap: last === null || last.at < since, by: scenarios.flatMap((one) => (measures(one, point) ? [one.id] : [])) };
  });
}

/** Started up to a week before the day still counts as that exercise. */
const EARLY = 7;

/** How a day set for a scenario stands on `today` (both YYYY-MM-DD); `started`: days on which scenarios were started. */
export function stateOfDate(
  { scenarioId, day }: Pick<ExerciseDate, 'scenarioId' | 'day'>,
  started: readonly { readonly scenarioId: string; readonly day: string }[],
  today: string,
): 'coming' | 'held' | 'missed' {
  const from = plusDays(day, -EARLY);
  const to = plusDays(day, EARLY);
  if (started.some((one) => one.scenarioId === scenarioId && one.day >= from && one.day <= to)) return 'held';
  return day < today ? 'missed' : 'coming';
}

function measures({ objectives }: Scenario, point: Milestone): boolean {
  return objectives.some(({ targets }) => targets.some(({ metric }) => metric?.to === point));
}
