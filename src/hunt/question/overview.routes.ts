// SPDX-License-Identifier: Apache-2.0
// Questions that need no more than a period: sources of attacks, and what is rare in the network. GET leaves no trace in a case; POST writes the answer into it.
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Attacker } from '../attack/attacks.ts';
import { endpoints, periodSchema } from '../contract.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { searchedEntries } from './entries.ts';
import { withHolders } from '../address-use/shown.ts';
import { hunt } from './hunt.ts';
import type { HuntResult } from './hunt.ts';
import type { Period } from '../engine/period.ts';
import type { Rare } from './rare.ts';
import { askedOf, unreadable } from '../answering.edge.ts';
import type { Answering } from '../answering.edge.ts';

/** Of attackers one more is asked for, so that a cut list says so; of rare things this many of each kind and log. */
const ATTACKERS = 200;
const RARE = 100;

/** Routes to sources that attack, and to what is rare in the network. */
export function overviewRoutes(deps: Answering): readonly RouteSpec[] {
  return [...attackerRoutes(deps), ...rareRoutes(deps)];
}

const nothing = { indicators: null, rules: null, beacons: null, rare: null } as const;
const findAttacks = (engine: LogEngine, period: Period) => hunt(engine, { ...nothing, period, attacks: ATTACKERS + 1 });
const findLone = (engine: LogEngine, period: Period) => hunt(engine, { ...nothing, period, rare: RARE });

async function attackersOf(engine: LogEngine, { attacks, coverage }: HuntResult) {
  const met = ({ source, first, last }: Attacker) => ({ ip: source, first, last });
  const rows = await withHolders(
    engine,
    attacks.slice(0, ATTACKERS),
    (one) => [met(one)],
    (one, who) => {
      const { lines: _, ...shown } = one;
      return { ...shown, who: who(met(one)) };
    },
  );
  return rows.ok ? ok({ attackers: rows.value, cut: attacks.length > ATTACKERS, coverage }) : rows;
}

async function rareOf(engine: LogEngine, { rare, coverage }: HuntResult) {
  const met = (one: Rare) => one.seenOn.map((ip) => ({ ip, first: one.first, last: one.last }));
  const rows = await withHolders(engine, rare, met, (one, who) => {
    const { kind, table, value, count, first, last, datasets, inside } = one;
    return { kind, table, value, count, first, last, datasets, inside, seenOn: met(one).map((at) => ({ ip: at.ip, who: who(at) })) };
  });
  return rows.ok ? ok({ rare: rows.value, coverage }) : rows;
}

/** What was found, or the fault in its place. */
async function answered<T>(
  engine: LogEngine,
  found: Result<HuntResult, EngineFault>,
  shown: (engine: LogEngine, hunted: HuntResult) => Promise<Result<T, EngineFault>>,
): Promise<Result<T, EngineFault>> {
  return found.ok ? shown(engine, found.value) : found;
}

function attackerRoutes(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.attackers,
      summary: { ja: '攻撃とみられるリクエストの送信元（記録しない）', en: 'Sources of attack-shaped requests, without an entry' },
      access: mayRead,
      query: periodSchema,
      handle: async ({ query }) => {
        const call = askedOf({ ...query, caseId: null });
        if (call === null) return unreadable;
        return deps.answer(async ({ engine }) => answered(engine, await findAttacks(engine, call.period), attackersOf));
      },
    }),
    route({
      ...endpoints.recordAttackers,
      summary: { ja: '攻撃とみられるリクエストの送信元を事案に記録する', en: 'Write the sources of attack-shaped requests into the case' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const call = askedOf(body);
        if (call === null) return unreadable;
        return deps.answer(async ({ engine }) => {
          const found = await findAttacks(engine, call.period);
          if (found.ok) await deps.into(call.caseId, who, searchedEntries(deps.hash, found.value));
          return answered(engine, found, attackersOf);
        });
      },
    }),
  ];
}

function rareRoutes(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.rare,
      summary: { ja: 'ほかの端末が使わない宛先とユーザーエージェント（記録しない）', en: 'What no other computer uses, without an entry' },
      access: mayRead,
      query: periodSchema,
      handle: async ({ query }) => {
        const call = askedOf({ ...query, caseId: null });
        if (call === null) return unreadable;
        return deps.answer(async ({ engine }) => answered(engine, await findLone(engine, call.period), rareOf));
      },
    }),
    route({
      ...endpoints.recordRare,
      summary: { ja: 'ほかの端末が使わない宛先などを事案に記録する', en: 'Write what no other computer uses into the case' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const call = askedOf(body);
        if (call === null) return unreadable;
        return deps.answer(async ({ engine }) => {
          const found = await findLone(engine, call.period);
          if (found.ok) await deps.into(call.caseId, who, searchedEntries(deps.hash, found.value));
          return answered(engine, found, rareOf);
        });
      },
    }),
  ];
}
