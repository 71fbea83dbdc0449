// SPDX-License-Identifier: Apache-2.0
import { planFiles } from '../adapters/containment-files/files.ts';
import { gateways } from '../adapters/containment-gateway/gateway.ts';
import { netnsLaboratory } from '../adapters/netns/laboratory.ts';
import { caseCommands } from '../containment/case/commands.ts';
import { containmentCommands } from '../containment/commands.ts';
import { containmentRoutes } from '../containment/routes.ts';
import type { Base, Wired } from './base.ts';

export function wireContainment(base: Base): Wired {
  const open = async () => {
    const { journal, blobs } = await base.open();
    return { journal, blobs, hash: base.hash, enforcer: gateways(base.env['MATOI_GATEWAY_FOLDER']) };
  };
  return {
    commands: [
      ...containmentCommands({ files: planFiles, clock: base.clock, laboratory: netnsLaboratory, open }),
      ...caseCommands({ files: planFiles, open }),
    ],
    routes: ({ journal, blobs }) => containmentRoutes({ journal, blobs }),
  };
}
