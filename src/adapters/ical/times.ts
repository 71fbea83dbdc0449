// SPDX-License-Identifier: Apache-2.0
import type ICAL from 'ical.js';
import type { ZoneReader } from './zones.ts';

/** One DATE or DATE-TIME with the zone in which it was written. `wall` is its wall time as if it were UTC, in milliseconds. */
export type Moment = { readonly wall: number; readonly at: number; readonly wholeDay: boolean; readonly zone: ZoneReader };

export type MomentOf = (property: ICAL.Property | null) => readonly Moment[] | null;

/** Reads the dates of a property; null when one of them, or its zone, cannot be read. */
export function momentsBy(zoneOf: (tzid: string) => ZoneReader | null, local: ZoneReader): MomentOf {
  return (property) => {
    if (property === null) return [];
    const tzid = property.getFirstParameter('tzid');
    const named = tzid === '' || tzid === undefined ? local : zoneOf(tzid);
    const moments: Moment[] = [];
    // The text itself: the library would take 31 February for 3 March.
    for (const value of property.toJSON().slice(3) as readonly unknown[]) {
      const moment = momentOf(String(value), named, local);
      if (moment === null) return null;
      moments.push(moment);
    }
    return moments;
  };
}

/** `2027-05-10` or `2027-05-10T09:00:00`, with a Z for UTC (RFC 7265 §3.6). */
function momentOf(text: string, named: ZoneReader | null, local: ZoneReader): Moment | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(Z)?)?$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wholeDay = match[4] === undefined;
  const wall = wallOf({ year, month, day, hour, minute, second, isDate: wholeDay });
  const zone = wholeDay ? local : match[7] === undefined ? named : utc;
  const at = zone === null || wall === null ? null : zone(wall);
  return zone === null || wall === null || at === null ? null : { wall, at, wholeDay, zone };
}

/** A wall time of UTC is the instant itself. */
export const utc: ZoneReader = (wall) => wall;

/** null for a day that no calendar has, and for years beyond four digits. */
export function wallOf(time: Pick<ICAL.Time, 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'isDate'>): number | null {
  const { year, month, day } = time;
  const [hour, minute, second] = time.isDate ? [0, 0, 0] : [time.hour, time.minute, time.second];
  const wall = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  const read = new Date(wall);
  const real = year >= 1900 && year <= 9000 && read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60;
  return real ? wall : null;
}
