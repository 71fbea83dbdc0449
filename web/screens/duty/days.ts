// SPDX-License-Identifier: Apache-2.0
import type { DutyCalendar } from '../../../src/duty/contract.ts';

export type Stint = {
  readonly key: string;
  readonly roster: number;
  readonly from: string | null;
  readonly person: string | null;
  /** When the whole stretch begins and ends. */
  readonly at: string;
  readonly until: string;
};
export type RotaDay = DutyCalendar['days'][number] & { readonly stints: readonly Stint[]; readonly inMonth: boolean };

/** `2026-11-21T09:00` on the wall of the rota's zone; such texts sort as times do. */
export function wallIn(zone: string): (iso: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (iso) => format.format(new Date(iso)).replace(' ', 'T');
}

/** Each day with everybody who has it, in order; a stretch without a person is kept as a gap. */
export function daysOf(calendar: DutyCalendar, month: string): readonly RotaDay[] {
  const wall = wallIn(calendar.zone);
  const stretches = calendar.rosters.flatMap((roster, index) =>
    roster.segments.map((segment) => ({ index, from: wall(segment.from), to: wall(segment.to), segment })),
  );
  return calendar.days.map((day) => {
    const [start, end] = [`${day.day}T00:00`, `${nextDay(day.day)}T00:00`];
    const stints = stretches
      .filter((one) => one.from < end && one.to > start)
      .toSorted((a, b) => a.index - b.index || (a.from < b.from ? -1 : 1))
      .map((one) => ({
        key: `${one.index} ${one.from}`,
        roster: one.index,
        from: one.from > start ? one.from.slice(11) : null,
        person: one.segment.person === null ? null : (calendar.people[one.segment.person] ?? one.segment.person),
        at: one.segment.from,
        until: one.segment.to,
      }));
    return { ...day, stints, inMonth: day.day.startsWith(month) };
  });
}

export function nextDay(day: string, count = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** 0 Monday … 6 Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The Mondays-to-Sundays that hold a month. */
export function gridOf(month: string): { readonly from: string; readonly days: number } {
  const first = `${month}-01`;
  const lead = weekdayOf(first);
  const length = Number(nextDay(`${shiftMonth(month, 1)}-01`, -1).slice(8));
  return { from: nextDay(first, -lead), days: Math.ceil((lead + length) / 7) * 7 };
}

export function shiftMonth(month: string, by: number): string {
  const [year = 2026, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7);
}
