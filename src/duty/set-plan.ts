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
import { isZone } from './civil.ts';
import { planFaults, planSchema } from './plan.ts';
import type { PlanStore, StoredPlan } from './plan-store.port.ts';

export type SetPlanDeps = { readonly journal: Journal; readonly plans: PlanStore; readonly clock: Clock; readonly hash: HashBytes };

/** A new version of the plan, parsed and checked; refused when somebody else changed it since `expectedVersion`. */
export async function setPlan(
  deps: SetPlanDeps,
  raw: unknown,
  by: { readonly actor: Actor; readonly reason: string; readonly expectedVersion: number | null },
): Promise<Result<StoredPlan, Problem>> {
  const parsed = planSchema.safeParse(raw);
  if (!parsed.success) return err(unreadable(parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`)));
  const faults = planFaults(parsed.data, isZone);
  if (faults.length > 0) return err(unreadable(faults));
  return deps.journal.write(async (writing): Promise<Result<StoredPlan, Problem>> => {
    await deps.plans.lock(writing.tx);
    const before = (await deps.plans.latest(writing.tx))?.version ?? 0;
    if (by.expectedVersion !== null && by.expectedVersion !== before) return err(stale(by.expectedVersion, before));
    const stored: StoredPlan = { version: before + 1, plan: parsed.data, at: deps.clock.now(), by: by.actor.name };
    await deps.plans.insert(writing.tx, stored);
    const body = {
      version: stored.version,
      digest: deps.hash(canonicalJson(stored.plan)),
      people: stored.plan.people.length,
      rosters: stored.plan.rosters.length,
      reason: by.reason,
    };
    await writing.append({ stream: DESK, actor: by.actor, drafts: [{ kind: 'duty.plan-changed', body }] });
    return ok(stored);
  });
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
