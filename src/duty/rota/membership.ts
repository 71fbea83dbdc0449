// SPDX-License-Identifier: Apache-2.0
import { atTime, dayAt, plusDays, weekdayOf } from '../../common/civil-day.ts';
import type { DutyPerson } from './plan.ts';

/** Milliseconds; `to` is exclusive. */
export type Span = { readonly from: number; readonly to: number };

/** Whether the person is on the team on that civil day: from the first day to the last one. */
export function onTeam(person: DutyPerson, day: string): boolean {
  return (person.from === undefined || person.from <= day) && (person.until === undefined || day <= person.until);
}

/** Whether the person may have duty on that civil day: on the team, and none of the days on which they never do. */
export function mayHaveDuty(person: DutyPerson, day: string): boolean {
  return onTeam(person, day) && !(person.never?.includes(weekdayOf(day)) ?? false);
}

/** The parts of a span on whose civil days (midnight to midnight in `zone`) `may` does not hold, joined and in order. */
export function partsWithout(span: Span, zone: string, may: (day: string) => boolean): readonly Span[] {
  const parts: Span[] = [];
  const last = dayAt(span.to - 1, zone);
  for (let day = dayAt(span.from, zone); day <= last; day = plusDays(day, 1)) {
    if (may(day)) continue;
    const from = Math.max(span.from, atTime(day, '00:00', zone));
    const to = day === last ? span.to : Math.min(span.to, atTime(plusDays(day, 1), '00:00', zone));
    const before = parts.at(-1);
    if (before !== undefined && before.to >= from) parts[parts.length - 1] = { from: before.from, to };
    else if (from < to) parts.push({ from, to });
  }
  return parts;
}

/**
 * The parts of a span in which the person cannot have duty; empty at once for somebody without such limits. `goneAt`:
 * when they left the organisation, in milliseconds.
 */
export function partsOff(person: DutyPerson, span: Span, zone: string, goneAt = Infinity): readonly Span[] {
  if (goneAt <= span.from) return [span];
  const here = { from: span.from, to: Math.min(span.to, goneAt) };
  const after = goneAt < span.to ? [{ from: goneAt, to: span.to }] : [];
  if (person.from === undefined && person.until === undefined && person.never === undefined) return after;
  return [...partsWithout(here, zone, (day) => mayHaveDuty(person, day)), ...after];
}
