// SPDX-License-Identifier: Apache-2.0
// The import of the command line without the rest of the desk: node import-logs.ts DATA PATH…
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chdbEngine } from '../../../src/adapters/chdb/engine.ts';
import { importLock } from '../../../src/adapters/log-vault/lock.ts';
import { logVault } from '../../../src/adapters/log-vault/vault.ts';
import { systemClock } from '../../../src/adapters/system/system.ts';
import type { LogEngine } from '../../../src/hunt/engine/engine.port.ts';
import { ok } from '../../../src/kernel/result.ts';
import { importLogs } from '../../../src/hunt/import/import.ts';

const [data = '', ...paths] = process.argv.slice(2);
const whole = chdbEngine({ folder: join(data, 'logs', 'engine'), env: process.env, memoryBytes: 900_000_000 });
// The planted fault: what an import that broke off has left behind is not cleared away. Rows wait a while for their file to
// be committed, so that kills come between the two.
const engine: LogEngine =
  process.env['MATOI_PLANT'] === 'leftovers'
    ? {
        ...whole,
        load: async (...args) => {
          const loaded = await whole.load(...args);
          await wait(3000);
          return loaded;
        },
        write: async (sql, limits) => (/^ALTER TABLE \S+ DELETE/.test(sql) ? ok(null) : whole.write(sql, limits)),
      }
    : whole;
const release = await importLock(join(data, 'logs', 'import.lock'))();
if (release === null) throw new Error('another import is running');
const deps = {
  engine,
  vault: logVault({ folder: join(data, 'logs', 'vault') }),
  clock: systemClock,
  small: process.env['MATOI_LOGS_SMALL'] === '1',
};
let failed = 0;
for await (const one of importLogs(deps, paths, { who: 'proof', zone: null, format: null })) {
  if (!one.ok) failed += 1;
  process.stdout.write(`${JSON.stringify(one)}\n`);
}
await release();
await engine.close();
process.exitCode = failed === 0 ? 0 : 1;
