// SPDX-License-Identifier: Apache-2.0
// Civil days and wall times of a named zone (IANA, or an offset). The zone is always given; the machine's own is never asked.
import type { Instant } from '../kernel/instant.ts';
import { instantFromMillis, millisOf } from '../kernel/instant.ts';

const DAY = 86_400_000;

/** A day of the Gregorian calendar, `2026-11-23`. */
export type Day = string;

/** Whether the text is a day that exists: 31 February, which Date takes for 3 March, is none. Years 0000 to 9999. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** The civil day on which `millis` (since 1970 UTC) falls in the zone. RangeError for a zone that does not exist. */
export function dayAt(millis: number, zone: string): Day {
  return wallText(millis, zone).split('T')[0] as Day;
}

/** Like dayAt, for an Instant. */
export function dayOf(instant: Instant, zone: string): Day {
  return dayAt(millisOf(instant), zone);
}

/** The wall time in the zone to the minute, `09:05`. */
export function timeAt(millis: number, zone: string): string {
  return (wallText(millis, zone).split('T')[1] as string).slice(0, 5);
}

/** The day `days` later (earlier where negative). Years 0000 to 9999; without Temporal, because a rota asks it many thousand times. */
export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return ((((Date.parse(`${day}T00:00:00Z`) / DAY + 3) % 7) + 7) % 7) + 1;
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}

/** Whole days from one day to another; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** Whole days since 1970-01-01, of a day or of a moment's day in UTC; NaN for neither. */
export function numberOfDay(text: string): number {
  return Math.floor(Date.parse(text) / DAY);
}

/** The day with that number. */
export function dayOfNumber(days: number): Day {
  return new Date(days * DAY).toISOString().slice(0, 10);
}

/** Whole days of 24 hours that have passed between two moments (a day alone: its beginning in UTC); 0 where `to` is earlier, NaN for no time. */
export function fullDaysBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY));
}

/** Milliseconds of a wall time, for duties: one that a spring night lacks is taken an hour later, one that an autumn night has twice at its first passing. */
export function atTime(day: Day, time: string, zone: string): number {
  const asUtc = /^[01]\d:\d\d$|^2[0-3]:\d\d$/.test(time) && isDay(day) ? Date.parse(`${day}T${time}Z`) : Number.NaN;
  if (!Number.isNaN(asUtc)) {
    const { from, until, offset } = steadyAt(asUtc, zone);
    // No change of the clocks within a day before and after: the wall time exists, and once.
    if (asUtc - offset - DAY >= from && asUtc - offset + DAY < until) return asUtc - offset;
  }
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The instant of a wall time, for deadlines: in a gap (spring) the earlier instant, which is the strict reading. */
export function atWallTime(day: Day, time: string, zone: string): Instant {
  return instantOf(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'earlier' }));
}

/** First instant of the day in the zone. */
export function startOfDay(day: Day, zone: string): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(zone));
}

/** Last second of the day in the zone. */
export function endOfDay(day: Day, zone: string): Instant {
  return atWallTime(day, '23:59:59', zone);
}

/** The same wall time `by` later; a day that the month lacks becomes the month's last day (Regulation 1182/71 art. 3(2)). */
export function plusCivil(instant: Instant, by: { readonly months?: number; readonly days?: number }, zone: string): Instant {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().add(by, { overflow: 'constrain' });
  return instantOf(wall.toZonedDateTime(zone, { disambiguation: 'earlier' }));
}

/** A stretch in which the zone's clocks stand still: `from <= t < until`, all in milliseconds. */
type Steady = { readonly zone: string; readonly from: number; readonly until: number; readonly offset: number };

/** The stretch asked last. A rota or a log asks the same one many thousand times, and the zone's rules are slow to ask. */
let asked: Steady = { zone: '', from: 0, until: 0, offset: 0 };

function steadyAt(millis: number, zone: string): Steady {
  if (asked.zone === zone && millis >= asked.from && millis < asked.until) return asked;
  const here = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
  // One millisecond on: a change at this very moment is the beginning of the stretch.
  const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = here.getTimeZoneTransition('next');
  asked = {
    zone,
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1_000_000,
  };
  return asked;
}

/** The zone's wall time as ISO 8601 text, without its offset. */
function wallText(millis: number, zone: string): string {
  return new Date(millis + steadyAt(millis, zone).offset).toISOString();
}

function instantOf(zoned: Temporal.ZonedDateTime): Instant {
  const found = instantFromMillis(zoned.epochMilliseconds);
  if (found === null) throw new RangeError('instant out of range');
  return found;
}
