// SPDX-License-Identifier: Apache-2.0
import { dayAt } from '../../common/civil-day.ts';
import { calendarOf } from './day-kind.ts';
import type { Calendar, DayKind } from './day-kind.ts';
import type { Holidays } from '../../common/holidays.port.ts';
import type { DutyPlan, Roster } from './plan.ts';
import { layerShifts } from './shifts.ts';
import type { Shift } from './shifts.ts';

/** One stretch of a roster as it is shown and as it is paged: the same rows for both. */
export type Segment = {
  readonly from: number;
  readonly to: number;
  readonly person: string | null;
  readonly layer: string | null;
  readonly because: Shift['because'] | 'nobody';
  readonly kind: DayKind['kind'];
};

export type Rota = {
  readonly plan: DutyPlan;
  readonly calendar: Calendar;
  /** People who left the organisation, and since when (milliseconds): nothing of the plan gives them duty after that. */
  readonly gone: ReadonlyMap<string, number>;
  /** The roster between two instants, without holes: a stretch without a person is a segment too. */
  readonly segments: (rosterId: string, from: number, to: number) => readonly Segment[];
  /** Who has the duty at an instant: the segment that holds it. */
  readonly at: (rosterId: string, at: number) => Segment;
};

/** Reads a plan. Shifts are worked out once and kept as far as anybody has looked. */
export function openRota(plan: DutyPlan, holidays: Holidays, gone: ReadonlyMap<string, number> = new Map()): Rota {
  const calendar = calendarOf(plan, holidays);
  const kept = new Map<string, { until: number; shifts: readonly Shift[] }>();

  function shiftsOf(roster: Roster, layer: Roster['layers'][number], until: number): readonly Shift[] {
    const key = `${roster.id}/${layer.id}`;
    const before = kept.get(key);
    if (before !== undefined && before.until >= until) return before.shifts;
    const far = until + 400 * 86_400_000;
    const shifts = layerShifts(plan, layer, calendar, far, gone);
    kept.set(key, { until: far, shifts });
    return shifts;
  }

  function segments(rosterId: string, from: number, to: number): readonly Segment[] {
    const roster = plan.rosters.find((one) => one.id === rosterId);
    if (roster === undefined) return [];
    const sources = sourcesOf(plan, roster, (layer) => within(shiftsOf(roster, layer, to), from, to));
    const cuts = new Set([from, to, ...[...gone.values()].filter((at) => at > from && at < to)]);
    for (const { shifts } of sources) {
      for (const shift of shifts) {
        if (shift.from > from && shift.from < to) cuts.add(shift.from);
        if (shift.to > from && shift.to < to) cuts.add(shift.to);
      }
    }
    const edges = [...cuts].toSorted((a, b) => a - b);
    const cursors = sources.map(() => 0);
    const found: Segment[] = [];
    for (let index = 0; index + 1 < edges.length; index += 1) {
      const start = edges[index] as number;
      const { kind } = calendar.kindOf(dayAt(start, plan.zone));
      const next = winner(sources, cursors, start, edges[index + 1] as number, kind, (person) => isGone(gone, person, start));
      const before = found.at(-1);
      if (
        before !== undefined &&
        before.person === next.person &&
        before.layer === next.layer &&
        before.because === next.because &&
        before.kind === next.kind
      )
        found[found.length - 1] = { ...before, to: next.to };
      else found.push(next);
    }
    return found;
  }

  return {
    plan,
    calendar,
    gone,
    segments,
    at: (rosterId, at) =>
      segments(rosterId, at, at + 1)[0] ?? {
        from: at,
        to: at + 1,
        person: null,
        layer: null,
        because: 'nobody',
        kind: calendar.kindOf(dayAt(at, plan.zone)).kind,
      },
  };
}

/** Whether the person had left the organisation at that instant (milliseconds). */
export function isGone(gone: ReadonlyMap<string, number>, person: string, at: number): boolean {
  return at >= (gone.get(person) ?? Infinity);
}

type Source = { readonly layer: string | null; readonly shifts: readonly Shift[] };

/** From strongest to weakest: overrides of the roster, then each layer under its own overrides. */
function sourcesOf(plan: DutyPlan, roster: Roster, shiftsOf: (layer: Roster['layers'][number]) => readonly Shift[]): readonly Source[] {
  const overridesOf = (layer: string | undefined): readonly Shift[] =>
    plan.overrides
      .filter((row) => row.roster === roster.id && row.layer === layer)
      .map((row, index) => ({
        slot: index,
        from: Date.parse(row.from),
        to: Date.parse(row.to),
        person: row.person,
        because: 'override' as const,
        kind: 'working' as const,
      }));
  return [
    ...overridesOf(undefined)
      .toReversed()
      .map((shift) => ({ layer: null, shifts: [shift] })),
    ...roster.layers.flatMap((layer) => [
      // An override of a layer holds only where the layer itself has duty.
      ...overridesOf(layer.id)
        .toReversed()
        .map((shift) => ({ layer: layer.id, shifts: clipped(shift, shiftsOf(layer)) })),
      { layer: layer.id, shifts: shiftsOf(layer) },
    ]),
  ];
}

function clipped(over: Shift, shifts: readonly Shift[]): readonly Shift[] {
  return shifts.flatMap((shift) => {
    const from = Math.max(over.from, shift.from);
    const to = Math.min(over.to, shift.to);
    return from < to ? [{ ...over, from, to, kind: shift.kind }] : [];
  });
}

function winner(
  sources: readonly Source[],
  cursors: number[],
  from: number,
  to: number,
  kind: DayKind['kind'],
  left: (person: string) => boolean,
): Segment {
  for (const [index, { layer, shifts }] of sources.entries()) {
    let cursor = cursors[index] as number;
    while (cursor < shifts.length && (shifts[cursor] as Shift).to <= from) cursor += 1;
    cursors[index] = cursor;
    const shift = shifts[cursor];
    if (shift !== undefined && shift.from <= from && shift.person !== null && !left(shift.person))
      return { from, to, person: shift.person, layer, because: shift.because, kind: shift.because === 'override' ? kind : shift.kind };
  }
  return { from, to, person: null, layer: null, because: 'nobody', kind };
}

/** Shifts that touch the span; they are in order, so both ends are found by halving. */
function within(shifts: readonly Shift[], from: number, to: number): readonly Shift[] {
  const first = lower(shifts, (shift) => shift.to > from);
  const last = lower(shifts, (shift) => shift.from >= to);
  return shifts.slice(first, last);
}

function lower(shifts: readonly Shift[], reached: (shift: Shift) => boolean): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(shifts[middle] as Shift)) high = middle;
    else low = middle + 1;
  }
  return low;
}
