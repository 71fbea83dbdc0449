// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { planFiles } from '../adapters/containment-files/files.ts';
import { gateways } from '../adapters/containment-gateway/gateway.ts';
import { flowSql } from '../adapters/flow-engine/flow-sql.ts';
import { highsSolver } from '../adapters/highs/solver.ts';
import { netnsLaboratory } from '../adapters/netns/laboratory.ts';
import { createRegisterStore } from '../adapters/postgres/containment-store.ts';
import { lookAtGateway } from '../containment/apply/apply-plan.ts';
import { byHandCommands } from '../containment/by-hand/by-hand.commands.ts';
import { byHandRoutes } from '../containment/by-hand/by-hand.routes.ts';
import { accountRoutes } from '../containment/account/account.routes.ts';
import { caseCommands } from '../containment/case/case.commands.ts';
import { containmentCommands } from '../containment/commands.ts';
import { deskPlanRoutes } from '../containment/case/case.routes.ts';
import type { DeskPlanDeps } from '../containment/case/case.routes.ts';
import { lookAtAll } from '../containment/apply/look-again.ts';
import { registerCommands } from '../containment/register/register.commands.ts';
import { registerRoutes } from '../containment/register/register.routes.ts';
import { firstFromLogs, followLogs, trafficFromLogs } from '../containment/register/traffic-from-logs.ts';
import type { LogsDeps } from '../containment/register/traffic-from-logs.ts';
import { trafficRoutes } from '../containment/register/traffic.routes.ts';
import { containmentRoutes } from '../containment/routes.ts';
import { openStore } from '../hunt/engine/store.ts';
import { FOLLOW, LOOK } from '../containment/watch.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { logEngine } from './base/log-engine.ts';
import { passingOf } from './exercise/passing.ts';
import { perOpened } from './base/per-opened.ts';
import { repeatingService } from './base/repeating-service.ts';
import { settingsOf } from './base/settings.ts';
import { studiesInThreads } from './threads/containment-study.ts';

/** The first look at a block in force comes soon after a start, because a machine that came up again may not be the only one. */
const FIRST_LOOK = 15_000;

const pack = promisify<string, Uint8Array>(gzip);

/** Settings: MATOI_GATEWAYS (where the screens may apply: `local` or hosts of ssh, by comma; none by default), MATOI_GATEWAY_FOLDER, MATOI_GATEWAY_LOOK_SECONDS. */
export function wireContainment(base: Base): Wired {
  const studies = studiesInThreads();
  const logs = (folder: string | null) => flowSql(logEngine(base, folder), openStore, () => Date.now());
  const logsDepsOf = (opened: OpenState): LogsDeps => ({
    journal: opened.journal,
    blobs: opened.blobs,
    clock: base.clock,
    hash: base.hash,
    register: createRegisterStore(opened.database),
    studies,
    logs: () => logs(null),
    pack,
  });
  const depsOf = (opened: OpenState): DeskPlanDeps & LogsDeps => ({
    ...logsDepsOf(opened),
    freshTraffic: () => firstFromLogs(logsDepsOf(opened)),
    passing: passingOf(base, opened),
    enforcer: gateways(settingsOf(base.env).MATOI_GATEWAY_FOLDER ?? undefined),
    gateways: (settingsOf(base.env).MATOI_GATEWAYS ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  });
  /** One taking at a time, whoever began it. */
  const takingOf = perOpened((opened) => trafficFromLogs(logsDepsOf(opened)));
  const open = async () => depsOf(await base.open());
  return {
    commands: [
      ...containmentCommands({ files: planFiles, logs, solver: highsSolver, clock: base.clock, laboratory: netnsLaboratory, open }),
      ...caseCommands({ files: planFiles, open }),
      ...registerCommands({ files: planFiles, open }),
      ...byHandCommands({ files: planFiles, open }),
    ],
    routes(opened) {
      const deps = depsOf(opened);
      return [
        ...containmentRoutes(deps),
        ...registerRoutes(deps),
        ...trafficRoutes(deps, takingOf(opened)),
        ...deskPlanRoutes(deps),
        ...byHandRoutes(deps),
        ...accountRoutes(deps),
      ];
    },
    services(opened) {
      const every = settingsOf(base.env).MATOI_GATEWAY_LOOK_SECONDS * 1000;
      return [repeatingService('containment', every, () => lookAtAll(depsOf(opened)), Math.min(every, FIRST_LOOK))];
    },
    handlers: (opened) => [
      {
        name: FOLLOW,
        async run() {
          if ((await followLogs(logsDepsOf(opened), takingOf(opened))) === 'busy') throw new Error('traffic is being taken from the logs');
        },
      },
      {
        name: LOOK,
        async run(data) {
          const caseId = parseCaseId(String(data['caseId']));
          if (caseId !== null) await lookAtGateway(depsOf(opened), caseId, String(data['planId']), data['last'] === true);
        },
      },
    ],
  };
}
