// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../entry.ts';
import { caseTimeOf } from './case-time.ts';
import { countsOf } from './counts.ts';
import type { Counts } from './counts.ts';
import { points } from './points.ts';
import type { Point } from './points.ts';
import { reachedIn } from './reached.ts';

type Each<T> = Readonly<Record<Point, T>>;

export type Measures = {
  /** The first contact: the first entry of the case, in an exercise the first inject. */
  readonly startedAt: string | null;
  readonly exercise: boolean;
  /** From the first contact, to the millisecond, by the case's own time; null: not reached. What came before it is 0. */
  readonly seconds: Each<number | null>;
  /** The same in minutes, to a tenth. */
  readonly minutes: Each<number | null>;
  /** The entry on which each number rests. */
  readonly seq: Each<number | null>;
  readonly counts: Counts;
  readonly clocks: { readonly met: number; readonly missed: number };
};

/** Times and counts of one case from its journal alone. Entries are all of it, in order; pure. */
export function measuresOf(entries: readonly (Entry | ErasedEntry)[]): Measures {
  const reached = reachedIn(entries);
  const timeAt = caseTimeOf(entries);
  const start = reached['first-contact'];
  const each = <T>(of: (point: Point) => T) => Object.fromEntries(points.map((point) => [point, of(point)])) as Each<T>;
  const seconds = each((point) => {
    const entry = reached[point];
    if (entry === null || start === null) return null;
    return Math.max(0, Math.round((timeAt(entry.at) - timeAt(start.at)) * 1000) / 1000);
  });
  return {
    startedAt: start?.at ?? null,
    exercise: entries.some(({ kind }) => kind === 'exercise.started'),
    seconds,
    minutes: each((point) => {
      const taken = seconds[point];
      return taken === null ? null : Math.round(taken / 6) / 10;
    }),
    seq: each((point) => reached[point]?.seq ?? null),
    counts: countsOf(entries, ({ at }) => timeAt(at)),
    clocks: {
      met: entries.filter(({ kind }) => kind === 'clock.met').length,
      missed: entries.filter(({ kind }) => kind === 'clock.missed').length,
    },
  };
}
