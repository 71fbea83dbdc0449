// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { inertText } from '../../kernel/text.ts';
import { isZone, millisOf } from '../../kernel/instant.ts';
import { plusDays } from '../../common/civil-day.ts';
import type { Holidays } from '../../common/holidays.port.ts';
import { dutyProblem } from '../problems.ts';
import { planFaults, planSchema } from './plan.ts';
import type { DutyPlan } from './plan.ts';
import type { PlanStore, StoredPlan } from './plan-store.port.ts';
import { publishedChanges } from './published.ts';
import type { DutyChange } from './published.ts';
import { openRota } from './roster.ts';

export type SetPlanDeps = {
  readonly journal: Journal;
  readonly plans: PlanStore;
  readonly holidays: Holidays;
  readonly clock: Clock;
  readonly hash: HashBytes;
};

export type SetPlan = {
  readonly actor: Actor;
  readonly reason: string;
  readonly expectedVersion: number | null;
  /** The changes of published duties have been listed to the person who saves. */
  readonly confirmed?: boolean;
  /** Whose next duties change is told by mail. */
  readonly tell?: boolean;
};

/** People are told of months, not of decades; and what is published is worked out day by day at every change. */
const MOST_PUBLISHED_DAYS = 731;

/** A plan as somebody wrote it: parsed, every name in it leads somewhere, and it promises no duty beyond two years. */
export function readPlan(raw: unknown, clock: Clock): Result<DutyPlan, Problem> {
  const parsed = planSchema.safeParse(raw);
  if (!parsed.success) return err(unreadable(parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`)));
  const { publishedUntil } = parsed.data;
  const last = plusDays(clock.now().slice(0, 10), MOST_PUBLISHED_DAYS);
  const tooFar = publishedUntil !== null && publishedUntil > last ? [`publishedUntil: at most two years ahead (${last})`] : [];
  const faults = [...planFaults(parsed.data, isZone), ...tooFar];
  return faults.length > 0 ? err(unreadable(faults)) : ok(parsed.data);
}

/**
 * A new version of the plan, parsed and checked; refused when somebody else changed it since `expectedVersion`, and
 * when it moves duties of the published period that nobody has confirmed: who was told must not be changed in silence.
 */
export async function setPlan(deps: SetPlanDeps, raw: unknown, by: SetPlan): Promise<Result<StoredPlan, Problem>> {
  const read = readPlan(raw, deps.clock);
  if (!read.ok) return read;
  const plan = read.value;
  return deps.journal.write(async (writing): Promise<Result<StoredPlan, Problem>> => {
    await deps.plans.lock(writing.tx);
    const inForce = await deps.plans.latest(writing.tx);
    const before = inForce?.version ?? 0;
    if (by.expectedVersion !== null && by.expectedVersion !== before) return err(stale(by.expectedVersion, before));
    const changes = inForce === null ? [] : changesFrom(deps, inForce.plan, plan);
    if (changes.length > 0 && by.confirmed !== true) return err(published(changes));
    const stored: StoredPlan = { version: before + 1, plan, at: deps.clock.now(), by: by.actor.name };
    await deps.plans.insert(writing.tx, stored);
    const body = {
      version: stored.version,
      digest: deps.hash(canonicalJson(stored.plan)),
      people: stored.plan.people.length,
      rosters: stored.plan.rosters.length,
      reason: by.reason,
      ...(by.tell === true ? { tell: true } : {}),
      ...(changes.length === 0 ? {} : { changes: [...changes] }),
    };
    await writing.append({ stream: DESK, actor: by.actor, drafts: [{ kind: 'duty.plan-changed', body }] });
    return ok(stored);
  });
}

/** Duties of the published period that `to` would give to somebody else, from now on. */
export function changesFrom(deps: Pick<SetPlanDeps, 'holidays' | 'clock'>, from: DutyPlan, to: DutyPlan): readonly DutyChange[] {
  if (from.publishedUntil === null) return [];
  return publishedChanges(openRota(from, deps.holidays), openRota(to, deps.holidays), millisOf(deps.clock.now()));
}

function unreadable(faults: readonly string[]): Problem {
  return dutyProblem('duty.plan-unreadable', { faults: faults.length }, { list: faults.join(' / ') });
}

function published(changes: readonly DutyChange[]): Problem {
  const [first] = changes;
  return dutyProblem('duty.published-changes', { changes: changes.length, roster: first?.roster ?? '', from: first?.from ?? '' });
}

function stale(expected: number, actual: number): Problem {
  return dutyProblem('duty.plan-stale', { expected, actual });
}

/** What a screen shows where no rota has been set: a state of the desk and what to do about it. */
export const NO_ROTA = {
  is: 'no-rota-yet',
  hint: {
    ja: '当番表がまだありません。「当番」の画面で作るか、「matoi duty plan set FILE」で登録してください。報告は受け取り続けています。',
    en: 'There is no rota yet. Make one on the duty screen, or set it with “matoi duty plan set FILE”. Reports come in without it.',
  },
} as const;

/** 400: a time or another argument of a call cannot be read; `text` is cut at 80 characters. */
export function badTime(text: string): Problem {
  return dutyProblem('duty.call-unreadable', undefined, { text: inertText(text).slice(0, 80) });
}
