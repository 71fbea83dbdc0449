// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '../../case/handover/finding.ts';
import { readFindings } from '../../case/handover/findings.ts';
import { attackLines, machinesOf } from '../../case/handover/from-hunt.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { proposePlan } from './case-plan.ts';
import type { IndicatorReading, readIndicators } from '../attack/indicator.ts';
import type { Plan } from '../plan/plan.ts';
import { containmentProblem } from '../problems.ts';
import type { StudyDeps } from '../register/keep-traffic.ts';
import { inventoryOf, trafficBytes } from '../register/readiness.ts';

const POINTS = 40;

export type MakeDeps = StudyDeps & {
  /** Brings the record of traffic up to the imported logs, where they hold more than the newest record. */
  readonly freshTraffic: () => Promise<void>;
};

/** A plan from the desk's own inventory, its newest traffic and the indicators of this case, put into the case. It changes nothing anywhere. */
export async function makePlanForCase(
  deps: MakeDeps,
  caseId: CaseId,
  actor: Actor,
  asked: { readonly indicators: string; readonly budget: number },
  read: Reading<typeof readIndicators>,
): Promise<Result<{ planId: string; refused: IndicatorReading['refused'] }, Problem>> {
  const view = await deps.journal.view(caseId);
  const ready = view === null ? [] : attackLines(view);
  const { indicators, refused } = await read(asked.indicators === '' ? ready.join('\n') : asked.indicators, deps.clock.now());
  if (indicators.length === 0)
    return err(containmentProblem('containment.input-refused', { file: 'indicators', why: refused[0]?.value.slice(0, 100) ?? '' }));
  await deps.freshTraffic();
  const [traffic] = await deps.register.traffic(1);
  if (traffic === undefined) return err(containmentProblem('containment.not-prepared', {}));
  const inventory = await inventoryOf(deps);
  const bytes = await trafficBytes(deps, traffic);
  const { plan } = await deps.studies(
    { file: traffic.file, bytes },
    { is: 'plan', inventory, indicators, notRead: refused, now: deps.clock.now(), budgetShare: asked.budget, points: POINTS },
  );
  const made: Plan = plan;
  const planId = await proposePlan(deps, caseId, actor, made);
  if (view !== null) await takeAttackSet(deps, view, actor, asked.indicators === '' ? ready : asked.indicators.split(/\r?\n/));
  return ok({ planId, refused });
}

/** What of the case's findings went into the plan is taken by whoever made it. */
async function takeAttackSet(deps: Pick<MakeDeps, 'journal'>, view: CaseView, actor: Actor, lines: readonly string[]): Promise<void> {
  const given = new Set(lines.map((line) => line.trim()));
  const went = (one: Finding) =>
    one.kind === 'destination' ? given.has(one.value) : attackLinesOf(view, one).some((line) => given.has(line));
  const ids = readFindings(view)
    .filter((one) => one.to === 'containment' && one.state.is === 'ready' && went(one))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  const body = { to: 'containment', ids: ids.slice(0, 500) } as const;
  await deps.journal.append({ stream: view.id, actor, drafts: [{ kind: 'case.findings-taken', body }] });
}

function attackLinesOf(view: CaseView, { value }: Finding): readonly string[] {
  return machinesOf(view)
    .filter((one) => one.name === value)
    .flatMap((one) => one.addresses.map((address) => `host:${address}`));
}
