// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { ImportJob, Instant, JobStore, SeenFile, Tx, WatchedFolder } from '../../hunt/sources/job-store.port.ts';
import type { Database } from './database.ts';

type FolderRow = { folder_id: string; path: string; folder: WatchedFolder; looked_at: string | null; fault: string | null };
type Tables = {
  hunt_import: { import_id: string; number: number; state: string; job: ImportJob };
  hunt_folder: FolderRow;
  hunt_seen: { folder_id: string; name: string; bytes: number; modified: string; taken_at: string };
};

/** Imports of logs and watched folders in PostgreSQL. `update` locks the row: of two changes the second sees the first. */
export function createHuntStore(database: Database): JobStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);

  async function change(tx: Tx, importId: string, to: (job: ImportJob) => ImportJob | null): Promise<ImportJob | null> {
    const row = await on(tx).selectFrom('hunt_import').select('job').where('import_id', '=', importId).forUpdate().executeTakeFirst();
    if (row === undefined) return null;
    const changed = to(row.job);
    if (changed === null) return row.job;
    await on(tx).updateTable('hunt_import').set(rowOf(changed)).where('import_id', '=', importId).execute();
    return changed;
  }

  return {
    async insert(tx, job) {
      await on(tx).insertInto('hunt_import').values(rowOf(job)).execute();
    },
    async find(importId) {
      return (await on().selectFrom('hunt_import').select('job').where('import_id', '=', importId).executeTakeFirst())?.job ?? null;
    },
    async list(limit) {
      const rows = await on().selectFrom('hunt_import').select('job').orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => row.job);
    },
    async nextToRun() {
      const row = await on()
        .selectFrom('hunt_import')
        .select('job')
        .where('state', 'in', ['waiting', 'running'])
        .orderBy('number')
        .limit(1)
        .executeTakeFirst();
      return row?.job ?? null;
    },
    update: (importId, to, tx) =>
      tx === undefined ? database.inTransaction((own) => change(own, importId, to)) : change(tx, importId, to),
    async folders() {
      const rows = await on().selectFrom('hunt_folder').selectAll().orderBy('path').execute();
      return rows.map(folderOf);
    },
    async addFolder(tx, folder) {
      await on(tx)
        .insertInto('hunt_folder')
        .values({ folder_id: folder.folderId, path: folder.path, folder: JSON.stringify(folder) as never, looked_at: null, fault: null })
        .execute();
    },
    async removeFolder(tx, folderId) {
      const row = await on(tx).deleteFrom('hunt_folder').where('folder_id', '=', folderId).returningAll().executeTakeFirst();
      return row === undefined ? null : folderOf(row);
    },
    async looked(folderId, at, fault) {
      await on().updateTable('hunt_folder').set({ looked_at: at, fault }).where('folder_id', '=', folderId).execute();
    },
    async seen(folderId) {
      const rows = await on().selectFrom('hunt_seen').selectAll().where('folder_id', '=', folderId).execute();
      return rows.map((row): SeenFile => ({ name: row.name, bytes: row.bytes, modified: row.modified, takenAt: row.taken_at as Instant }));
    },
    async saw(tx, folderId, files) {
      const json = JSON.stringify(files);
      await sql`insert into hunt_seen (folder_id, name, bytes, modified, taken_at)
        select ${folderId}, name, bytes, modified, "takenAt" from jsonb_to_recordset(${json}::jsonb) as x(name text, bytes bigint, modified text, "takenAt" text)
        on conflict (folder_id, name) do update set bytes = excluded.bytes, modified = excluded.modified, taken_at = excluded.taken_at`.execute(
        on(tx),
      );
    },
  };
}

/** jsonb takes neither NUL nor half a surrogate pair; both can stand in what a log or a name holds. */
function rowOf(job: ImportJob) {
  const text = JSON.stringify(job, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', String.raw`\x00`).toWellFormed() : value,
  );
  return { import_id: job.importId, number: job.number, state: job.state, job: text as never };
}

function folderOf(row: FolderRow): WatchedFolder {
  return { ...row.folder, lookedAt: row.looked_at as Instant | null, fault: row.fault };
}
