// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { writeBundle } from '../adapters/log-evidence/bundle.ts';
import { importLock } from '../adapters/log-vault/lock.ts';
import { logVault } from '../adapters/log-vault/vault.ts';
import { readYaml } from '../adapters/log-yaml/yaml.ts';
import type { CommandSpec } from '../edge/command.ts';
import { huntCommands } from '../hunt/commands.ts';
import { retroCommands } from '../hunt/retro/commands.ts';
import type { HuntDeps, HuntDesk } from '../hunt/desk.ts';
import type { Base } from './base.ts';
import { logEngine } from './log-engine.ts';

/** Hunting without a store: logs are imported and asked on a machine that has nothing but the files. */
export function commandsOfHunt(base: Base): readonly CommandSpec[] {
  return [
    ...huntCommands({ ...huntDeps(base), open: base.open }),
    ...retroCommands({
      // What writes into a case opens the desk's store, and loads its adapters only then.
      retro: async () => {
        const [{ retroOf }, opened] = await Promise.all([import('./hunt-retro.ts'), base.open()]);
        return retroOf(base, opened, huntDesk(base)(null));
      },
    }),
  ];
}

/** What commands and routes share. The engine runs in its own process under `<data>/logs`, or is a ClickHouse server when one is named. */
export function huntDeps(base: Base): HuntDeps {
  return { desk: huntDesk(base), clock: base.clock, hash: base.hash, readYaml, writeBundle };
}

export function logsFolder(base: Pick<Base, 'dataFolder'>, folder: string | null): string {
  return join(resolve(folder ?? base.dataFolder), 'logs');
}

export function huntDesk(base: Base): (folder: string | null) => HuntDesk {
  return (folder) => {
    const logs = logsFolder(base, folder);
    return {
      engine: logEngine(base, folder),
      vault: logVault({ folder: join(logs, 'vault') }),
      lock: importLock(join(logs, 'import.lock')),
      small: base.env['MATOI_LOGS_SMALL'] === '1',
    };
  };
}
