// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { chdbEngine } from '../adapters/chdb/engine.ts';
import { clickhouseEngine } from '../adapters/clickhouse/engine.ts';
import { writeBundle } from '../adapters/log-evidence/bundle.ts';
import { importLock } from '../adapters/log-vault/lock.ts';
import { logVault } from '../adapters/log-vault/vault.ts';
import { readYaml } from '../adapters/log-yaml/yaml.ts';
import { huntCommands } from '../hunt/commands.ts';
import { huntRoutes } from '../hunt/routes.ts';
import type { HuntDesk } from '../hunt/desk.ts';
import type { Base, Wired } from './base.ts';

const DEFAULT_MEMORY = 900_000_000;
const SMALL_MEMORY = 350_000_000;

/** The engine in its own process under `<data>/logs`, or a ClickHouse server when one is named. */
export function wireHunt(base: Base): Wired {
  const small = base.env['MATOI_LOGS_SMALL'] === '1';
  const desk = (folder: string | null): HuntDesk => {
    const logs = join(resolve(folder ?? base.dataFolder), 'logs');
    const url = base.env['MATOI_CLICKHOUSE_URL'];
    const memoryBytes = small ? SMALL_MEMORY : DEFAULT_MEMORY;
    return {
      engine:
        url === undefined || url === ''
          ? chdbEngine({ folder: join(logs, 'engine'), env: base.env, memoryBytes })
          : clickhouseEngine({ url, memoryBytes }),
      vault: logVault({ folder: join(logs, 'vault') }),
      lock: importLock(join(logs, 'import.lock')),
      small,
    };
  };
  const deps = { desk, clock: base.clock, hash: base.hash, readYaml, writeBundle };
  return {
    commands: huntCommands({ ...deps, open: base.open }),
    routes: ({ journal }) => huntRoutes({ ...deps, journal }),
  };
}
