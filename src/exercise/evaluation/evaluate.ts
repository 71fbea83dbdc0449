// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../../case/entry.ts';
import type { Rating } from '../../case/entry/exercise.ts';
import { caseTimeOf } from '../../case/measures/case-time.ts';
import { measuresOf } from '../../case/measures/measures.ts';
import type { Measures } from '../../case/measures/measures.ts';
import type { Point } from '../../case/measures/points.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Said, Scenario } from '../scenario/scenario.ts';
import { secondsOf } from '../scenario/time.ts';
import type { Outcome } from './evaluation.contract.ts';

/** What an instructor said of a target. */
export type GivenRating = { readonly rating: Rating; readonly note: string; readonly by: string; readonly at: Instant };

export type RatedTarget = {
  /** `objective/target`. */
  readonly name: string;
  readonly text: Said;
  readonly tasks: readonly Said[];
} & (
  | {
      readonly by: 'journal';
      readonly from: Point;
      readonly to: Point;
      /** Seconds of the case's own time; `took` null: one of the two is not reached. */
      readonly within: number;
      readonly took: number | null;
      readonly outcome: Outcome;
      /** The entries on which it rests. */
      readonly rests: readonly number[];
    }
  /** null: not rated yet. */
  | { readonly by: 'instructor'; readonly rating: GivenRating | null }
);

export type Evaluation = {
  readonly measures: Measures;
  readonly objectives: readonly { readonly id: string; readonly text: Said; readonly targets: readonly RatedTarget[] }[];
};

/** How an exercise stands against its targets, from its journal alone. Entries are all of its case, in order; pure. */
export function evaluate(
  { objectives }: Pick<Scenario, 'objectives'>,
  entries: readonly (Entry | ErasedEntry)[],
  now: Instant,
): Evaluation {
  const measures = measuresOf(entries);
  const ended = entries.some(({ kind }) => kind === 'exercise.ended');
  const given = ratingsIn(entries);
  const timeAt = caseTimeOf(entries);
  const start = entries.find(({ seq }) => seq === measures.seq['first-contact']);
  const elapsed = start === undefined ? 0 : timeAt(now) - timeAt(start.at);
  return {
    measures,
    objectives: objectives.map(({ id, text, targets }) => ({
      id,
      text,
      targets: targets.map(({ id: targetId, text: says, tasks, metric }): RatedTarget => {
        const shown = { name: `${id}/${targetId}`, text: says, tasks };
        if (metric === undefined) return { ...shown, by: 'instructor', rating: given.get(shown.name) ?? null };
        const { from, to } = metric;
        const within = secondsOf(metric.within) ?? 0;
        const [began, reached] = [measures.seconds[from], measures.seconds[to]];
        const took = began === null || reached === null ? null : Math.max(0, Math.round((reached - began) * 1000) / 1000);
        const over = ended || (began !== null && elapsed - began > within);
        const outcome = took === null ? (over ? 'not-reached' : 'open') : took <= within ? 'met' : 'late';
        return {
          ...shown,
          by: 'journal',
          from,
          to,
          within,
          took,
          outcome,
          rests: [from, to].flatMap((point) => measures.seq[point] ?? []),
        };
      }),
    })),
  };
}

/** The last rating of each target. */
function ratingsIn(entries: readonly (Entry | ErasedEntry)[]): ReadonlyMap<string, GivenRating> {
  const found = new Map<string, GivenRating>();
  for (const entry of entries)
    if (entry.kind === 'exercise.rated' && entry.body !== null) {
      const { target, rating, note } = entry.body;
      found.set(target, { rating, note, by: entry.actor.name, at: entry.at });
    }
  return found;
}
