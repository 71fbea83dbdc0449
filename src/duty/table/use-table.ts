// SPDX-License-Identifier: Apache-2.0
import { atTime, dayAt, plusDays } from '../../common/civil-day.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Reading } from '../../kernel/apart.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DutyDeps } from '../deps.ts';
import { dutyProblem } from '../problems.ts';
import { rotaInForce } from '../rota/in-force.ts';
import type { DutyPlan } from '../rota/plan.ts';
import { setPlan } from '../rota/set-plan.ts';
import type { readTable } from './read-table.ts';
import { takeTable } from './take-table.ts';
import type { TableAsked, TakenTable } from './take-table.ts';
import { writeTable } from './write-table.ts';
import type { TableForm } from './write-table.ts';

/** `by` null: the table is only looked at. Else who stores it, and whether changes of published duties were looked at. */
export type TableBy = Omit<Parameters<typeof setPlan>[2], 'reason'> & { readonly reason?: string };
export type TableOutcome = Omit<TakenTable, 'plan'> & { readonly version: number; readonly stored: boolean };

/** A shift table (CSV) against the plan in force: what it says, what it does not, who changes; stored when `by` is given and it says anything. */
export async function tableIntoRota(
  deps: DutyDeps & { readonly readTable: Reading<typeof readTable> },
  bytes: Uint8Array | null,
  asked: TableAsked,
  by: TableBy | null,
): Promise<Result<TableOutcome & { readonly people: DutyPlan['people'] }, Problem>> {
  const stored = await deps.plans.latest();
  if (stored === null) return err(dutyProblem('duty.no-plan'));
  const taken = bytes === null ? null : await takeTable(deps, stored.plan, bytes, asked);
  if (taken === null) return err(dutyProblem('duty.table-unreadable'));
  const { plan, ...said } = taken;
  const outcome = { ...said, people: plan.people };
  if (by === null || taken.duties === 0) return ok({ ...outcome, version: stored.version, stored: false });
  const done = await setPlan(deps, plan, {
    ...by,
    reason: by.reason ?? `shift table of ${asked.roster}`,
    expectedVersion: by.expectedVersion ?? stored.version,
  });
  return done.ok ? ok({ ...outcome, version: done.value.version, stored: true }) : done;
}

export type TableWanted = {
  /** `roster:ID` or `person:ID`. */
  readonly of: string;
  /** First civil day of the plan's zone; null: today. */
  readonly from: string | null;
  readonly days: number;
  readonly form: TableForm;
};

/** Duties of the rota in force as CSV; a problem where there is no rota, or none of that name in it. */
export async function tableText(deps: DutyDeps, { of, from, days, form }: TableWanted, lang: Lang): Promise<Result<string, Problem>> {
  const rota = await rotaInForce(deps);
  if (rota === null) return err(dutyProblem('duty.no-plan'));
  const { zone } = rota.plan;
  const first = from ?? dayAt(millisOf(deps.clock.now()), zone);
  const span = { from: atTime(first, '00:00', zone), to: atTime(plusDays(first, days), '00:00', zone) };
  const text = writeTable(rota, of, span, form, lang);
  return text === null ? err(dutyProblem('duty.table-unreadable')) : ok(text);
}
