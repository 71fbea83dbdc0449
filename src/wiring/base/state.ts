// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { openBlobFiles } from '../../adapters/blob-files/blob-files.ts';
import { openFolder } from '../../adapters/data-folder/open-folder.ts';
import { foreignOwner } from '../../adapters/machine/machine.ts';
import { openTaskQueue } from '../../adapters/pg-boss/task-queue.ts';
import type { TaskQueue } from '../../adapters/pg-boss/task-queue.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import { startEmbedded } from '../../adapters/postgres/embedded/embedded.ts';
import type { Database } from '../../adapters/postgres/database.ts';
import { createJournalStore } from '../../adapters/postgres/journal-store.ts';
import { alone } from '../../adapters/postgres/lead/lead-lock.ts';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { laneOf } from '../../jobs/lanes.ts';
import { createJournal } from '../../journal/append.ts';
import type { Journal, Watch } from '../../case/language/journal.port.ts';
import { caseLanguage } from '../../case/language/case-language.ts';
import { systemReason } from '../../common/words/system-reasons.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { Base, OpenState } from './base.ts';
import { startProblem } from './problems.ts';
import { settingsOf } from './settings.ts';

export type State = OpenState & { readonly queue: TaskQueue; readonly close: () => Promise<void> };

/**
 * Opens everything that remembers: the database (embedded, or `DATABASE_URL`), its migrations, the blobs, the
 * queue, and the journal over them. `close` lets the embedded server stop when nobody else uses it.
 */
export async function openState(base: Omit<Base, 'open'>, watches: readonly Watch[]): Promise<State> {
  const { database, release } = await openDatabaseOf(base);
  try {
    await migrate(database.pool);
    const queue = await alone(database.pool, () => openTaskQueue(database, laneOf));
    const store = createJournalStore(database, queue.enqueue);
    const blobs = await openBlobFiles(join(base.dataFolder, 'blobs'), base.hash);
    const journal: Journal = createJournal({
      store,
      language: caseLanguage,
      clock: base.clock,
      hash: base.hash,
      salt: () => base.random(16),
      watches,
    });
    const close = async (): Promise<void> => {
      await queue.stop();
      await release();
    };
    return { journal, store, blobs, database, queue, close };
  } catch (cause) {
    await release();
    throw settingsOf(base.env).DATABASE_URL === null ? cause : (databaseProblem(cause) ?? cause);
  }
}

/** Throws ProblemError where the data folder cannot be made or written. */
export async function usableFolder(folder: string): Promise<void> {
  try {
    await openFolder(folder);
  } catch (cause) {
    const { words } = systemReason(cause) ?? { words: { ja: String(cause), en: String(cause) } };
    throw new ProblemError(startProblem('desk.folder-unusable', undefined, { folder, reason: words }));
  }
}

/** A database of one's own that cannot be had, in words; null where something else is wrong. */
function databaseProblem(cause: unknown): ProblemError | null {
  const found = systemReason(cause);
  if (found === null || found.of === 'file' || found.of === 'disk') return null;
  return new ProblemError(startProblem('desk.database-unusable', undefined, { reason: found.words }));
}

/** The database alone, as it stands: nothing is migrated. `release` closes it and lets the embedded server stop. */
export async function openDatabaseOf(
  base: Pick<Base, 'env' | 'dataFolder'>,
): Promise<{ readonly database: Database; readonly release: () => Promise<void> }> {
  const url = settingsOf(base.env).DATABASE_URL;
  const foreign = await foreignOwner(base.dataFolder);
  // Mixed, what one writes the other cannot read: root's mails would be lost to the desk. Nothing changes hands here.
  if (foreign !== null) throw new ProblemError(startProblem('desk.other-owner', undefined, { ...foreign, folder: base.dataFolder }));
  await usableFolder(base.dataFolder);
  const embedded = url === null ? await startEmbedded(base.dataFolder) : null;
  const database = openDatabase(embedded?.connection ?? { connectionString: url ?? '' });
  const release = async (): Promise<void> => {
    await database.close();
    await embedded?.release();
  };
  return { database, release };
}
