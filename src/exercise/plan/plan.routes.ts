// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints } from '../contract.ts';
import { pointWords } from '../print/words.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { saidIn } from '../scenario/scenario.ts';
import { rehearsed } from './rehearsed.ts';

const MOST_RUNS = 1000;

/** The year's plan: what was rehearsed when, and what was not. */
export function planRoutes({ scenarios, runs, clock }: Pick<RunDeps, 'scenarios' | 'runs' | 'clock'>): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.rehearsed,
      summary: { ja: '対応のどの場面を、いつ訓練したか', en: 'Which moments of a response were rehearsed when' },
      access: mayRead,
      async handle() {
        const all = scenarios();
        const titles = new Map(all.map(({ id, title }) => [id, { ja: saidIn(title, 'ja'), en: saidIn(title, 'en') }]));
        const moments = rehearsed(all, await runs.list(MOST_RUNS), clock.now()).map(({ point, last, gap, by }) => ({
          point,
          name: pointWords[point],
          last,
          gap,
          by: by.flatMap((id) => titles.get(id) ?? []),
        }));
        return { status: 200, body: { moments } };
      },
    }),
  ];
}
