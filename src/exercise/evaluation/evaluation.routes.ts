// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entriesOf } from '../../case/measures/entries-of.ts';
import { mayLead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints } from '../contract.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
import type { Run } from '../run/run.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Said } from '../scenario/scenario.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationWire } from './evaluation.contract.ts';

/** How a run stands against its targets, for those who lead it. */
export function evaluationRoutes({ runs, journal, clock }: Pick<RunDeps, 'runs' | 'journal' | 'clock'>): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.evaluation,
      summary: { ja: '訓練の評価（到達基準ごと）', en: 'The evaluation of an exercise, target by target' },
      access: mayLead,
      params: z.object({ runId: z.string().max(40) }),
      async handle({ params: { runId } }) {
        const run = await runs.run(runId);
        if (run === null) return { problem: runProblem('run.unknown', undefined, { runId }) };
        const evaluated = async (one: Run) => evaluate(one.scenario, await entriesOf(journal, one.caseId), clock.now());
        const last = runBefore(await runs.list(MOST_RUNS), run);
        const [{ measures, objectives }, before] = await Promise.all([evaluated(run), last === null ? null : evaluated(last)]);
        const then = new Map(before?.objectives.flatMap(({ targets }) => targets.map((target) => [target.name, target])));
        return {
          status: 200,
          body: {
            before: last === null ? null : { runId: last.runId, startedAt: last.startedAt },
            measures: { ...measures },
            objectives: objectives.map((one) => objectiveOf(one, then)),
          },
        };
      },
    }),
  ];
}

const MOST_RUNS = 500;

/** The last run of the same scenario that ended before this one began; null where there is none. `runs`: newest first. */
function runBefore(runs: readonly Run[], { scenario, startedAt, runId }: Run): Run | null {
  const earlier = runs.filter((one) => one.scenario.id === scenario.id && one.runId !== runId && one.state === 'ended');
  return earlier.find((one) => one.startedAt < startedAt) ?? null;
}

type Objective = ReturnType<typeof evaluate>['objectives'][number];
type Target = Objective['targets'][number];

/** A target that was measured otherwise then is no measure of now. */
function journalBefore(target: Target & { readonly by: 'journal' }, then: Target | undefined) {
  if (then?.by !== 'journal' || then.from !== target.from || then.to !== target.to || then.within !== target.within) return null;
  return { took: then.took, outcome: then.outcome };
}

function objectiveOf({ id, text, targets }: Objective, then: ReadonlyMap<string, Target>): EvaluationWire['objectives'][number] {
  return {
    id,
    text: two(text),
    targets: targets.map((target) => {
      const shown = { name: target.name, text: two(target.text), tasks: target.tasks.map(two) };
      return target.by === 'journal'
        ? {
            ...shown,
            by: target.by,
            from: target.from,
            to: target.to,
            within: target.within,
            took: target.took,
            outcome: target.outcome,
            rests: [...target.rests],
            before: journalBefore(target, then.get(target.name)),
          }
        : { ...shown, by: target.by, rating: target.rating, before: ratedBefore(then.get(target.name)) };
    }),
  };
}

function ratedBefore(then: Target | undefined) {
  return then?.by === 'instructor' ? (then.rating?.rating ?? null) : null;
}

function two(said: Said) {
  return { ja: saidIn(said, 'ja'), en: saidIn(said, 'en') };
}
