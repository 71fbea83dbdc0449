// SPDX-License-Identifier: Apache-2.0
import { createRetroStore } from '../adapters/postgres/hunt-retro-store.ts';
import type { RetroDeps, RetroDesk } from '../hunt/retro/deps.ts';
import type { HuntDesk } from '../hunt/desk.ts';
import { createSearchRunner } from '../hunt/retro/runner.ts';
import type { Base, Opened, Service } from './base.ts';

/** Engine and vault of the running desk; a command lets go of its own at its end. */
export function retroOf(base: Base, opened: Opened, desk: HuntDesk): RetroDeps {
  return {
    journal: opened.journal,
    store: createRetroStore(opened.database),
    desk,
    clock: base.clock,
    hash: base.hash,
  };
}

/** One for each open desk, shared by its tasks, its routes and the service that runs it. */
export function retroDesks(base: Base, desk: () => HuntDesk): (opened: Opened) => RetroDesk {
  const kept = new WeakMap<Opened, RetroDesk>();
  return (opened) => {
    const there = kept.get(opened);
    if (there !== undefined) return there;
    const deps = retroOf(base, opened, desk());
    const made: RetroDesk = { ...deps, runner: createSearchRunner(deps) };
    kept.set(opened, made);
    return made;
  };
}

export function searchService(desk: RetroDesk): Service {
  return {
    name: 'log searches',
    async start() {
      desk.runner.start();
    },
    async stop() {
      await desk.runner.stop();
      await desk.desk.engine.close();
    },
  };
}
