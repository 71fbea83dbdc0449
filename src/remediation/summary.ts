// SPDX-License-Identifier: Apache-2.0
import type { Measures } from '../case/measures/measures.ts';
import { milestones } from '../case/measures/points.ts';
import type { Milestone } from '../case/measures/points.ts';

export type Summary = {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly worst: number | null;
};

/** Over all cases: how many reached each milestone, and how long it took. */
export function summarise(all: readonly Measures[]): Readonly<Record<Milestone, Summary>> {
  return Object.fromEntries(
    milestones.map((milestone) => {
      const times = all.flatMap((one) => one.minutes[milestone] ?? []).toSorted((a, b) => a - b);
      const at = (share: number): number | null => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? null;
      return [milestone, { count: times.length, median: at(0.5), p90: at(0.9), worst: times.at(-1) ?? null }];
    }),
  ) as Record<Milestone, Summary>;
}
