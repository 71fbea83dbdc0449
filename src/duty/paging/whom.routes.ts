// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { kindsByUrgency } from '../../case/incident-kind.ts';
import { DESK, parseCaseId } from '../../journal/stream.ts';
import { millisOf } from '../../kernel/instant.ts';
import { endpoints } from '../contract.ts';
import type { Whom } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import { rotaInForce } from '../rota/in-force.ts';
import { policyFor } from '../rota/plan.ts';
import { channelsOf } from '../rota/reach.ts';
import { pageable } from '../rota/who.ts';
import { kindsOf } from './trigger.ts';

/** Whom a page of a case would call, shown before anybody presses. */
export function whomRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.whom,
      summary: { ja: 'この事案で呼び出される人', en: 'Whom a page of this case would call' },
      access: mayRead,
      params: z.object({ caseId: z.string().max(40) }),
      handle: async ({ params }) => ({ status: 200, body: await whomOf(deps, params.caseId) }),
    }),
  ];
}

async function whomOf(deps: DutyDeps, text: string): Promise<Whom> {
  const caseId = parseCaseId(text);
  const kinds = await kindsOf(deps, caseId);
  const passes = await deps.passing.of(caseId ?? DESK);
  const rota = await rotaInForce(deps);
  const policy = rota === null ? undefined : policyFor(rota.plan, kinds);
  const kind = kindsByUrgency.find((one) => kinds.includes(one)) ?? null;
  if (rota === null || policy === undefined) return { kind, policy: null, people: [] };
  const now = millisOf(deps.clock.now());
  const { closed } = await deps.ways();
  const [step] = policy.steps;
  const ids = (step?.targets ?? []).flatMap((to) =>
    'roster' in to ? (rota.at(to.roster, now).person ?? []) : 'person' in to ? to.person : [],
  );
  const people = [...new Set(ids)].flatMap((id) => {
    const person = pageable(rota, id, now);
    if (person === null) return [];
    const away = !passes.reaches(person.mail);
    const ways = away ? [] : channelsOf(person, { channels: step?.channels }).filter((way) => closed[way] === undefined);
    return [{ id, name: person.name, ways, away }];
  });
  return { kind, policy: { id: policy.id, name: policy.name }, people };
}
