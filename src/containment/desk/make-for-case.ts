// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { proposePlan } from '../case-plan.ts';
import { readIndicators } from '../indicator.ts';
import type { IndicatorReading } from '../indicator.ts';
import type { Plan } from '../plan.ts';
import { containmentProblems } from '../problems.ts';
import type { StudyDeps } from '../register/keep-traffic.ts';
import { inventoryOf, trafficBytes } from '../register/readiness.ts';

const POINTS = 40;

/** A plan from the desk's own inventory, its newest traffic and the indicators of this case, put into the case. It changes nothing anywhere. */
export async function makePlanForCase(
  deps: StudyDeps,
  caseId: CaseId,
  actor: Actor,
  asked: { readonly indicators: string; readonly budget: number },
): Promise<Result<{ planId: string; refused: IndicatorReading['refused'] }, Problem>> {
  const { indicators, refused } = readIndicators(asked.indicators);
  if (indicators.length === 0)
    return err(containmentProblems.notReadable({ file: 'indicators', why: refused[0]?.value.slice(0, 100) ?? '' }));
  const [traffic] = await deps.register.traffic(1);
  if (traffic === undefined) return err(containmentProblems.notPrepared({}));
  const inventory = await inventoryOf(deps);
  const bytes = await trafficBytes(deps, traffic);
  const { plan } = await deps.studies(
    { file: traffic.file, bytes },
    { is: 'plan', inventory, indicators, now: deps.clock.now(), budgetShare: asked.budget, points: POINTS },
  );
  const made: Plan = plan;
  return ok({ planId: await proposePlan(deps, caseId, actor, made), refused });
}
