// SPDX-License-Identifier: Apache-2.0
import { atTime, plusDays } from '../../common/civil-day.ts';
import type { DutyCalendar } from '../contract.ts';
import type { Rota } from '../rota/roster.ts';

/** The rota month: each day with its kind, each roster with its stretches. */
export function calendarOf(rota: Rota, from: string, days: number): DutyCalendar {
  const { plan, calendar } = rota;
  const start = atTime(from, '00:00', plan.zone);
  const end = atTime(plusDays(from, days), '00:00', plan.zone);
  return {
    zone: plan.zone,
    from,
    days: Array.from({ length: days }, (_, index) => {
      const day = plusDays(from, index);
      const { kind, name, provisional } = calendar.kindOf(day);
      return { day, kind, name, provisional };
    }),
    people: Object.fromEntries(plan.people.map((person) => [person.id, person.name])),
    rosters: plan.rosters.map((roster) => ({
      roster: roster.id,
      name: roster.name,
      segments: rota.segments(roster.id, start, end).map((segment) => ({
        from: new Date(segment.from).toISOString(),
        to: new Date(segment.to).toISOString(),
        person: segment.person,
        layer: segment.layer,
        because: segment.because,
      })),
    })),
  };
}
