// SPDX-License-Identifier: Apache-2.0
import { atTime, plusDays } from '../../common/civil-day.ts';
import type { DutyPlan } from './plan.ts';
import type { Rota } from './roster.ts';

/** A stretch of the published period that another plan gives to somebody else. Persons by id; null: nobody. */
export type DutyChange = {
  readonly roster: string;
  readonly from: string;
  readonly to: string;
  readonly before: string | null;
  readonly after: string | null;
};

const MOST = 500;

/**
 * What people were told and would no longer hold: from `now` to the end of the published period of the plan in force.
 * Empty where nothing is published. A roster that is gone leaves nobody.
 */
export function publishedChanges(before: Rota, after: Rota, now: number): readonly DutyChange[] {
  const { publishedUntil, zone } = before.plan;
  if (publishedUntil === null) return [];
  const until = atTime(plusDays(publishedUntil, 1), '00:00', zone);
  if (until <= now) return [];
  return before.plan.rosters.flatMap((roster) => changesIn(roster.id, before, after, now, until)).slice(0, MOST);
}

/** What one rota gives to somebody else than another, in one roster between two instants (milliseconds). */
export function changesBetween(before: Rota, after: Rota, from: number, until: number, roster: string): readonly DutyChange[] {
  return changesIn(roster, before, after, from, until).slice(0, MOST);
}

function changesIn(roster: string, before: Rota, after: Rota, from: number, until: number): readonly DutyChange[] {
  const told = before.segments(roster, from, until);
  const next = after.segments(roster, from, until);
  const cuts = [...new Set([from, until, ...told.map((one) => one.from), ...next.map((one) => one.from)])].toSorted((a, b) => a - b);
  const found: { from: number; to: number; before: string | null; after: string | null }[] = [];
  const at = { told: 0, next: 0 };
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index] as number, cuts[index + 1] as number];
    while ((told[at.told]?.to ?? Infinity) <= start) at.told += 1;
    while ((next[at.next]?.to ?? Infinity) <= start) at.next += 1;
    const [was, is] = [told[at.told]?.person ?? null, next[at.next]?.person ?? null];
    if (was === is) continue;
    const last = found.at(-1);
    if (last !== undefined && last.to === start && last.before === was && last.after === is) last.to = end;
    else found.push({ from: start, to: end, before: was, after: is });
  }
  return found.map((one) => ({ ...one, roster, from: new Date(one.from).toISOString(), to: new Date(one.to).toISOString() }));
}

/** `sato: 2026-11-21 09:00 → tanaka` in few words, for a line on the console. */
export function changeLine(change: DutyChange, names: Pick<DutyPlan, 'people'>): string {
  const name = (id: string | null): string => names.people.find((person) => person.id === id)?.name ?? id ?? '—';
  return `${change.roster} ${change.from} … ${change.to}: ${name(change.before)} → ${name(change.after)}`;
}
