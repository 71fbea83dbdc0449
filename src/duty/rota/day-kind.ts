// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { plusDays, weekdayOf } from '../../common/civil-day.ts';
import type { Holidays } from '../../common/holidays.port.ts';
import type { DutyPlan } from './plan.ts';

/** A day as the rota sees it. `holiday` covers public holidays and company closures, whatever the weekday. */
export type DayKind = {
  readonly kind: 'working' | 'weekend' | 'holiday';
  readonly name: Bilingual | null;
  /** An equinox day that is not published yet. */
  readonly provisional: boolean;
  /** The calendar has no data for that year: weekends only. */
  readonly uncertain: boolean;
};

export type Calendar = { readonly kindOf: (day: string) => DayKind };

/** Working day, weekend or holiday of each civil day (`YYYY-MM-DD`), each looked up once. */
export function calendarOf(plan: Pick<DutyPlan, 'country' | 'closures'>, holidays: Holidays): Calendar {
  const known = new Map<string, DayKind>();
  return {
    kindOf(day) {
      const before = known.get(day);
      if (before !== undefined) return before;
      const found = kindOf(plan, holidays, day);
      known.set(day, found);
      return found;
    },
  };
}

function kindOf(plan: Pick<DutyPlan, 'country' | 'closures'>, holidays: Holidays, day: string): DayKind {
  const answer = holidays.on(plan.country, day);
  const uncertain = answer.is === 'unknown';
  if (answer.is === 'holiday') return { kind: 'holiday', name: answer.name, provisional: answer.provisional, uncertain };
  const closure = plan.closures.find((row) => covers(row, day));
  if (closure !== undefined) return { kind: 'holiday', name: closure.name, provisional: false, uncertain };
  return { kind: weekdayOf(day) >= 6 ? 'weekend' : 'working', name: null, provisional: false, uncertain };
}

function covers(closure: { readonly from: string; readonly to: string }, day: string): boolean {
  const yearly = closure.from.startsWith('--');
  const at = yearly ? `-${day.slice(4)}` : day;
  if (!yearly || closure.from <= closure.to) return at >= closure.from && at <= closure.to;
  return at >= closure.from || at <= closure.to;
}

export type LongWeekend = { readonly from: string; readonly to: string; readonly days: number; readonly names: readonly Bilingual[] };

/** Stretches of three or more days off that touch `from` … `from + days`. */
export function longWeekends(calendar: Calendar, from: string, days: number, least = 3): readonly LongWeekend[] {
  const found: LongWeekend[] = [];
  let day = from;
  while (calendar.kindOf(plusDays(day, -1)).kind !== 'working' && calendar.kindOf(day).kind !== 'working') day = plusDays(day, -1);
  const end = plusDays(from, days);
  while (day <= end) {
    let last = day;
    if (calendar.kindOf(day).kind !== 'working') {
      while (calendar.kindOf(plusDays(last, 1)).kind !== 'working') last = plusDays(last, 1);
      const run = [...range(day, last)];
      if (run.length >= least)
        found.push({ from: day, to: last, days: run.length, names: run.flatMap((one) => calendar.kindOf(one).name ?? []) });
    }
    day = plusDays(last, 1);
  }
  return found;
}

function* range(from: string, to: string): Iterable<string> {
  for (let day = from; day <= to; day = plusDays(day, 1)) yield day;
}
