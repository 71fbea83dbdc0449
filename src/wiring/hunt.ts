// SPDX-License-Identifier: Apache-2.0
import { delimiter, join, resolve } from 'node:path';
import { writeBundle } from '../adapters/log-evidence/bundle.ts';
import { packBundle } from '../adapters/log-evidence/pack.ts';
import { watchableFolders } from '../adapters/log-vault/folders.ts';
import { incomingFiles } from '../adapters/log-vault/incoming.ts';
import { importLock } from '../adapters/log-vault/lock.ts';
import { logVault } from '../adapters/log-vault/vault.ts';
import { readYaml } from '../adapters/log-yaml/yaml.ts';
import { createRetroStore } from '../adapters/postgres/hunt-retro-store.ts';
import { createHuntStore } from '../adapters/postgres/hunt-store.ts';
import { huntCommands } from '../hunt/commands.ts';
import { retroCommands } from '../hunt/retro/commands.ts';
import type { RetroDeps } from '../hunt/retro/deps.ts';
import { huntRoutes } from '../hunt/routes.ts';
import { huntHandlers } from '../hunt/watch.ts';
import type { HuntDesk } from '../hunt/desk.ts';
import type { SourcesDesk } from '../hunt/sources/deps.ts';
import { createRunner } from '../hunt/sources/runner.ts';
import { lookIntoFolders } from '../hunt/sources/watch-folders.ts';
import type { Base, Opened, Service, Wired } from './base.ts';
import { logEngine } from './log-engine.ts';

const MOST_BYTES = 50_000_000_000;
const LOOK_EVERY = 60_000;

/**
 * The engine in its own process under `<data>/logs`, or a ClickHouse server when one is named. Settings:
 * MATOI_LOG_ROOTS (folders that may be watched, none by default), MATOI_LOG_UPLOAD_BYTES (largest upload).
 */
export function wireHunt(base: Base): Wired {
  const small = base.env['MATOI_LOGS_SMALL'] === '1';
  const logsOf = (folder: string | null): string => join(resolve(folder ?? base.dataFolder), 'logs');
  const desk = (folder: string | null): HuntDesk => {
    const logs = logsOf(folder);
    return {
      engine: logEngine(base, folder),
      vault: logVault({ folder: join(logs, 'vault') }),
      lock: importLock(join(logs, 'import.lock')),
      small,
    };
  };
  const deps = { desk, clock: base.clock, hash: base.hash, readYaml, writeBundle, packBundle };
  const kept = new WeakMap<Opened, SourcesDesk>();
  /** One for each open desk, shared by its routes and its services. */
  const sourcesOf = (opened: Opened): SourcesDesk => {
    const there = kept.get(opened);
    if (there !== undefined) return there;
    const sources = {
      journal: opened.journal,
      store: createHuntStore(opened.database),
      incoming: incomingFiles(join(logsOf(null), 'incoming')),
      folders: watchableFolders((base.env['MATOI_LOG_ROOTS'] ?? '').split(delimiter).filter(Boolean)),
      desk: desk(null),
      clock: base.clock,
      hash: base.hash,
      mostBytes: Number(base.env['MATOI_LOG_UPLOAD_BYTES'] ?? MOST_BYTES),
    };
    const made: SourcesDesk = { ...sources, runner: createRunner(sources) };
    kept.set(opened, made);
    return made;
  };
  /** Engine and vault of the running desk; a command lets go of its own at its end. */
  const retroOf = (opened: Opened): RetroDeps => ({
    journal: opened.journal,
    store: createRetroStore(opened.database),
    desk: desk(null),
    clock: base.clock,
    hash: base.hash,
  });
  return {
    commands: [...huntCommands({ ...deps, open: base.open }), ...retroCommands({ retro: async () => retroOf(await base.open()) })],
    handlers: (opened) => huntHandlers(retroOf(opened)),
    routes: (opened) => huntRoutes({ ...deps, journal: opened.journal, sources: sourcesOf(opened) }),
    services: (opened) => [importService(sourcesOf(opened))],
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
