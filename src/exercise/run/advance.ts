// SPDX-License-Identifier: Apache-2.0
import type { Condition, Inject, Scenario } from '../scenario/scenario.ts';
import { secondsOf } from '../scenario/time.ts';

type Times = Readonly<Record<string, number>>;

/** How far a run has come; all times in seconds of the exercise. */
export type Progress = {
  /** Everything up to here was settled. */
  readonly settledTo: number;
  readonly sent: Times;
  readonly lapsed: Times;
  readonly skipped: Times;
  /** What the facilitator moved an inject by. */
  readonly offsets: Times;
  /** `inject/expectation`: when it was first met. */
  readonly met: Times;
};

export const begun: Progress = { settledTo: 0, sent: {}, lapsed: {}, skipped: {}, offsets: {}, met: {} };

/** What somebody did, as the journal says: the kind of its entry and when. */
export type Act = { readonly at: number; readonly kind: string };
export type Outcome = { readonly injectId: string; readonly is: 'sent' | 'lapsed'; readonly at: number };

/**
 * Lets the exercise's time run on to `to` and says what comes, in order. It steps from one moment at which something can
 * change to the next, so that an inject's time is the same however seldom this is asked, and at whatever speed.
 * Acts are those after `settledTo`, in order. Pure.
 */
export function advance(
  injects: Scenario['injects'],
  from: Progress,
  acts: readonly Act[],
  to: number,
): { readonly progress: Progress; readonly outcomes: readonly Outcome[] } {
  const state = { sent: { ...from.sent }, lapsed: { ...from.lapsed }, met: { ...from.met } };
  const outcomes: Outcome[] = [];
  const progressAt = (settledTo: number): Progress => ({ ...from, settledTo, ...state });
  const settle = (at: number): void => {
    for (let again = true; again; ) {
      again = false;
      for (const { inject, due } of pending(injects, progressAt(at))) {
        const found = due === null ? orphaned(inject, progressAt(at)) : due > at ? null : judged(inject, at, progressAt(at));
        if (found === null) continue;
        state[found] = { ...state[found], [inject.id]: at };
        outcomes.push({ injectId: inject.id, is: found, at });
        again = true;
      }
    }
  };
  let at = from.settledTo;
  let next = 0;
  const takeActs = (): void => {
    for (let act = acts[next]; act !== undefined && act.at <= at; act = acts[++next])
      Object.assign(state.met, newlyMet(injects, progressAt(at), act));
  };
  takeActs();
  settle(at);
  for (;;) {
    const moments = [acts[next]?.at ?? Number.POSITIVE_INFINITY, ...momentsAfter(injects, progressAt(at), at)];
    const moment = Math.min(...moments);
    if (moment > to) break;
    at = moment;
    takeActs();
    settle(at);
  }
  return { progress: progressAt(Math.max(to, from.settledTo)), outcomes };
}

/** The next time at which something may come by itself; null when nothing will. */
export function nextMoment(injects: Scenario['injects'], progress: Progress): number | null {
  const next = Math.min(...momentsAfter(injects, progress, progress.settledTo));
  return Number.isFinite(next) ? next : null;
}

/** When an inject is due; null while what it follows has not come. */
export function dueOf(inject: Inject, { sent, offsets }: Pick<Progress, 'sent' | 'offsets'>): number | null {
  const offset = offsets[inject.id] ?? 0;
  if (inject.after === undefined) return (secondsOf(inject.at ?? '0m') ?? 0) + offset;
  const first = sent[inject.after.inject];
  return first === undefined ? null : first + (secondsOf(inject.after.delay) ?? 0) + offset;
}

/** Injects that have neither come nor been given up, the earliest first, then as they stand in the file. */
export function pending(
  injects: Scenario['injects'],
  progress: Progress,
): readonly { readonly inject: Inject; readonly due: number | null }[] {
  return injects
    .filter(({ id }) => progress.sent[id] === undefined && progress.lapsed[id] === undefined && progress.skipped[id] === undefined)
    .map((inject) => ({ inject, due: dueOf(inject, progress) }))
    .toSorted((a, b) => (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY) || 0);
}

function momentsAfter(injects: Scenario['injects'], progress: Progress, at: number): readonly number[] {
  return pending(injects, progress).flatMap(({ inject, due }) =>
    [due, untilOf(inject, progress)].flatMap((time) => (time === null || time <= at ? [] : [time])),
  );
}

function untilOf(inject: Inject, { offsets }: Progress): number | null {
  return inject.until === undefined ? null : (secondsOf(inject.until) ?? 0) + (offsets[inject.id] ?? 0);
}

function judged(inject: Inject, at: number, progress: Progress): 'sent' | 'lapsed' | null {
  if (inject.when === undefined || holds(inject.when, progress)) return 'sent';
  const until = untilOf(inject, progress);
  return until !== null && until <= at ? 'lapsed' : null;
}

/** What it follows was given up: it cannot come any more. */
function orphaned(inject: Inject, { lapsed, skipped }: Progress): 'lapsed' | null {
  const before = inject.after?.inject;
  return before !== undefined && (lapsed[before] !== undefined || skipped[before] !== undefined) ? 'lapsed' : null;
}

function holds(asked: Condition, progress: Progress): boolean {
  if ('fired' in asked) return progress.sent[asked.fired] !== undefined;
  if ('met' in asked) return progress.met[asked.met] !== undefined;
  if ('not' in asked) return !holds(asked.not, progress);
  return 'all' in asked ? asked.all.every((one) => holds(one, progress)) : asked.any.some((one) => holds(one, progress));
}

/** An act counts for what was expected of injects that had come by then. */
function newlyMet(injects: Scenario['injects'], progress: Progress, act: Act): Times {
  const found: Record<string, number> = {};
  for (const { id, expects } of injects)
    for (const expected of expects) {
      const name = `${id}/${expected.id}`;
      if (expected.entry === act.kind && progress.sent[id] !== undefined && progress.met[name] === undefined) found[name] = act.at;
    }
  return found;
}
