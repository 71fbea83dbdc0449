// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { isZone } from '../kernel/instant.ts';
import { atTime, dayAt, plusDays } from './civil.ts';
import { longWeekends } from './day-kind.ts';
import type { LongWeekend } from './day-kind.ts';
import { planFaults } from './plan.ts';
import type { Rota, Segment } from './roster.ts';
import { absencesOf, overlaps } from './shifts.ts';

export type Gap = { readonly roster: string; readonly from: string; readonly to: string; readonly hours: number };
export type DutyTally = {
  readonly roster: string;
  readonly person: string;
  readonly working: number;
  readonly weekend: number;
  readonly holiday: number;
  readonly hours: number;
};
export type LintFinding = { readonly code: string; readonly at: string | null; readonly text: Bilingual };

export type Lint = {
  readonly from: string;
  readonly days: number;
  readonly zone: string;
  readonly sound: boolean;
  readonly gaps: readonly Gap[];
  readonly findings: readonly LintFinding[];
  readonly longWeekends: readonly (LongWeekend & {
    readonly duty: readonly { readonly roster: string; readonly persons: readonly (string | null)[] }[];
  })[];
  readonly provisional: readonly { readonly day: string; readonly name: Bilingual }[];
  readonly tally: readonly DutyTally[];
};

/** Looks `days` ahead of `now`: where nobody has the duty, which long weekends come, who carries how much. */
export function lintRota(rota: Rota, now: number, days: number): Lint {
  const { plan, calendar } = rota;
  const from = dayAt(now, plan.zone);
  const end = atTime(plusDays(from, days), '00:00', plan.zone);
  const rows = plan.rosters.map((roster) => ({ roster, segments: rota.segments(roster.id, now, end) }));
  const gaps = rows.filter(({ roster }) => roster.required).flatMap(({ roster, segments }) => gapsOf(roster.id, segments));
  const findings = [
    ...planFaults(plan, isZone).map((text) => fault(text)),
    ...reach(rota, rows),
    ...lostSwaps(rota, now, end),
    ...awayOnDuty(rota, rows),
  ];
  const everyDay = Array.from({ length: days }, (_, index) => plusDays(from, index));
  return {
    from,
    days,
    zone: plan.zone,
    sound: gaps.length === 0 && findings.length === 0,
    gaps,
    findings,
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

type Rows = readonly { readonly roster: { readonly id: string }; readonly segments: readonly Segment[] }[];

/** Somebody who has duty but no way to be reached on any of their channels. */
function reach(rota: Rota, rows: Rows): readonly LintFinding[] {
  const onDuty = new Set(rows.flatMap(({ segments }) => segments.flatMap((segment) => segment.person ?? [])));
  return rota.plan.people
    .filter((person) => onDuty.has(person.id))
    .filter((person) => {
      const can = {
        mail: person.mail.length > 0,
        webhook: person.webhooks.length > 0,
        telephone: person.telephone !== '',
        'web-push': true,
      } as const;
      return !person.channels.some((channel) => can[channel]);
    })
    .map((person) => ({
      code: 'duty.unreachable',
      at: null,
      text: { ja: `${person.name} は当番だが、連絡できる宛先がない`, en: `${person.name} has duty but no address for any of the channels` },
    }));
}

function awayOnDuty(rota: Rota, rows: Rows): readonly LintFinding[] {
  const away = absencesOf(rota.plan);
  return rows.flatMap(({ roster, segments }) =>
    segments
      .filter((segment) => segment.person !== null && overlaps(away.get(segment.person), segment.from, segment.to))
      .map((segment) => ({
        code: 'duty.away-on-duty',
        at: new Date(segment.from).toISOString(),
        text: {
          ja: `${roster.id}: ${segment.person} は不在の予定だが当番に入っている（${segment.because}）`,
          en: `${roster.id}: ${segment.person} is away but has the duty (${segment.because})`,
        },
      })),
  );
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
