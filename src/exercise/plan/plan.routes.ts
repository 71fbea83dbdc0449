// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { dayOf, plusDays } from '../../common/civil-day.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayLead, mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { DESK } from '../../journal/stream.ts';
import { endpoints } from '../contract.ts';
import type { ExerciseDeps } from '../deps.ts';
import type { PrintDeps } from '../print/make.ts';
import { pointWords } from '../print/words.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { DateStore, ExerciseDate } from './date-store.port.ts';
import type { RehearsedWire } from './plan.contract.ts';
import { rehearsed, stateOfDate } from './rehearsed.ts';

const MOST_RUNS = 1000;
const YEAR = 365;

export type PlanDeps = Pick<RunDeps, 'scenarios' | 'runs' | 'clock' | 'journal'> &
  Pick<ExerciseDeps, 'random'> &
  Pick<PrintDeps, 'zone'> & { readonly dates: DateStore };

/** The year's plan: what was rehearsed when, what was not, and what is set for which day. */
export function planRoutes(deps: PlanDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.rehearsed,
      summary: { ja: '対応のどの場面を、いつ訓練したか', en: 'Which moments of a response were rehearsed when' },
      access: mayRead,
      handle: async () => ({ status: 200, body: await planOf(deps) }),
    }),
    route({
      ...endpoints.setDate,
      summary: { ja: '訓練の日を決める', en: 'Set a day for an exercise' },
      access: mayLead,
      async handle({ body: { scenarioId, day }, who }) {
        if (who.machine) return { problem: runProblem('run.needs-a-person') };
        const scenario = deps.scenarios().find(({ id }) => id === scenarioId);
        if (scenario === undefined) return { problem: runProblem('run.no-scenario', undefined, { scenario: scenarioId }) };
        const today = dayOf(deps.clock.now(), await deps.zone());
        if (day < today || day > plusDays(today, 2 * YEAR)) return { problem: runProblem('run.day-wrong', undefined, { day, today }) };
        const date: ExerciseDate = { dateId: `D-${deps.random(9)}`, scenarioId, title: saidIn(scenario.title, 'ja').slice(0, 300), day };
        await deps.journal.write(async (writing) => {
          await deps.dates.put(writing.tx, date);
          await writing.append({ stream: DESK, actor: actorOf(who), drafts: [{ kind: 'exercise.date-set', body: date }] });
        });
        return { status: 200, body: await planOf(deps) };
      },
    }),
    route({
      ...endpoints.dropDate,
      summary: { ja: '訓練の日を取り消す', en: 'Drop a day set for an exercise' },
      access: mayLead,
      params: z.object({ dateId: z.string().max(40) }),
      async handle({ params: { dateId }, body: { reason }, who }) {
        if (who.machine) return { problem: runProblem('run.needs-a-person') };
        const dropped = await deps.journal.write(async (writing) => {
          const date = await deps.dates.drop(writing.tx, dateId);
          if (date === null) return null;
          const { title, day } = date;
          const body = { dateId, title, day, reason };
          await writing.append({ stream: DESK, actor: actorOf(who), drafts: [{ kind: 'exercise.date-dropped', body }] });
          return date;
        });
        return dropped === null ? { problem: runProblem('run.no-date') } : { status: 200, body: await planOf(deps) };
      },
    }),
  ];
}

async function planOf({ scenarios, runs, dates, clock, zone }: PlanDeps): Promise<RehearsedWire> {
  const [all, ran, here] = [scenarios(), await runs.list(MOST_RUNS), await zone()] as const;
  const today = dayOf(clock.now(), here);
  const set = await dates.since(plusDays(today, -YEAR));
  const nameOf = ({ title }: Scenario) => ({ ja: saidIn(title, 'ja'), en: saidIn(title, 'en') });
  const titles = new Map(all.map((one) => [one.id, nameOf(one)]));
  const started = ran.map(({ scenario, startedAt }) => ({ scenarioId: scenario.id, day: dayOf(startedAt, here) }));
  const states = set.map((one) => ({ ...one, state: stateOfDate(one, started, today) }));
  const coming = states.filter(({ state }) => state === 'coming');
  const moments = rehearsed(all, ran, clock.now()).map(({ point, last, gap, by }) => ({
    point,
    name: pointWords[point],
    last,
    gap,
    by: by.flatMap((id) => titles.get(id) ?? []),
    next: coming.find(({ scenarioId }) => by.includes(scenarioId))?.day ?? null,
  }));
  return {
    moments,
    dates: states.map(({ dateId, scenarioId, title, day, state }) => ({
      dateId,
      title: titles.get(scenarioId) ?? { ja: title, en: title },
      day,
      state,
    })),
  };
}
