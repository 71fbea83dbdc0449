// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../../edge/actor.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { millisOf, parseInstant } from '../../kernel/instant.ts';
import { endpoints } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import { dutyProblem } from '../problems.ts';
import { rotaInForce, rotaOfPlan } from '../rota/in-force.ts';
import { lintRota } from '../rota/lint.ts';
import { badTime, changesFrom, setPlan } from '../rota/set-plan.ts';
import { effectOf, withSwap } from './swap-two.ts';

const LOOKED_AT = 90;

/** Two duties of a roster change hands: what it would mean, and with `apply` and the version that was looked at, done. */
export function swapRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.swap,
      summary: { ja: '二つの当番を交換する。apply がなければ確かめるだけ', en: 'Swap two duties; without apply it is only looked at' },
      access: ['administrator', 'manager'],
      async handle({ body, who, ifMatch }) {
        const [stored, rota] = [await deps.plans.latest(), await rotaInForce(deps)];
        if (stored === null || rota === null) return { problem: dutyProblem('duty.no-plan') };
        const [first, second] = [parseInstant(body.first), parseInstant(body.second)];
        if (first === null) return { problem: badTime(body.first) };
        if (second === null) return { problem: badTime(body.second) };
        const now = millisOf(deps.clock.now());
        const asked = { roster: body.roster, first: millisOf(first), second: millisOf(second) };
        const swapped = withSwap(rota, stored.plan, asked, now, body.reason);
        if (swapped === 'no-duty') return { problem: dutyProblem('duty.swap-no-duty') };
        if (swapped === 'same-person') return { problem: dutyProblem('duty.swap-same-person') };
        const { plan, duties } = swapped;
        const after = await rotaOfPlan(deps, plan);
        const ways = await deps.ways();
        const known = new Set(lintRota(rota, now, LOOKED_AT, ways).findings.map(({ text }) => text.en));
        const looked = lintRota(after, now, LOOKED_AT, ways);
        const { moves, carries } = effectOf(rota, after, asked, duties, now);
        const said = {
          moves: [...moves],
          carries: carries.map((one) => ({ ...one, doubled: [...one.doubled] })),
          found: looked.findings.flatMap(({ text }) => (known.has(text.en) ? [] : [text])),
          told: changesFrom(deps, stored.plan, plan).length,
          people: Object.fromEntries(after.plan.people.map(({ id, name }) => [id, name])),
        };
        if (!body.apply) return { status: 200, body: { ...said, version: stored.version, stored: false }, etag: String(stored.version) };
        const done = await setPlan(deps, plan, {
          actor: actorOf(who),
          reason: body.reason,
          // The list of what changes is what the preview shows.
          confirmed: body.confirmed,
          tell: body.tell,
          expectedVersion: ifMatch === null ? stored.version : Number(ifMatch),
        });
        if (!done.ok) return { problem: done.error };
        const { version } = done.value;
        return { status: 200, body: { ...said, version, stored: true }, etag: String(version) };
      },
    }),
  ];
}
