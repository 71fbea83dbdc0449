// SPDX-License-Identifier: Apache-2.0
import ICAL from 'ical.js';
import type { Moment, MomentOf } from './times.ts';
import { wallOf } from './times.ts';

/** Steps of one series, those before the window included: a daily one from fifty years ago is still followed. */
const MOST_STEPS = 20_000;
const DAY = 86_400_000;

export type Series = readonly Moment[] | { readonly why: 'too-often' | 'unreadable' };

/**
 * When the entry takes place between two instants: DTSTART, its RRULEs and RDATEs, less its EXDATEs. Rules are followed on
 * the wall of the entry's own zone, so that nine o'clock stays nine o'clock over a change of the clocks, and compared with
 * UNTIL, EXDATE and RECURRENCE-ID as instants, in whatever zone those are written (RFC 5545 §3.3.10, §3.8.5).
 */
export function occurrencesOf(event: ICAL.Component, start: Moment, momentsOf: MomentOf, from: number, to: number): Series {
  const listed = allMoments(event, 'rdate', momentsOf);
  const left = allMoments(event, 'exdate', momentsOf);
  if (listed === null || left === null) return { why: 'unreadable' };
  const found = new Map<number, Moment>([[start.at, start]]);
  for (const moment of listed) if (moment.at >= from && moment.at < to) found.set(moment.at, moment);
  for (const property of event.getAllProperties('rrule')) {
    const rule = property.getFirstValue() as unknown;
    if (!(rule instanceof ICAL.Recur)) return { why: 'unreadable' };
    const moments = followed(rule, start, from, to);
    if ('why' in moments) return moments;
    for (const moment of moments) found.set(moment.at, moment);
  }
  return [...found.values()].filter((moment) => !isLeft(moment, left)).toSorted((a, b) => a.at - b.at);
}

function allMoments(event: ICAL.Component, name: string, momentsOf: MomentOf): readonly Moment[] | null {
  const all: Moment[] = [];
  for (const property of event.getAllProperties(name)) {
    const moments = momentsOf(property);
    if (moments === null) return null;
    all.push(...moments);
  }
  return all;
}

/** An exception that names a day alone takes out all of that day on the entry's own wall, as several programs mean it. */
function isLeft(moment: Moment, left: readonly Moment[]): boolean {
  return left.some((one) =>
    one.wholeDay && !moment.wholeDay ? Math.floor(one.wall / DAY) === Math.floor(moment.wall / DAY) : one.at === moment.at,
  );
}

function followed(
  rule: ICAL.Recur,
  start: Moment,
  from: number,
  to: number,
): readonly Moment[] | { readonly why: 'too-often' | 'unreadable' } {
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(rule.freq)) return { why: 'too-often' };
  const until = untilOf(rule, start);
  if (until === 'unreadable') return { why: 'unreadable' };
  // The library would compare UNTIL with a wall time that knows no zone; it is asked here instead, of the instant.
  const endless = rule.clone();
  endless.until = null as never;
  const iterator = endless.iterator(wallTime(start));
  const moments: Moment[] = [];
  for (let step = 0; ; step += 1) {
    if (step >= MOST_STEPS) return { why: 'too-often' };
    const time = iterator.next() as ICAL.Time | null | undefined;
    if (time === null || time === undefined) return moments;
    const wall = wallOf(time);
    const at = wall === null ? null : start.zone(wall);
    if (wall === null || at === null || at >= to || at > until) return moments;
    if (at >= from - 400 * DAY && fits(rule, wall)) moments.push({ ...start, wall, at });
  }
}

/** Whether a day is one that the rule names: the library takes 31 February for 3 March. */
function fits(rule: ICAL.Recur, wall: number): boolean {
  const at = new Date(wall);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const day = at.getUTCDate();
  const months = rule.getComponent('BYMONTH');
  const days = rule.getComponent('BYMONTHDAY');
  return (
    (months.length === 0 || months.includes(at.getUTCMonth() + 1)) &&
    (days.length === 0 || days.includes(day) || days.includes(day - last - 1))
  );
}

function untilOf(rule: ICAL.Recur, start: Moment): number | 'unreadable' {
  const until = rule.until as ICAL.Time | null | undefined;
  if (until === null || until === undefined) return Infinity;
  const wall = wallOf(until);
  if (wall === null) return 'unreadable';
  if (until.isDate) return start.zone(wall + DAY - 1000) ?? 'unreadable';
  if (until.zone === ICAL.Timezone.utcTimezone) return wall;
  return start.zone(wall) ?? 'unreadable';
}

function wallTime(start: Moment): ICAL.Time {
  const at = new Date(start.wall);
  const parts = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    isDate: start.wholeDay,
  };
  return ICAL.Time.fromData(parts);
}
