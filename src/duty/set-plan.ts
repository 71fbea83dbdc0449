// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Journal } from '../journal/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Clock } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import { inertText } from '../kernel/text.ts';
import { isZone, millisOf } from '../kernel/instant.ts';
import { plusDays } from './civil.ts';
import type { Holidays } from './holidays.port.ts';
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

const safe = { ja: '今の当番表はそのまま有効です。', en: 'The present plan stays in force.' } as const;

function unreadable(faults: readonly string[]): Problem {
  return {
    code: 'duty.plan-unreadable',
    status: 422,
    what: { ja: `当番表に直すところがあります。${faults.join(' / ')}`, en: `The plan has faults: ${faults.join(' / ')}` },
    safe,
    next: { ja: '示された箇所を直して、もう一度登録してください。', en: 'Correct those places and save again.' },
    facts: { faults: faults.length },
  };
}

function published(changes: readonly DutyChange[]): Problem {
  const [first] = changes;
  return {
    code: 'duty.published-changes',
    status: 409,
    what: {
      ja: `公開済みの期間の当番が ${changes.length} か所変わります。最初は ${first?.roster} の ${first?.from} です。`,
      en: `${changes.length} duties of the published period would change, the first one ${first?.roster} at ${first?.from}.`,
    },
    safe,
    next: {
      ja: '変わる当番の一覧を確かめ、本人に伝えたうえで、確認済みとして保存してください（コマンドでは --confirm）。',
      en: 'Look at the list, tell the people concerned, and save as confirmed (--confirm on the command line).',
    },
    facts: { changes: changes.length, roster: first?.roster ?? '', from: first?.from ?? '' },
  };
}

function stale(expected: number, actual: number): Problem {
  return {
    code: 'duty.plan-stale',
    status: 412,
    what: {
      ja: `当番表はその後に変わっています（見ていた版 ${expected}、今の版 ${actual}）。`,
      en: `The plan has changed meanwhile (you saw version ${expected}, it is ${actual}).`,
    },
    safe,
    next: { ja: '新しい版を読み直し、変更を入れ直してください。', en: 'Read the new version and make your change again.' },
    facts: { expected, actual },
  };
}

/** What a screen shows where no rota has been set: a state of the desk and what to do about it. */
export const NO_ROTA = {
  is: 'no-rota-yet',
  hint: {
    ja: '当番表がまだありません。「当番」の画面で作るか、「matoi duty plan set FILE」で登録してください。報告は受け取り続けています。',
    en: 'There is no rota yet. Make one on the duty screen, or set it with “matoi duty plan set FILE”. Reports come in without it.',
  },
} as const;

export function badTime(text: string): Problem {
  return {
    code: 'duty.call-unreadable',
    status: 400,
    what: { ja: `指定「${inertText(text).slice(0, 80)}」を読み取れません。`, en: `“${inertText(text).slice(0, 80)}” cannot be read.` },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: {
      ja: '時刻は 2026-11-21T10:05:00+09:00 の形で、ほかは --help を見てください。',
      en: 'Times are written 2026-11-21T10:05:00+09:00; for the rest see --help.',
    },
  };
}

export function noPlan(): Problem {
  return {
    code: 'duty.no-plan',
    status: 404,
    what: { ja: '当番表がまだ登録されていません。', en: 'There is no duty plan yet.' },
    safe: { ja: '報告は受け取り続けています。呼び出しだけができません。', en: 'Reports still come in; only paging is not possible.' },
    next: {
      ja: '「matoi duty plan set FILE」か当番の画面で登録してください。',
      en: 'Set one with “matoi duty plan set FILE” or on the duty screen.',
    },
  };
}
