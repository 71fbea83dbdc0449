// SPDX-License-Identifier: Apache-2.0
import { atTime, dayAt, plusDays, weekdayOf } from '../../common/civil-day.ts';
import type { Calendar, DayKind } from './day-kind.ts';
import { mayHaveDuty, partsOff } from './membership.ts';
import type { Span } from './membership.ts';
import type { DutyPerson, DutyPlan, Layer } from './plan.ts';

/** One stretch of one person's duty in a layer. Times in milliseconds; `to` is exclusive. */
export type Shift = {
  readonly slot: number;
  readonly from: number;
  readonly to: number;
  /** null: everybody of the layer is away. */
  readonly person: string | null;
  readonly because: 'turn' | 'fair' | 'substitute' | 'swap' | 'override';
  readonly kind: DayKind['kind'];
};

export type Away = ReadonlyMap<string, readonly Span[]>;

const LONG_ABSENCE = 28 * 86_400_000;

/** A layer's shifts from its start to at least `until`, in order. The same up to any instant, however far one looks. */
export function layerShifts(
  plan: DutyPlan,
  layer: Layer,
  calendar: Calendar,
  until: number,
  gone: ReadonlyMap<string, number> = new Map(),
): readonly Shift[] {
  const people = new Map(plan.people.map((person) => [person.id, person]));
  const team = layer.people.flatMap((name) => people.get(name) ?? []);
  const away = absencesOf(plan);
  const choose = layer.fair ? fairChooser(team, away) : turnChooser(team);
  const shifts: Shift[] = [];
  let slot = 0;
  for (const span of slots(plan, layer, until)) {
    const covered = coveredParts(plan, layer, calendar, span);
    const first = covered[0];
    if (first === undefined) continue; // A slot without duty does not use up anybody's turn.
    const day = dayAt(first.from, plan.zone);
    const { kind } = calendar.kindOf(day);
    const off = new Map(
      team.map((person) => [person.id, covered.flatMap((part) => partsOff(person, part, plan.zone, gone.get(person.id)))]),
    );
    // A turn belongs to somebody who can begin it, or has the greater part of it before them.
    const here = (person: DutyPerson): boolean => mayHaveDuty(person, day) && first.from < (gone.get(person.id) ?? Infinity);
    const able = team.filter((person) => here(person) || 2 * lengthOf(off.get(person.id) ?? []) < lengthOf(covered));
    const out = new Map(team.map((person) => [person.id, [...(away.get(person.id) ?? []), ...(off.get(person.id) ?? [])]]));
    const chosen = choose(slot, able, first.from, covered.at(-1)?.to ?? first.to, kind);
    for (const part of covered) shifts.push(...staffed(slot, part, chosen, team, out, kind, layer.fair ? 'fair' : 'turn'));
    slot += 1;
  }
  return swapped(plan, layer, shifts);
}

/**
 * Rotation slots one after another, all by the wall clock: a turn of twelve hours that begins at 9 and 21 does so in
 * summer as in winter, and the one that holds the change of the clocks is an hour shorter or longer. A turn that lies
 * wholly in the hour that a spring night lacks does not exist.
 */
function* slots(plan: DutyPlan, layer: Layer, until: number): Iterable<Span> {
  const step = { hour: 1, day: 24, week: 7 * 24 }[layer.rotation.unit] * layer.rotation.every * 3_600_000;
  let wall = Date.parse(`${layer.start}Z`);
  let from = instantOf(wall, plan.zone);
  while (from < until) {
    wall += step;
    const to = instantOf(wall, plan.zone);
    if (to > from) yield { from, to };
    from = to;
  }
}

/** The moment of a wall time, given as if it were UTC milliseconds. */
function instantOf(wall: number, zone: string): number {
  const text = new Date(wall).toISOString();
  return atTime(text.slice(0, 10), text.slice(11, 16), zone);
}

/** The parts of a slot that fall on the layer's days and hours. A duty day runs from hand-over to hand-over. */
function coveredParts(plan: DutyPlan, layer: Layer, calendar: Calendar, span: Span): readonly Span[] {
  if (layer.days === 'all' && layer.weekdays === undefined && layer.hours === undefined) return [span];
  const handover = layer.start.slice(11);
  const parts: Span[] = [];
  const last = dayAt(span.to - 1, plan.zone);
  for (let day = plusDays(dayAt(span.from, plan.zone), -1); day <= last; day = plusDays(day, 1)) {
    const off = calendar.kindOf(day).kind !== 'working';
    if ((layer.days === 'off' && !off) || (layer.days === 'working' && off)) continue;
    if (layer.weekdays !== undefined && !layer.weekdays.includes(weekdayOf(day))) continue;
    const begin = layer.hours?.from ?? handover;
    const end = layer.hours?.to ?? handover;
    const from = Math.max(span.from, atTime(day, begin, plan.zone));
    const to = Math.min(span.to, atTime(end > begin ? day : plusDays(day, 1), end, plan.zone));
    const before = parts.at(-1);
    if (from >= to) continue;
    if (before !== undefined && before.to === from && calendar.kindOf(dayAt(before.from, plan.zone)).kind === calendar.kindOf(day).kind)
      parts[parts.length - 1] = { from: before.from, to };
    else parts.push({ from, to });
  }
  return parts;
}

type Choose = (slot: number, able: readonly DutyPerson[], from: number, to: number, kind: DayKind['kind']) => DutyPerson | null;

