// SPDX-License-Identifier: Apache-2.0
import { planFiles } from '../adapters/containment-files/files.ts';
import { netnsLaboratory } from '../adapters/netns/laboratory.ts';
import { containmentCommands } from '../containment/commands.ts';
import type { Base, Wired } from './base.ts';

export function wireContainment(base: Base): Wired {
  return {
    commands: containmentCommands({ files: planFiles, clock: base.clock, laboratory: netnsLaboratory }),
  };
}
