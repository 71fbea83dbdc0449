// SPDX-License-Identifier: Apache-2.0
import { delimiter, join } from 'node:path';
import { packBundle } from '../adapters/log-evidence/pack.ts';
import { watchableFolders } from '../adapters/log-vault/folders.ts';
import { incomingFiles } from '../adapters/log-vault/incoming.ts';
import { createHuntStore } from '../adapters/postgres/hunt-store.ts';
import { huntRoutes } from '../hunt/routes.ts';
import { huntHandlers } from '../hunt/watch.ts';
import type { SourcesResources } from '../hunt/sources/deps.ts';
import { takeUpAll, takeUpQuestions } from '../hunt/standing-search/take-up.ts';
import { createRunner } from '../hunt/sources/runner.ts';
import { lookIntoFolders } from '../hunt/sources/watch-folders.ts';
import type { Base, Service, Wired } from './base/base.ts';
import { perOpened } from './base/per-opened.ts';
import { atTheEnd, repeatingService } from './base/repeating-service.ts';
import { settingsOf } from './base/settings.ts';
import { acrossServers, tell } from './hunt/across.ts';
import { commandsOfHunt, huntDeps, huntDesk, logsFolder } from './hunt/commands.ts';
import { standingResources, searchService } from './hunt/standing.ts';
import { rulesOf } from './hunt/rules.ts';

const LOOK_EVERY = 60_000;
const FIRST_LOOK = 1000;

/** Settings: MATOI_LOG_ROOTS (folders that may be watched, none by default), MATOI_LOG_UPLOAD_BYTES (largest upload). */
export function wireHunt(base: Base): Wired {
  /** One for each open desk, shared by its routes and its services. */
  const sourcesOf = perOpened((opened): SourcesResources => {
    const sources = {
      journal: opened.journal,
      store: createHuntStore(opened.database),
      incoming: incomingFiles(join(logsFolder(base, null), 'incoming')),
      folders: watchableFolders((settingsOf(base.env).MATOI_LOG_ROOTS ?? '').split(delimiter).filter(Boolean)),
      desk: huntDesk(base)(null),
      clock: base.clock,
      hash: base.hash,
      mostBytes: settingsOf(base.env).MATOI_LOG_UPLOAD_BYTES,
    };
    const runner = acrossServers(opened.database, 'imports', createRunner(sources));
    const cancel = (importId: string): void => {
      runner.cancel(importId);
      // It may run on another server.
      if (runner.progress()?.importId !== importId) tell(opened.database, { of: 'imports', cancel: importId });
    };
    return { ...sources, runner: { ...runner, cancel } };
  });
  const standing = standingResources(base, () => huntDesk(base)(null));
  return {
    commands: commandsOfHunt(base),
    handlers: (opened) =>
      huntHandlers({
        store: standing(opened).store,
        poke: standing(opened).runner.poke,
        takeUp: (caseId) => takeUpQuestions(standing(opened), caseId),
        takeUpAll: (caseIds, settle) => takeUpAll(standing(opened), caseIds, settle),
      }),
    routes: (opened) =>
      huntRoutes({
        ...huntDeps(base),
        packBundle,
        journal: opened.journal,
        rules: rulesOf(base, opened),
        sources: sourcesOf(opened),
        standing: standing(opened),
      }),
    services: (opened) => [
      // First in, last out: both below ask it to their end.
      atTheEnd('log engine', () => Promise.all([sourcesOf(opened), standing(opened)].map(({ desk }) => desk.engine.close()))),
      importService(sourcesOf(opened)),
      searchService(standing(opened)),
    ],
    signals: (opened) => (tell) => sourcesOf(opened).runner.onChange(() => tell('hunt.imports')),
  };
}

/** Runs what waits, and looks into the watched folders once a minute. */
function importService(desk: SourcesResources): Service {
  const looking = repeatingService('watched folders', LOOK_EVERY, () => lookIntoFolders(desk), FIRST_LOOK);
  return {
    name: 'log imports',
    async start() {
      desk.runner.start();
      await looking.start();
    },
    async stop() {
      await looking.stop();
      await desk.runner.stop();
    },
  };
}
