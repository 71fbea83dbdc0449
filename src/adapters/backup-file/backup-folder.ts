// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { access, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { BackupFolder } from '../../upkeep/backup/scheduled.port.ts';

/** What `backupFiles` has not renamed yet. */
const HALF = /^matoi-[\dT-]+Z\.backup\.part$/;
/** Longer than this nobody pauses who still writes it; another desk may keep its own here. */
const LEFT = 3_600_000;

/** A folder of backups, which must lie outside the data folder; it is never made here: where its disk is absent, that is told. */
export function backupFolder(dataFolder: string): BackupFolder {
  return {
    async ready(folder) {
      const here = await realpath(folder);
      if (`${here}${sep}`.startsWith(`${await realpath(dataFolder)}${sep}`)) return { reason: 'own-folder', detail: here };
      await access(here, constants.W_OK | constants.X_OK);
      for (const name of await readdir(here)) {
        const half = HALF.test(name) ? await stat(join(here, name)).catch(() => null) : null;
        if (half !== null && Date.now() - half.mtimeMs > LEFT) await rm(join(here, name), { force: true });
      }
      return null;
    },
    remove: (folder, name) => rm(join(folder, name), { force: true }),
    names: (folder) => readdir(folder),
  };
}
