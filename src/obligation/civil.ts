// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import { instantFromMillis } from '../kernel/instant.ts';
import type { Day } from './holidays.port.ts';

/** Civil time, always with the zone said: never the zone of the machine. */
export function dayOf(instant: Instant, zone: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export function plusDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}

/** The wall clock's time on that day. In a gap (spring) the earlier instant: the strict reading. */
export function atWallTime(day: Day, time: string, zone: string): Instant {
  const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'earlier' });
  return instantOf(zoned.toInstant());
}

/** Last second of the day in the zone. */
export function endOfDay(day: Day, zone: string): Instant {
  return atWallTime(day, '23:59:59', zone);
}

export function startOfDay(day: Day, zone: string): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant());
}

/** The same wall time `by` later; a day that the month lacks becomes the month's last day (Regulation 1182/71 art. 3(2)). */
export function plusCivil(instant: Instant, by: { readonly months?: number; readonly days?: number }, zone: string): Instant {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().add(by, { overflow: 'constrain' });
  return instantOf(wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).toInstant());
}

function instantOf(instant: Temporal.Instant): Instant {
  const found = instantFromMillis(instant.epochMilliseconds);
  if (found === null) throw new RangeError('instant out of range');
  return found;
}
