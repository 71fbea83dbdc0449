// SPDX-License-Identifier: Apache-2.0
import type { DutyPlan } from '../rota/plan.ts';
import type { AwayEvent, ReadCalendar, SaidOf } from './ical.port.ts';

type Absence = DutyPlan['absences'][number];

export type WithAbsences = {
  readonly plan: DutyPlan;
  readonly added: number;
  /** Absences that stand no longer: moved, cancelled, or no absence any more. */
  readonly removed: number;
  /** Entries of which a newer version was taken before. */
  readonly older: readonly SaidOf[];
};

/**
 * The plan with a person's absences as their calendar has them now. An entry that was moved, cancelled or freed takes back
 * what was taken of it before, by its UID and for one of a series by the time it was to begin; an older version of an entry
 * changes nothing. What was over before `since` (milliseconds) stays: it was counted when turns were shared out.
 */
export function withAbsences(plan: DutyPlan, person: string, read: ReadCalendar, since: number): WithAbsences {
  const own = plan.absences.filter((row) => row.person === person);
  const taken = new Map<string, number>();
  for (const row of own) if (row.uid !== undefined) taken.set(row.uid, Math.max(taken.get(row.uid) ?? 0, row.sequence ?? 0));
  const isOlder = (one: { readonly uid: string; readonly sequence: number }): boolean => one.sequence < (taken.get(one.uid) ?? 0);
  const replaced = read.replaced.filter((one) => !isOlder(one));
  const gone = (row: Absence): boolean =>
    row.person === person &&
    row.uid !== undefined &&
    Date.parse(row.to) > since &&
    replaced.some((one) => one.uid === row.uid && (one.occurrence === null || one.occurrence === row.occurrence));
  const kept = plan.absences.filter((row) => !gone(row));
  const known = new Set(kept.filter((row) => row.person === person).map((row) => spanOf(row)));
  const fresh = new Map(read.events.filter((event) => !isOlder(event) && !known.has(spanOf(event))).map((event) => [spanOf(event), event]));
  const rows = [...fresh.values()].map((event) => rowOf(person, event));
  const before = new Set(own.map((row) => spanOf(row)));
  const after = new Set([...known, ...fresh.keys()]);
  return {
    plan: { ...plan, absences: [...kept, ...rows] },
    added: rows.filter((row) => !before.has(spanOf(row))).length,
    removed: own.filter((row) => !after.has(spanOf(row))).length,
    older: [...new Set(read.replaced.filter((one) => isOlder(one)).map((one) => one.uid))].map((uid) => ({ uid, why: older })),
  };
}

const older = { ja: 'すでに取り込んだものより古い版の予定', en: 'an older version of an entry that was taken before' };

function rowOf(person: string, { uid, sequence, occurrence, from, to, summary }: AwayEvent): Absence {
  return { person, from, to, reason: summary.slice(0, 200), uid, sequence, ...(occurrence === null ? {} : { occurrence }) };
}

function spanOf(row: { readonly from: string; readonly to: string }): string {
  return `${Date.parse(row.from)} ${Date.parse(row.to)}`;
}
