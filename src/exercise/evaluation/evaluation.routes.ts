// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entriesOf } from '../../case/measures/entries-of.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints } from '../contract.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
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
      access: ['administrator', 'manager', 'instructor'],
      params: z.object({ runId: z.string().max(40) }),
      async handle({ params: { runId } }) {
        const run = await runs.run(runId);
        if (run === null) return { problem: runProblem('run.unknown', undefined, { runId }) };
        const { measures, objectives } = evaluate(run.scenario, await entriesOf(journal, run.caseId), clock.now());
        return { status: 200, body: { measures: { ...measures }, objectives: objectives.map(objectiveOf) } };
      },
    }),
  ];
}

type Objective = ReturnType<typeof evaluate>['objectives'][number];

function objectiveOf({ id, text, targets }: Objective): EvaluationWire['objectives'][number] {
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
          }
        : { ...shown, by: target.by, rating: target.rating };
    }),
  };
}

function two(said: Said) {
  return { ja: saidIn(said, 'ja'), en: saidIn(said, 'en') };
}
