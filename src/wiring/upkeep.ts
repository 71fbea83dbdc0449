// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backupFiles } from '../adapters/backup-file/backup-file.ts';
import { openBlobFiles } from '../adapters/blob-files/blob-files.ts';
import { dataFolderFiles } from '../adapters/data-folder/data-folder.ts';
import { createJournalStore } from '../adapters/postgres/journal-store.ts';
import { loaderOf, snapshotOf } from '../adapters/postgres/table-copy.ts';
import { caseLanguage } from '../case/language/case-language.ts';
import { verifyJournal } from '../journal/verify.ts';
import { upkeepCommands } from '../upkeep/commands.ts';
import type { Base, Wired } from './base/base.ts';
import { settingsOf } from './base/settings.ts';
import { openDatabaseOf } from './base/state.ts';
import { VERSION } from './desk.ts';

/** Backup and restore. Setting: MATOI_BACKUP_PASSPHRASE. */
export function wireUpkeep(base: Base): Wired {
  const { dataFolder, hash, clock } = base;
  const settings = settingsOf(base.env);
  const blobs = () => openBlobFiles(join(dataFolder, 'blobs'), hash);
  return {
    commands: upkeepCommands({
      async backup() {
        const opened = await base.open();
        const { pool } = opened.database;
        return {
          archives: backupFiles,
          folder: dataFolderFiles(dataFolder),
          blobs: opened.blobs,
          snapshot: snapshotOf(pool),
          clock,
          hash,
          version: VERSION,
        };
      },
      async restore() {
        const { database, release } = await openDatabaseOf(base);
        const { pool } = database;
        return {
          archives: backupFiles,
          folder: dataFolderFiles(dataFolder),
          blobs: await blobs(),
          load: loaderOf(pool),
          snapshot: snapshotOf(pool),
          hash,
          close: release,
        };
      },
      async verify() {
        const { database, release } = await openDatabaseOf(base);
        try {
          const store = createJournalStore(database, async () => undefined);
          const found = await verifyJournal({ store, blobs: await blobs(), hash, language: caseLanguage });
          return { faults: found.faults.length, head: found.head, entries: found.entries };
        } finally {
          await release();
        }
      },
      firstLine: async (path) => (await readFile(path, 'utf8').catch(() => null))?.split(/\r?\n/)[0] ?? null,
      passphrase: settings.MATOI_BACKUP_PASSPHRASE,
      where: settings.DATABASE_URL === null ? dataFolder : `${dataFolder}, DATABASE_URL`,
    }),
  };
}
