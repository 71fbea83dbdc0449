// SPDX-License-Identifier: Apache-2.0
// Civil days and wall times of a named zone (IANA, or an offset). The zone is always given; the machine's own is never asked.
import type { Instant } from '../kernel/instant.ts';
import { instantFromMillis, millisOf } from '../kernel/instant.ts';

/** A day of the Gregorian calendar, `2026-11-23`. */
export type Day = string;

/** Whether the text is a day that exists: 31 February, which Date takes for 3 March, is none. Years 0000 to 9999. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** The civil day on which `millis` (since 1970 UTC) falls in the zone. RangeError for a zone that does not exist. */
export function dayAt(millis: number, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Like dayAt, for an Instant. */
export function dayOf(instant: Instant, zone: string): Day {
  return dayAt(millisOf(instant), zone);
}

/** The wall time in the zone to the minute, `09:05`. */
export function timeAt(millis: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);
}

/** The day `days` later (earlier where negative). Years 0100 to 9999; without Temporal, because a rota asks it many thousand times. */
export function plusDays(day: Day, days: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return ((((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) % 7) + 7) % 7) + 1;
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}

/** Whole days from one day to another; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Whole days since 1970-01-01, of a day or of a moment's day in UTC; NaN for neither. */
export function numberOfDay(text: string): number {
  return Math.floor(Date.parse(text) / 86_400_000);
}

/** The day with that number. */
export function dayOfNumber(days: number): Day {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days of 24 hours that have passed between two moments (a day alone: its beginning in UTC); 0 where `to` is earlier, NaN for no time. */
export function fullDaysBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

/** Milliseconds of a wall time, for duties: one that a spring night lacks is taken an hour later, one that an autumn night has twice at its first passing. */
export function atTime(day: Day, time: string, zone: string): number {
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

function instantOf(zoned: Temporal.ZonedDateTime): Instant {
  const found = instantFromMillis(zoned.epochMilliseconds);
  if (found === null) throw new RangeError('instant out of range');
  return found;
}
