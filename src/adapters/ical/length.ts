// SPDX-License-Identifier: Apache-2.0
import ICAL from 'ical.js';
import type { Moment, MomentOf } from './times.ts';

const DAY = 86_400_000;

/** The end (milliseconds, exclusive) of an entry that begins at a moment; at or before the beginning: it has no length. */
export type Length = (start: Moment) => number;

/**
 * How long an entry lasts, for it and for each of its series (RFC 5545 §3.6.1): days count on the wall, hours as they pass;
 * a whole day without an end, or whose end is its beginning, is that day. null: cannot be read, or ends before it begins.
 */
export function lengthOf(event: ICAL.Component, start: Moment, momentsOf: MomentOf): Length | null {
  const property = event.getFirstProperty('dtend');
  if (property !== null) {
    const [end] = momentsOf(property) ?? [];
    return end === undefined || end.at < start.at ? null : until(start, end);
  }
  const duration = event.getFirstPropertyValue('duration') as unknown;
  if (duration instanceof ICAL.Duration) return duration.isNegative ? null : lasting(duration);
  if (duration !== null && duration !== undefined) return null;
  return start.wholeDay ? days(1) : (moment) => moment.at;
}

function until(start: Moment, end: Moment): Length {
  if (start.wholeDay && end.wholeDay) return days(Math.max(1, Math.round((end.wall - start.wall) / DAY)));
  if (start.zone === end.zone) return (moment) => moment.zone(moment.wall + end.wall - start.wall) ?? moment.at;
  return (moment) => moment.at + end.at - start.at;
}

function days(count: number): Length {
  return (moment) => moment.zone(moment.wall + count * DAY) ?? moment.at;
}

function lasting({ weeks, days: whole, hours, minutes, seconds }: ICAL.Duration): Length {
  const exact = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return (moment) => (moment.zone(moment.wall + (weeks * 7 + whole) * DAY) ?? moment.at) + exact;
}
