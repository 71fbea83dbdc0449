// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { writeBundle } from '../../adapters/log-evidence/bundle.ts';
import { importLock } from '../../adapters/log-vault/lock.ts';
import { logVault } from '../../adapters/log-vault/vault.ts';
import { readYaml } from '../../adapters/log-yaml/yaml.ts';
import type { CommandSpec } from '../../edge/command.ts';
import { huntCommands } from '../../hunt/commands.ts';
import { othersCommand } from '../../hunt/others/others.commands.ts';
import { standingCommands } from '../../hunt/standing-search/standing.commands.ts';
import type { HuntDeps, HuntResources } from '../../hunt/deps.ts';
import type { Base } from '../base/base.ts';
import { logEngine } from '../base/log-engine.ts';
import { settingsOf } from '../base/settings.ts';

/** Hunting without a store: logs are imported and asked on a machine that has nothing but the files. */
export function commandsOfHunt(base: Base): readonly CommandSpec[] {
  // What writes into a case opens the desk's store, and loads its adapters only then.
  const standing = async () => {
    const [{ standingOf }, opened] = await Promise.all([import('./standing.ts'), base.open()]);
    return standingOf(base, opened, huntDesk(base)(null));
  };
  const own = { ...huntDeps(base), open: base.open };
  return [
    ...huntCommands(own),
    othersCommand({ ...own, watched: async () => (await standing()).store }),
    ...standingCommands({ standing }),
  ];
}

/** What commands and routes share. The engine runs in its own process under `<data>/logs`, or is a ClickHouse server when one is named. */
export function huntDeps(base: Base): HuntDeps {
  return { desk: huntDesk(base), clock: base.clock, hash: base.hash, readYaml, writeBundle };
}

/** Where logs are kept: below the given data folder, else below the desk's own. */
export function logsFolder(base: Pick<Base, 'dataFolder'>, folder: string | null): string {
  return join(resolve(folder ?? base.dataFolder), 'logs');
}

/** What hunt works with over a data folder; the engine starts at its first question. */
export function huntDesk(base: Base): (folder: string | null) => HuntResources {
  return (folder) => {
    const logs = logsFolder(base, folder);
    return {
      engine: logEngine(base, folder),
      vault: logVault({ folder: join(logs, 'vault') }),
      lock: importLock(join(logs, 'import.lock')),
      small: settingsOf(base.env).MATOI_LOGS_SMALL,
    };
  };
}
