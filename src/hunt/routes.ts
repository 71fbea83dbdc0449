// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { ok } from '../kernel/result.ts';
import { inertText } from '../kernel/text.ts';
import { coverageSchema, logFileSchema, sourceDaysSchema } from './contract.ts';
import { readCoverage } from './coverage.ts';
import { holderRoutes } from './holders/routes.ts';
import { lineRoutes } from './lines/routes.ts';
import { daysOf } from './over-time.ts';
import { ALWAYS } from './period.ts';
import { wrongCall } from './problems.ts';
import { questionRoutes } from './question/routes.ts';
import type { RetroDesk } from './retro/deps.ts';
import { retroRoutes } from './retro/routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { answering } from './shared/routes.ts';
import type { Answering, HuntRouteDeps } from './shared/routes.ts';
import type { SourcesDesk } from './sources/deps.ts';
import { sourcesRoutes } from './sources/routes.ts';
import { isZone } from './sources/settle-import.ts';
import { listFiles } from './store.ts';
import { sweepRoutes } from './sweep/routes.ts';

/** Everything the hunt page and the page of the logs ask. */
export function huntRoutes(deps: HuntRouteDeps & { readonly sources: SourcesDesk; readonly retro: RetroDesk }): readonly RouteSpec[] {
  const shared = answering(deps);
  return [
    ...overview(shared),
    ...questionRoutes(shared),
    ...lineRoutes(shared),
    ...ruleRoutes(shared),
    ...sweepRoutes(shared),
    ...holderRoutes(shared, deps.sources),
    ...sourcesRoutes(deps.sources),
    ...retroRoutes(deps.retro),
  ];
}

function overview(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/logs/files',
      summary: { ja: '取り込んだログ', en: 'Imported logs' },
      access: mayRead,
      response: z.object({ files: z.array(logFileSchema) }),
      handle: () =>
        deps.answer(async ({ engine }) => {
          const files = await listFiles(engine);
          return files.ok ? ok({ files: files.value.map((file) => ({ ...file, name: inertText(file.name) })) }) : files;
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/coverage',
      summary: { ja: '確認できる範囲', en: 'What the logs cover' },
      access: mayRead,
      response: coverageSchema,
      handle: () => deps.answer(({ engine }) => readCoverage(engine, ALWAYS)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/days',
      summary: { ja: 'どの日に、どのログがあるか', en: 'On which days which log has lines' },
      access: mayRead,
      query: z.object({ zone: z.string().max(64).default('UTC') }),
      response: sourceDaysSchema,
      handle: async ({ query }) => {
        if (!isZone(query.zone) || /^[+-]/.test(query.zone))
          return { problem: wrongCall('wrong-call', '時間帯の名前が違います。', 'That is no name of a zone.') };
        return deps.answer(async ({ engine }) => {
          const sources = await daysOf(engine, query.zone);
          return sources.ok ? ok({ sources: sources.value }) : sources;
        });
      },
    }),
  ];
}
