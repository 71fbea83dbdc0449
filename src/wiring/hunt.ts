// SPDX-License-Identifier: Apache-2.0
import { delimiter, join } from 'node:path';
import { packBundle } from '../adapters/log-evidence/pack.ts';
import { watchableFolders } from '../adapters/log-vault/folders.ts';
import { incomingFiles } from '../adapters/log-vault/incoming.ts';
import { createHuntStore } from '../adapters/postgres/hunt-store.ts';
import { huntRoutes } from '../hunt/routes.ts';
import { huntHandlers } from '../hunt/watch.ts';
import type { SourcesDesk } from '../hunt/sources/deps.ts';
import { createRunner } from '../hunt/sources/runner.ts';
import { lookIntoFolders } from '../hunt/sources/watch-folders.ts';
import type { Base, Opened, Service, Wired } from './base.ts';
import { commandsOfHunt, huntDeps, huntDesk, logsFolder } from './hunt-commands.ts';
import { retroDesks, searchService } from './hunt-retro.ts';
import { rulesOf } from './hunt-rules.ts';

const MOST_BYTES = 50_000_000_000;
const LOOK_EVERY = 60_000;

/** Settings: MATOI_LOG_ROOTS (folders that may be watched, none by default), MATOI_LOG_UPLOAD_BYTES (largest upload). */
export function wireHunt(base: Base): Wired {
  const kept = new WeakMap<Opened, SourcesDesk>();
  /** One for each open desk, shared by its routes and its services. */
  const sourcesOf = (opened: Opened): SourcesDesk => {
    const there = kept.get(opened);
    if (there !== undefined) return there;
    const sources = {
      journal: opened.journal,
      store: createHuntStore(opened.database),
      incoming: incomingFiles(join(logsFolder(base, null), 'incoming')),
      folders: watchableFolders((base.env['MATOI_LOG_ROOTS'] ?? '').split(delimiter).filter(Boolean)),
      desk: huntDesk(base)(null),
      clock: base.clock,
      hash: base.hash,
      mostBytes: Number(base.env['MATOI_LOG_UPLOAD_BYTES'] ?? MOST_BYTES),
    };
    const made: SourcesDesk = { ...sources, runner: createRunner(sources) };
    kept.set(opened, made);
    return made;
  };
  const retro = retroDesks(base, () => huntDesk(base)(null));
  return {
    commands: commandsOfHunt(base),
    handlers: (opened) => huntHandlers({ store: retro(opened).store, poke: retro(opened).runner.poke }),
    routes: (opened) =>
      huntRoutes({
        ...huntDeps(base),
        packBundle,
        journal: opened.journal,
        rules: rulesOf(base, opened),
        sources: sourcesOf(opened),
        retro: retro(opened),
      }),
    services: (opened) => [importService(sourcesOf(opened)), searchService(retro(opened))],
    signals: (opened) => (tell) => sourcesOf(opened).runner.onChange(() => tell('hunt.imports')),
  };
}

/** Runs what waits, and looks into the watched folders once a minute. A look that fails is made again. */
function importService(desk: SourcesDesk): Service {
  const timers: { look: NodeJS.Timeout | null } = { look: null };
  const look = (): void => {
    lookIntoFolders(desk)
      .catch(() => undefined)
      .finally(() => {
        if (timers.look !== null) timers.look = setTimeout(look, LOOK_EVERY);
      });
  };
  return {
    name: 'log imports',
    async start() {
      desk.runner.start();
      timers.look = setTimeout(look, 1000);
    },
    async stop() {
      if (timers.look !== null) clearTimeout(timers.look);
      timers.look = null;
      await desk.runner.stop();
      await desk.desk.engine.close();
    },
  };
}
