// SPDX-License-Identifier: Apache-2.0
import { posixHost } from '../adapters/posix/host.ts';
import { posixProver } from '../adapters/posix/prover.ts';
import { readSmallFile } from '../adapters/posix/small-files.ts';
import { posixWalker } from '../adapters/posix/walker.ts';
import { createExposureStore } from '../adapters/postgres/exposure-store.ts';
import { ATTRIBUTES } from '../exposure/acl-dump.ts';
import { exposureCommands } from '../exposure/commands.ts';
import { exposureReadings } from '../exposure/record.ts';
import type { ExposureReadings, RecordDeps } from '../exposure/record.ts';
import { exposureRoutes } from '../exposure/routes.ts';
import { WALK_EXPRESSION } from '../exposure/row-parser.ts';
import type { Base, Opened, Wired } from './base.ts';

export function wireExposure(base: Base): Wired {
  const recordDeps = (opened: Opened): RecordDeps => ({
    journal: opened.journal,
    store: createExposureStore(opened.database),
    clock: base.clock,
    hash: base.hash,
  });
  const host = posixHost();
  const walker = posixWalker({ expression: WALK_EXPRESSION, attributes: ATTRIBUTES });
  const commandDeps = { host, walker, prover: posixProver(), readSmall: readSmallFile };
  return {
    commands: exposureCommands({ ...commandDeps, open: async () => recordDeps(await base.open()) }),
    routes: (opened) => exposureRoutes(recordDeps(opened)),
  };
}

/** What other parts may ask: which customers are affected, and whether one was verified clean. */
export function readingsOfExposure(opened: Opened): ExposureReadings {
  return exposureReadings(createExposureStore(opened.database));
}
