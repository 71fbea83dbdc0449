// SPDX-License-Identifier: Apache-2.0
import { createRegisterStore } from '../../adapters/postgres/containment-store.ts';
import { createStandingStore } from '../../adapters/postgres/hunt-standing-store.ts';
import type { ServiceKind } from '../../containment/inventory/inventory.ts';
import type { StandingDeps, StandingResources } from '../../hunt/standing-search/standing-deps.ts';
import type { HuntResources } from '../../hunt/deps.ts';
import { createSearchRunner } from '../../hunt/standing-search/runner.ts';
import type { Base, OpenState, Service } from '../base/base.ts';
import { perOpened } from '../base/per-opened.ts';
import { acrossServers } from './across.ts';

const POINTS: ReadonlySet<ServiceKind> = new Set(['proxy', 'resolver', 'nat']);

/** Engine and vault of the running desk; a command lets go of its own at its end. */
export function standingOf(base: Base, opened: OpenState, desk: HuntResources): StandingDeps {
  return {
    journal: opened.journal,
    store: createStandingStore(opened.database),
    desk,
    clock: base.clock,
    hash: base.hash,
    async points() {
      const services = await createRegisterStore(opened.database).services();
      return services.filter(({ kind }) => POINTS.has(kind)).flatMap(({ ranges }) => ranges);
    },
  };
}

/** One for each open desk, shared by its tasks, its routes and the service that runs it. */
export function standingResources(base: Base, desk: () => HuntResources): (opened: OpenState) => StandingResources {
  return perOpened((opened) => {
    const deps = standingOf(base, opened, desk());
    return { ...deps, runner: acrossServers(opened.database, 'searches', createSearchRunner(deps)) };
  });
}

/** Searches for what cases look for, while the desk runs. */
export function searchService(desk: StandingResources): Service {
  return {
    name: 'log searches',
    async start() {
      desk.runner.start();
    },
    async stop() {
      await desk.runner.stop();
    },
  };
}