/** Strict turns over the whole team, so that nobody's turn moves when somebody else is away. */
function turnChooser(team: readonly DutyPerson[]): Choose {
  return (slot, able) => {
    for (let step = 0; step < team.length; step += 1) {
      const person = team[(slot + step) % team.length] as DutyPerson;
      if (able.includes(person)) return person;
    }
    return null;
  };
}

type Tally = { readonly counts: Record<DayKind['kind'], number>; last: number };

/**
 * Fewest duties of that kind of day first, then fewest in all, then longest ago. Somebody new, or back from four weeks
 * or more, starts level with the others: leave is no debt. Overrides are private arrangements and do not move turns.
 */
function fairChooser(team: readonly DutyPerson[], away: Away): Choose {
  const tallies = new Map<string, Tally>();
  const tally = (person: DutyPerson): Tally => tallies.get(person.id) as Tally;
  const total = (person: DutyPerson): number => tally(person).counts.weekend + tally(person).counts.holiday + tally(person).counts.working;
  return (_, able, from, to, kind) => {
    for (const person of able) {
      const known = tallies.get(person.id);
      const level = levelOf(
        able.filter((other) => other !== person),
        tallies,
      );
      if (known === undefined) tallies.set(person.id, { counts: level, last: -Infinity });
      else if (isLongAway(away.get(person.id), from)) {
        for (const each of ['working', 'weekend', 'holiday'] as const) known.counts[each] = Math.max(known.counts[each], level[each]);
      }
    }
    const chosen = able
      .filter((person) => !overlaps(away.get(person.id), from, to))
      .toSorted(
        (a, b) =>
          tally(a).counts[kind] - tally(b).counts[kind] ||
          total(a) - total(b) ||
          tally(a).last - tally(b).last ||
          team.indexOf(a) - team.indexOf(b),
      )[0];
    if (chosen === undefined) return null;
    tally(chosen).counts[kind] += 1;
    tally(chosen).last = from;
    return chosen;
  };
}

function levelOf(others: readonly DutyPerson[], tallies: ReadonlyMap<string, Tally>): Record<DayKind['kind'], number> {
  const counted = others.flatMap((person) => tallies.get(person.id)?.counts ?? []);
  const least = (kind: DayKind['kind']): number => (counted.length === 0 ? 0 : Math.min(...counted.map((counts) => counts[kind])));
  return { working: least('working'), weekend: least('weekend'), holiday: least('holiday') };
}

/** The chosen person wherever present and on the team, the next such one of the team where not: asked by the instant. */
function staffed(
  slot: number,
  part: Span,
  chosen: DutyPerson | null,
  team: readonly DutyPerson[],
  out: Away,
  kind: DayKind['kind'],
  because: 'turn' | 'fair',
): readonly Shift[] {
  const cuts = new Set([part.from, part.to]);
  for (const person of team) {
    for (const span of out.get(person.id) ?? [])
      for (const cut of [span.from, span.to]) if (cut > part.from && cut < part.to) cuts.add(cut);
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  const first = chosen === null ? 0 : team.indexOf(chosen);
  const order = [...team.slice(first), ...team.slice(0, first)];
  const shifts: Shift[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const from = edges[index] as number;
    const to = edges[index + 1] as number;
    const present = order.find((person) => !overlaps(out.get(person.id), from, to)) ?? null;
    const before = shifts.at(-1);
    const next: Shift = { slot, from, to, person: present?.id ?? null, because: present === chosen ? because : 'substitute', kind };
    if (before !== undefined && before.person === next.person) shifts[shifts.length - 1] = { ...before, to };
    else shifts.push(next);
  }
  return shifts;
}

/** Each swap changes two duties hand for hand; one that names no duty changes nothing (lint says so). */
function swapped(plan: DutyPlan, layer: Layer, shifts: readonly Shift[]): readonly Shift[] {
  const swaps = plan.swaps.filter(
    (swap) => swap.layer === layer.id && plan.rosters.some((roster) => roster.id === swap.roster && roster.layers.includes(layer)),
  );
  return swaps.reduce<readonly Shift[]>((all, swap) => {
    const first = all.find((shift) => holds(shift, Date.parse(swap.first)));
    const second = all.find((shift) => holds(shift, Date.parse(swap.second)));
    if (first === undefined || second === undefined || first.slot === second.slot) return all;
    return all.map((shift) => {
      if (shift.slot === first.slot && shift.person === first.person) return { ...shift, person: second.person, because: 'swap' };
      if (shift.slot === second.slot && shift.person === second.person) return { ...shift, person: first.person, because: 'swap' };
      return shift;
    });
  }, shifts);
}

function holds(shift: Span, at: number): boolean {
  return shift.from <= at && at < shift.to;
}

/** Absences by person, as spans in milliseconds. */
export function absencesOf(plan: DutyPlan): Away {
  const away = new Map<string, Span[]>();
  for (const row of plan.absences) {
    away.set(row.person, [...(away.get(row.person) ?? []), { from: Date.parse(row.from), to: Date.parse(row.to) }]);
  }
  return away;
}

/** Whether any span has a moment in common with [from, to) in milliseconds. */
export function overlaps(spans: readonly Span[] | undefined, from: number, to: number): boolean {
  return spans?.some((span) => span.from < to && span.to > from) ?? false;
}

function isLongAway(spans: readonly Span[] | undefined, at: number): boolean {
  return spans?.some((span) => span.to - span.from >= LONG_ABSENCE && span.from <= at && at < span.to) ?? false;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}
