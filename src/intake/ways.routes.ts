// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../edge/actor.ts';
import { mayAdminister, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import { err, ok } from '../kernel/result.ts';
import type { WayStore } from './house.port.ts';
import { intakeProblem } from './problems.ts';
import { endpoints } from './ways.contract.ts';
import type { OwnDomain } from './ways.contract.ts';

export type WayRouteDeps = {
  readonly journal: Journal;
  readonly wayStore: WayStore;
  readonly ownDomains: () => Promise<readonly OwnDomain[]>;
  /** The next mail is recognised with what stands now. */
  readonly forgetHouse: () => void;
};

/** Where people say by which groups, forms, repositories and ticket systems reports reach them. */
export function wayRoutes(deps: WayRouteDeps): readonly RouteSpec[] {
  const reply = async () => {
    const [{ version, ways }, own] = await Promise.all([deps.wayStore.known(), deps.ownDomains()]);
    return {
      status: 200 as const,
      body: { ways: ways.map((way) => ({ ...way })), ownDomains: own.map((one) => ({ ...one })) },
      etag: String(version),
    };
  };
  return [
    route({
      ...endpoints.knownWays,
      summary: { ja: '報告が届く経路として扱うものと、自組織のドメイン', en: 'What is treated as a way in, and our own domains' },
      access: mayWork,
      handle: reply,
    }),
    route({
      ...endpoints.setKnownWays,
      summary: { ja: '報告が届く経路として扱うものを決める', en: 'Say what is treated as a way in' },
      access: mayAdminister,
      async handle({ body, who, ifMatch }) {
        if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: intakeProblem('intake.version-needed') };
        const saved = await deps.journal.write(async ({ tx, append }) => {
          const before = await deps.wayStore.known(tx);
          if (String(before.version) !== ifMatch) return err('intake.ways-changed' as const);
          await append({ stream: DESK, actor: actorOf(who), drafts: [{ kind: 'report.ways-set', body: { ways: body.ways } }] });
          await deps.wayStore.save(tx, body.ways);
          return ok(null);
        });
        if (!saved.ok) return { problem: intakeProblem(saved.error) };
        deps.forgetHouse();
        return reply();
      },
    }),
  ];
}
