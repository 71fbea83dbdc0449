// SPDX-License-Identifier: Apache-2.0
import type { DisclosureView } from '../../case/fold/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Instant } from '../../kernel/instant.ts';
import { items, needOf } from '../fact/items.ts';
import { noticedAt } from '../fact/of-record.ts';
import type { Snapshot } from '../statement/snapshot.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What is measured of statements in public, by the same numbers for drills and real cases. Hours and days to one decimal. */
export type Yardstick = {
  /** From noticing to the first report; null: none is public yet. */
  readonly hoursToFirst: number | null;
  /** Since noticing, while no report is public. */
  readonly hoursSoFar: number | null;
  readonly daysBetween: readonly number[];
  /** Times promised for the next report. `open`: not reached, and nothing followed yet. */
  readonly promises: readonly { readonly number: number; readonly at: string; readonly is: 'kept' | 'missed' | 'open' }[];
  /** Of the items that the stage requires, those that the last report says without leaving them under investigation. */
  readonly items: { readonly said: number; readonly of: number } | null;
  readonly first: 'ourselves' | 'others' | 'nobody';
};

/** Seconds at an instant, by the time of the case: an exercise runs on a clock of its own (case/measures/case-time.ts). */
export type TimeAt = (at: Instant) => number;
const realTime: TimeAt = (at) => Date.parse(at) / 1000;

/**
 * `snapshots`: of the published statements, in their order; null where one was erased. Spans are counted by `timeAt`; a time
 * that was promised is one of the wall, in an exercise too, and is held against the wall.
 */
export function yardstickOf(view: CaseView, snapshots: readonly (Snapshot | null)[], now: Instant, timeAt: TimeAt = realTime): Yardstick {
  const published = publishedOf(view.parts.disclosure);
  const walls = published.map(({ at }) => Date.parse(at));
  const times = published.map(({ at }) => timeAt(at));
  const noticed = timeAt(noticedAt(view).at);
  const [first] = times;
  const { others } = view.parts.disclosure;
  const last = snapshots.at(-1) ?? null;
  return {
    hoursToFirst: first === undefined ? null : tenths((first - noticed) / HOUR),
    hoursSoFar: first === undefined ? tenths((timeAt(now) - noticed) / HOUR) : null,
    daysBetween: times.slice(1).map((time, index) => tenths((time - (times[index] ?? time)) / DAY)),
    promises: snapshots.flatMap((snapshot, index) => {
      const at = snapshot?.facts['next.at']?.value;
      if (snapshot === null || snapshot.stage === 'final' || typeof at !== 'string') return [];
      const next = walls[index + 1];
      const is = (next ?? Date.parse(now)) > Date.parse(at) ? 'missed' : next === undefined ? 'open' : 'kept';
      return [{ number: snapshot.number, at, is } as const];
    }),
    items: last === null ? null : sharesOf(last),
    first:
      first === undefined
        ? others === null
          ? 'nobody'
          : 'others'
        : others !== null && Date.parse(others.at) < (walls[0] ?? 0)
          ? 'others'
          : 'ourselves',
  };
}

/** The published statements of a case, oldest first, each with when it became public. */
export function publishedOf({ statements }: DisclosureView) {
  return statements.flatMap(({ published, ...one }) => (published === null ? [] : [{ ...one, at: published.at, by: published.by }]));
}

function sharesOf(snapshot: Snapshot): { readonly said: number; readonly of: number } {
  const required = items.filter((item) => needOf(item, snapshot.stage) === 'required').map(({ id }): string => id);
  const said = snapshot.items.filter(({ item, unknown }) => !unknown && required.includes(item));
  return { said: said.length, of: required.length };
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}
