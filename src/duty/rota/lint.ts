// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { isZone } from '../../kernel/instant.ts';
import { atTime, dayAt, plusDays } from '../../common/civil-day.ts';
import { longWeekends } from './day-kind.ts';
import type { LongWeekend } from './day-kind.ts';
import type { LintFinding } from './finding.ts';
import { awayOnDuty, leaversInPlan, leaversInPolicies, offTeamOnDuty, pagesNobody, reachable } from './lint-people.ts';
import { planFaults } from './plan.ts';
import type { Rota, Segment } from './roster.ts';
import type { Ways } from './ways.port.ts';

export type Gap = { readonly roster: string; readonly from: string; readonly to: string; readonly hours: number };
export type DutyTally = {
  readonly roster: string;
  readonly person: string;
  readonly working: number;
  readonly weekend: number;
  readonly holiday: number;
  readonly hours: number;
};
export type Lint = {
  readonly from: string;
  readonly days: number;
  readonly zone: string;
  readonly sound: boolean;
  readonly gaps: readonly Gap[];
  readonly findings: readonly LintFinding[];
  /** No faults, but what one must know to believe the rest: ways that lead nowhere beside one that works, and what was not looked at. */
  readonly notes: readonly Bilingual[];
  readonly longWeekends: readonly (LongWeekend & {
    readonly duty: readonly { readonly roster: string; readonly persons: readonly (string | null)[] }[];
  })[];
  readonly provisional: readonly { readonly day: string; readonly name: Bilingual }[];
  readonly tally: readonly DutyTally[];
};

/** Looks `days` ahead of `now`: where nobody has the duty, who of those who have it could not be reached now, which long weekends come, who carries how much. */
export function lintRota(rota: Rota, now: number, days: number, ways: Ways): Lint {
  const { plan, calendar } = rota;
  const from = dayAt(now, plan.zone);
  const end = atTime(plusDays(from, days), '00:00', plan.zone);
  const rows = plan.rosters.map((roster) => ({ roster, segments: rota.segments(roster.id, now, end) }));
  const gaps = rows.filter(({ roster }) => roster.required).flatMap(({ roster, segments }) => gapsOf(roster.id, segments));
  const reach = reachable(rota, rows, ways, now);
  const findings = [
    ...planFaults(plan, isZone).map((text) => fault(text)),
    ...pagesNobody(plan),
    ...reach.findings,
    ...lostSwaps(rota, now, end),
    ...awayOnDuty(rota, rows),
    ...offTeamOnDuty(rota, rows),
    ...leaversInPlan(rota, now),
    ...leaversInPolicies(rota, from, plusDays(from, days)),
  ];
  const everyDay = Array.from({ length: days }, (_, index) => plusDays(from, index));
  return {
    from,
    days,
    zone: plan.zone,
    sound: gaps.length === 0 && findings.length === 0,
    gaps,
    findings,
    notes: reach.notes,
    longWeekends: longWeekends(calendar, from, days).map((long) => ({
      ...long,
      duty: plan.rosters.map((roster) => ({ roster: roster.id, persons: personsOn(rota, roster.id, long) })),
    })),
    provisional: everyDay.flatMap((day) => {
      const kind = calendar.kindOf(day);
      return kind.provisional && kind.name !== null ? [{ day, name: kind.name }] : [];
    }),
    tally: rows.flatMap(({ roster, segments }) => tallyOf(roster.id, segments)),
  };
}

function gapsOf(roster: string, segments: readonly Segment[]): readonly Gap[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of segments.filter((segment) => segment.person === null)) {
    const before = joined.at(-1);
    if (before !== undefined && before.to === from) before.to = to;
    else joined.push({ from, to });
  }
  return joined.map(({ from, to }) => ({
    roster,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    hours: (to - from) / 3_600_000,
  }));
}

function personsOn(rota: Rota, roster: string, long: LongWeekend): readonly (string | null)[] {
  const from = atTime(long.from, '00:00', rota.plan.zone);
  const to = atTime(plusDays(long.to, 1), '00:00', rota.plan.zone);
  return [...new Set(rota.segments(roster, from, to).map((segment) => segment.person))];
}

/** Duties are counted as stretches of one person and one kind of day, hours as hours. */
function tallyOf(roster: string, segments: readonly Segment[]): readonly DutyTally[] {
  const people = [...new Set(segments.flatMap((segment) => segment.person ?? []))].toSorted();
  return people.map((person) => {
    const own = segments.filter((segment) => segment.person === person);
    const count = (kind: Segment['kind']): number => own.filter((segment) => segment.kind === kind).length;
    const hours = own.reduce((sum, segment) => sum + (segment.to - segment.from) / 3_600_000, 0);
    return { roster, person, working: count('working'), weekend: count('weekend'), holiday: count('holiday'), hours };
  });
}

function lostSwaps(rota: Rota, now: number, end: number): readonly LintFinding[] {
  return rota.plan.swaps.flatMap((swap) => {
    const times = [swap.first, swap.second].map((text) => Date.parse(text));
    if (times.some((time) => time < now || time > end)) return [];
    const both = times.map((time) => rota.segments(swap.roster, time, time + 1)[0]);
    if (both.every((segment) => segment?.because === 'swap')) return [];
    return [
      {
        code: 'duty.swap-lost',
        at: swap.first,
        text: { ja: `交代 ${swap.id} は当番の枠を指していない`, en: `Swap ${swap.id} does not name two duties` },
      },
    ];
  });
}

function fault(text: string): LintFinding {
  return { code: 'duty.plan-fault', at: null, text: { ja: text, en: text } };
}
