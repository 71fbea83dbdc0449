// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import { askedOf, unreadable } from '../answering.edge.ts';
import type { Answering } from '../answering.edge.ts';
import { isZone } from '../../kernel/instant.ts';
import { indicatorList } from '../indicator/list-reader.ts';
import { huntProblem } from '../problems.ts';
import type { StandingResources } from '../standing-search/standing-deps.ts';
import { findOthers } from './find.ts';
import { endpoints, othersQuestionSchema } from './others.contract.ts';
import { withComputers } from './shown.ts';

const NONE = { problem: huntProblem('hunt.no-indicator') } as const;

/** Route to destinations that behave like the confirmed ones. */
export function othersRoutes(deps: Answering, { store }: Pick<StandingResources, 'store'>): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.others,
      summary: {
        ja: '確認できた宛先と似た動きをする、ほかの宛先と端末',
        en: 'Other destinations and computers that behave like the confirmed ones',
      },
      access: mayRead,
      query: othersQuestionSchema,
      handle: async ({ query, apart }) => {
        const asked = askedOf(query);
        if (asked === null) return unreadable;
        if (!isZone(query.zone)) return { problem: huntProblem('hunt.zone-unreadable') };
        const given = await apart(indicatorList)(query.indicators, deps.clock.now());
        const standing = asked.caseId === null ? [] : await store.indicators(asked.caseId);
        const indicators = [...given.indicators, ...standing];
        if (indicators.length === 0) return NONE;
        const allowed = await store.allowed();
        return deps.answer(async ({ engine }) => {
          const found = await findOthers(engine, { period: asked.period, indicators, allowed, zone: query.zone, limit: query.limit });
          if (!found.ok) return found;
          const shown = await withComputers(engine, found.value);
          return shown.ok ? ok({ ...shown.value, refusedTotal: given.refused.length }) : shown;
        });
      },
    }),
  ];
}
