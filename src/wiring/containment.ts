// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { planFiles } from '../adapters/containment-files/files.ts';
import { gateways } from '../adapters/containment-gateway/gateway.ts';
import { flowSql } from '../adapters/flow-engine/flow-sql.ts';
import { highsSolver } from '../adapters/highs/solver.ts';
import { netnsLaboratory } from '../adapters/netns/laboratory.ts';
import { createRegisterStore } from '../adapters/postgres/containment-store.ts';
import { lookAtGateway } from '../containment/apply-plan.ts';
import { caseCommands } from '../containment/case/commands.ts';
import { containmentCommands } from '../containment/commands.ts';
import { deskPlanRoutes } from '../containment/desk/routes.ts';
import type { DeskPlanDeps } from '../containment/desk/routes.ts';
import { registerCommands } from '../containment/register/commands.ts';
import { registerRoutes } from '../containment/register/routes.ts';
import type { LogsDeps } from '../containment/register/traffic-from-logs.ts';
import { trafficRoutes } from '../containment/register/traffic/routes.ts';
import { containmentRoutes } from '../containment/routes.ts';
import { openStore } from '../hunt/store.ts';
import { LOOK } from '../containment/watch.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Base, Opened, Wired } from './base.ts';
import { logEngine } from './log-engine.ts';
import { studiesInThreads } from './containment-study.ts';

const pack = promisify<string, Uint8Array>(gzip);

/** Settings: MATOI_GATEWAYS (where the screens may apply: `local` or hosts of ssh, by comma; none by default), MATOI_GATEWAY_FOLDER. */
export function wireContainment(base: Base): Wired {
  const studies = studiesInThreads();
  const logs = (folder: string | null) => flowSql(logEngine(base, folder), openStore, () => Date.now());
  const depsOf = (opened: Opened): DeskPlanDeps & LogsDeps => ({
    journal: opened.journal,
    blobs: opened.blobs,
    clock: base.clock,
    hash: base.hash,
    enforcer: gateways(base.env['MATOI_GATEWAY_FOLDER']),
    register: createRegisterStore(opened.database),
    studies,
    logs: () => logs(null),
    pack,
    gateways: (base.env['MATOI_GATEWAYS'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  });
  const open = async () => depsOf(await base.open());
  return {
    commands: [
      ...containmentCommands({ files: planFiles, logs, solver: highsSolver, clock: base.clock, laboratory: netnsLaboratory, open }),
      ...caseCommands({ files: planFiles, open }),
      ...registerCommands({ files: planFiles, open }),
    ],
    routes(opened) {
      const deps = depsOf(opened);
      return [...containmentRoutes(deps), ...registerRoutes(deps), ...trafficRoutes(deps), ...deskPlanRoutes(deps)];
    },
    handlers: (opened) => [
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
