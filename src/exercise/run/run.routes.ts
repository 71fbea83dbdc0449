// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { virtualAt } from '../../common/time/run-clock.ts';
import { halfOf } from '../../kernel/half-of.contract.ts';
import { mayLead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { endpoints } from '../contract.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Said } from '../scenario/scenario.ts';
import { pending } from './advance.ts';
import { speedOf } from './clock.ts';
import { directRun } from './direct-run.ts';
import { runProblem } from './problems.ts';
import type { RunRow, RunSheet } from './run.contract.ts';
import type { RunDeps } from './run-deps.ts';
import type { Run } from './run.ts';
import { startRun } from './start-run.ts';

const params = z.object({ runId: z.string().max(40) });
/** Routes over live exercises. What is to come is for those who lead one, not for those who take part. */
export function runRoutes(deps: RunDeps): readonly RouteSpec[] {
  const answer = (done: Result<Run, Problem>) =>
    done.ok ? ({ status: 200, body: sheetOf(deps, done.value) } as const) : { problem: done.error };
  return [
    route({
      ...endpoints.scenarios,
      summary: { ja: 'シナリオの一覧', en: 'The scenarios' },
      access: mayLead,
      async handle() {
        const items = deps.scenarios().map(({ id, title, about, duration, roles }) => ({
          id,
          title: two(title),
          about: two(about),
          duration,
          roles: roles.map((role) => ({ ...role, title: two(role.title) })),
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...endpoints.runs,
      summary: { ja: '訓練の一覧（新しい順）', en: 'Exercises, newest first' },
      access: mayLead,
      handle: async () => ({ status: 200, body: { items: (await deps.runs.list(100)).map(rowOf) } }),
    }),
    route({
      ...endpoints.startRun,
      summary: { ja: '訓練を始める', en: 'Start an exercise' },
      access: mayLead,
      async handle({ body, who }) {
        return who.machine ? { problem: runProblem('run.needs-a-person') } : answer(await startRun(deps, who, body));
      },
    }),
    route({
      ...endpoints.run,
      summary: { ja: '訓練の進み具合と、これから届くもの', en: 'How an exercise stands and what is to come' },
      access: mayLead,
      params,
      async handle({ params: { runId } }) {
        const run = await deps.runs.run(runId);
        return run === null ? { problem: runProblem('run.unknown', undefined, { runId }) } : { status: 200, body: sheetOf(deps, run) };
      },
    }),
    route({
      ...endpoints.orderRun,
      summary: { ja: '進行役の操作（1つが1件の記録になる）', en: 'One move of the facilitator; it becomes one entry' },
      access: mayLead,
      params,
      async handle({ params: { runId }, body, who }) {
        return who.machine ? { problem: runProblem('run.needs-a-person') } : answer(await directRun(deps, runId, who, body));
      },
    }),
  ];
}

function two(said: Said) {
  return { ja: saidIn(said, 'ja'), en: saidIn(said, 'en') };
}

/** A sender written in both languages on one line. */
function halves(text: string) {
  return { ja: halfOf(text, 'ja'), en: halfOf(text, 'en') };
}

function rowOf({ runId, caseId, state, scenario, startedAt, facilitator }: Run): RunRow {
  return { runId, caseId, state, title: two(scenario.title), startedAt, facilitator: facilitator.name };
}

function sheetOf({ clock }: RunDeps, run: Run): RunSheet {
  const { sent, lapsed, skipped, met } = run.progress;
  const { roles, injects } = run.scenario;
  const roleOf = (role: string) => two(roles.find(({ id }) => id === role)?.title ?? role);
  const subjectOf = (injectId: string) => two(injects.find(({ id }) => id === injectId)?.subject ?? injectId);
  const settled = (['sent', 'lapsed', 'skipped'] as const).flatMap((is) =>
    Object.entries({ sent, lapsed, skipped }[is]).map(([injectId, at]) => ({ injectId, is, at, subject: subjectOf(injectId) })),
  );
  return {
    ...rowOf(run),
    time: virtualAt(run.clock, clock.now()),
    speed: speedOf(run.clock),
    roster: run.roster.map((seat) => ({ ...seat, title: roleOf(seat.role), reachable: !run.unreachable.includes(seat.personId) })),
    coming: pending(run.scenario.injects, run.progress).map(({ inject, due }) => {
      const { id, channel, to, from, subject, when } = inject;
      return { injectId: id, due, waits: when !== undefined, channel, to: to.map(roleOf), from: halves(from), subject: two(subject) };
    }),
    settled: settled.toSorted((a, b) => a.at - b.at),
    met: Object.entries(met).map(([name, at]) => ({ name, at })),
  };
}
