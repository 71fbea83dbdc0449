// SPDX-License-Identifier: Apache-2.0
import { changesBetween } from '../rota/published.ts';
import type { DutyChange } from '../rota/published.ts';
import type { DutyPlan } from '../rota/plan.ts';
import type { Rota, Segment } from '../rota/roster.ts';
import { unbroken } from '../rota/who.ts';

/** Two duties of one roster, each named by an instant (milliseconds) that lies in it. */
export type TwoDuties = { readonly roster: string; readonly first: number; readonly second: number };
export type Stretch = { readonly from: number; readonly to: number; readonly person: string };

const AROUND = 70 * 86_400_000;
const MINUTE = 60_000;

/** The whole duty around an instant: one person in one layer without a break, from `now` on. null: nobody has it, or it is over. */
export function stretchAt(rota: Rota, roster: string, at: number, now: number): Stretch | null {
  const start = Math.max(at - AROUND, now - AROUND);
  const segments = rota.segments(roster, start, Math.max(at, now) + AROUND);
  const found = unbroken(segments, (before, { person, layer }) => before.person === person && before.layer === layer).find(
    (one) => one.from <= at && at < one.to,
  );
  if (found === undefined || found.person === null || found.to <= now) return null;
  return { from: Math.max(found.from, Math.ceil(now / MINUTE) * MINUTE), to: found.to, person: found.person };
}

export type NotSwapped = 'no-duty' | 'same-person';

/** The plan with two duties that changed hands: two stand-ins of exactly these hours, so that nobody else’s turn moves. */
export function withSwap(
  rota: Rota,
  plan: DutyPlan,
  asked: TwoDuties,
  now: number,
  reason: string,
): { readonly plan: DutyPlan; readonly duties: readonly [Stretch, Stretch] } | NotSwapped {
  const first = stretchAt(rota, asked.roster, asked.first, now);
  const second = stretchAt(rota, asked.roster, asked.second, now);
  if (first === null || second === null) return 'no-duty';
  if (first.person === second.person) return 'same-person';
  const row = (duty: Stretch, person: string) => ({
    id: freshId(plan, duty.from),
    roster: asked.roster,
    from: new Date(duty.from).toISOString(),
    to: new Date(duty.to).toISOString(),
    person,
    reason,
  });
  const overrides = [...plan.overrides, row(first, second.person), row(second, first.person)];
  return { plan: { ...plan, overrides }, duties: [first, second] };
}

/** `swap-` and the minute in which the duty begins; one more letter for each time that it changed hands before. */
function freshId(plan: DutyPlan, from: number): string {
  const id = `swap-${Math.floor(from / MINUTE)}`;
  return `${id}${'x'.repeat(plan.overrides.filter((row) => row.id.startsWith(id)).length)}`;
}

export type Carries = {
  readonly person: string;
  /** Hours of duty in the stretch looked at, and the longest time without a break, of all rosters together. */
  readonly hours: Pair;
  readonly longest: Pair;
  /** Duties of other rosters that the person would have at the same time, for the first time. */
  readonly doubled: readonly string[];
};
type Pair = { readonly before: number; readonly after: number };

/** What becomes of the rota: who stands when, and what each of the two carries, from now to four weeks after the later duty. */
export function effectOf(
  before: Rota,
  after: Rota,
  asked: TwoDuties,
  duties: readonly [Stretch, Stretch],
  now: number,
): { readonly moves: readonly DutyChange[]; readonly carries: readonly Carries[] } {
  const until = Math.max(...duties.map(({ to }) => to)) + 28 * 86_400_000;
  const [first, second] = duties;
  const carries = [
    { person: first.person, takes: second },
    { person: second.person, takes: first },
  ].map(({ person, takes }) => {
    const [was, is] = [before, after].map((rota) => spansOf(rota, person, now, until));
    return {
      person,
      hours: { before: hoursOf(was ?? []), after: hoursOf(is ?? []) },
      longest: { before: longestOf(was ?? []), after: longestOf(is ?? []) },
      doubled: before.plan.rosters
        .filter(({ id }) => id !== asked.roster)
        .filter(({ id }) => before.segments(id, takes.from, takes.to).some((segment) => segment.person === person))
        .map(({ id }) => id),
    };
  });
  return { moves: changesBetween(before, after, now, until, asked.roster), carries };
}

type Span = Pick<Segment, 'from' | 'to'>;

/** When the person has any duty, each time once. */
function spansOf(rota: Rota, person: string, from: number, to: number): readonly Span[] {
  const own = rota.plan.rosters
    .flatMap(({ id }) => rota.segments(id, from, to))
    .filter((segment) => segment.person === person)
    .toSorted((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const span of own) {
    const last = joined.at(-1);
    if (last !== undefined && last.to >= span.from) last.to = Math.max(last.to, span.to);
    else joined.push({ from: span.from, to: span.to });
  }
  return joined;
}

const hours = (millis: number): number => Math.round(millis / 360_000) / 10;

function hoursOf(spans: readonly Span[]): number {
  return hours(spans.reduce((sum, span) => sum + span.to - span.from, 0));
}

function longestOf(spans: readonly Span[]): number {
  return hours(Math.max(0, ...spans.map((span) => span.to - span.from)));
}
