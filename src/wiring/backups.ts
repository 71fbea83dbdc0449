// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { backupFiles } from '../adapters/backup-file/backup-file.ts';
import { backupFolder } from '../adapters/backup-file/backup-folder.ts';
import { dataFolderFiles } from '../adapters/data-folder/data-folder.ts';
import { backupTrail } from '../adapters/postgres/store-facts.ts';
import { snapshotOf } from '../adapters/postgres/table-copy.ts';
import { DESK } from '../journal/stream.ts';
import { SHORTEST_PASSPHRASE } from '../upkeep/backup/contents.ts';
import type { BackupSchedule } from '../upkeep/backup/schedule.ts';
import { askForBackup, BACK_UP, backupHandler } from '../upkeep/backup/scheduled.ts';
import type { ScheduledDeps } from '../upkeep/backup/scheduled.ts';
import type { BackupDeps } from '../upkeep/deps.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { repeatingService } from './base/repeating-service.ts';
import { settingsOf } from './base/settings.ts';
import { VERSION } from './base/version.ts';
import { zoneOf } from './calendar/zone.ts';

/** How often the desk looks whether one is due, and when first. */
const LOOK_EVERY = 60_000;
const FIRST_LOOK = 5000;

/** How backups are taken by themselves; null where no folder is set. */
export function scheduleOf(base: Pick<Base, 'env'>): BackupSchedule | null {
  const settings = settingsOf(base.env);
  const { MATOI_BACKUP_FOLDER: folder, MATOI_BACKUP_EVERY_HOURS: everyHours, MATOI_BACKUP_HOUR: hour } = settings;
  return folder === null ? null : { folder, everyHours, hour, keep: settings.MATOI_BACKUP_KEEP };
}

/** What every backup reads, by command or by itself. */
export function backupDepsOf(base: Base, opened: OpenState): BackupDeps {
  return {
    archives: backupFiles,
    folder: dataFolderFiles(base.dataFolder),
    blobs: opened.blobs,
    snapshot: snapshotOf(opened.database.pool),
    clock: base.clock,
    hash: base.hash,
    version: VERSION,
  };
}

/** First line of a file, or null where it cannot be read. */
export async function firstLine(path: string): Promise<string | null> {
  return (await readFile(path, 'utf8').catch(() => null))?.split(/\r?\n/)[0] ?? null;
}

/** Takes backups by itself while the desk runs. Settings: MATOI_BACKUP_FOLDER and its neighbours. */
export function backupWork(base: Base): Pick<Wired, 'services' | 'handlers'> {
  const schedule = scheduleOf(base);
  // A task that waited when the schedule was taken back ends without a backup.
  if (schedule === null) return { handlers: () => [{ name: BACK_UP, run: async () => undefined }] };
  return {
    handlers: (opened) => [backupHandler(depsOf(base, opened, schedule))],
    services: (opened) => [repeatingService('backups', LOOK_EVERY, () => lookForBackup(base, opened), FIRST_LOOK)],
  };
}

/** Puts a backup into the queue where one is due. */
export async function lookForBackup(base: Base, opened: OpenState): Promise<void> {
  const schedule = scheduleOf(base);
  if (schedule !== null) await askForBackup(depsOf(base, opened, schedule));
}

function depsOf(base: Base, opened: OpenState, schedule: BackupSchedule): ScheduledDeps {
  const { MATOI_BACKUP_PASSPHRASE: given, MATOI_BACKUP_PASSPHRASE_FILE: file } = settingsOf(base.env);
  return {
    ...backupDepsOf(base, opened),
    schedule,
    place: backupFolder(base.dataFolder),
    async passphrase() {
      const found = given ?? (file === null ? null : ((await firstLine(file)) ?? ''));
      return found === null || found.length >= SHORTEST_PASSPHRASE ? { is: found } : null;
    },
    zone: () => zoneOf(opened),
    trail: (since) => backupTrail(opened.database.pool, since),
    async append(draft) {
      await opened.journal.append({ stream: DESK, actor: { type: 'machine', name: 'desk' }, drafts: [draft] });
    },
    enqueue: (task) => opened.database.inTransaction((tx) => opened.store.enqueue(tx, [task])),
  };
}
