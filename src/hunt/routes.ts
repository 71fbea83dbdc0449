// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { ok } from '../kernel/result.ts';
import { inertText } from '../kernel/text.ts';
import { endpoints } from './contract.ts';
import { readCoverage } from './question/coverage.ts';
import { holderRoutes } from './address-use/address-use.routes.ts';
import { lineRoutes } from './evidence/lines.routes.ts';
import { daysOf } from './evidence/over-time.ts';
import { ALWAYS } from './engine/period.ts';
import { huntProblem } from './problems.ts';
import { othersRoutes } from './others/others.routes.ts';
import { questionRoutes } from './question/question.routes.ts';
import type { StandingResources } from './standing-search/standing-deps.ts';
import { standingSearchRoutes } from './standing-search/standing.routes.ts';
import { ruleRoutes } from './rules/rules.routes.ts';
import { answering } from './answering.edge.ts';
import type { Answering, HuntRouteDeps } from './answering.edge.ts';
import type { SourcesResources } from './sources/deps.ts';
import { sourcesRoutes } from './sources/sources.routes.ts';
import { isZone } from './formats/read/zone.ts';
import { listFiles } from './engine/store.ts';
import { overviewRoutes } from './question/overview.routes.ts';

/** Everything the hunt page and the page of the logs ask. */
export function huntRoutes(
  deps: HuntRouteDeps & { readonly sources: SourcesResources; readonly standing: StandingResources },
): readonly RouteSpec[] {
  const shared = answering(deps);
  return [
    ...overview(shared),
    ...questionRoutes(shared),
    ...lineRoutes(shared),
    ...othersRoutes(shared, deps.standing),
    ...ruleRoutes(shared),
    ...overviewRoutes(shared),
    ...holderRoutes(shared, deps.sources, async () => {
      await deps.standing.store.want(null);
      deps.standing.runner.poke();
    }),
    ...sourcesRoutes(deps.sources),
    ...standingSearchRoutes(deps.standing),
  ];
}

function overview(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.files,
      summary: { ja: '取り込んだログ', en: 'Imported logs' },
      access: mayRead,
      handle: () =>
        deps.answer(async ({ engine }) => {
          const files = await listFiles(engine);
          return files.ok ? ok({ files: files.value.map((file) => ({ ...file, name: inertText(file.name) })) }) : files;
        }),
    }),
    route({
      ...endpoints.coverage,
      summary: { ja: '確認できる範囲', en: 'What the logs cover' },
      access: mayRead,
      handle: () => deps.answer(({ engine }) => readCoverage(engine, ALWAYS)),
    }),
    route({
      ...endpoints.days,
      summary: { ja: 'どの日に、どのログがあるか', en: 'On which days which log has lines' },
      access: mayRead,
      query: z.object({ zone: z.string().max(64).default('UTC') }),
      handle: async ({ query }) => {
        if (!isZone(query.zone) || /^[+-]/.test(query.zone)) return { problem: huntProblem('hunt.zone-unknown') };
        return deps.answer(async ({ engine }) => {
          const sources = await daysOf(engine, query.zone);
          return sources.ok ? ok({ sources: sources.value }) : sources;
        });
      },
    }),
  ];
}
