// SPDX-License-Identifier: Apache-2.0
import type pg from 'pg';
import type { BackupFailure } from '../../case/entry/case.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BackupTrail } from '../../upkeep/backup/scheduled.port.ts';
import type { StoreFacts } from '../../upkeep/doctor/desk-facts.port.ts';
import type { SetUpCounts } from '../../upkeep/set-up/set-up-facts.port.ts';
import { WHO_LEADS } from './lead/lead-lock.ts';

/** Counts and times of the store, each by an index. */
export async function storeFacts(pool: pg.Pool, embedded: boolean): Promise<StoreFacts> {
  const { rows } = await pool.query<{ postgres: string; entries: number; newest: string | null; overdue: number; leader: string | null }>(`
    select current_setting('server_version') as postgres,
      (select global from journal_head) as entries,
      (select envelope::jsonb ->> 'at' from journal_entry order by global desc limit 1) as newest,
      (select count(*) from task where done_at is null and coalesce(not_before, made_at) < now() - interval '5 minutes') as overdue,
      (${WHO_LEADS}) as leader`);
  const [row] = rows;
  return {
    postgres: (row?.postgres ?? '').split(' ')[0] ?? '',
    embedded,
    entries: row?.entries ?? 0,
    newest: parseInstant(row?.newest ?? ''),
    backups: await backupTrail(pool, null),
    overdueTasks: row?.overdue ?? 0,
    leader: row?.leader ?? null,
  };
}

/** When the newest entry was written; null where there is none. */
export async function newestEntryAt(pool: pg.Pool): Promise<Instant | null> {
  const { rows } = await pool.query<{ at: string }>(`
    select envelope::jsonb ->> 'at' as at from journal_entry order by global desc limit 1`);
  return parseInstant(rows[0]?.at ?? '');
}

/** Backups as the desk's chain names them; `since` null: those before count as well. */
export async function backupTrail(pool: pg.Pool, since: Instant | null): Promise<BackupTrail> {
  const { rows } = await pool.query<{ at: string; kind: string; body: BackupEntry }>(`
    select envelope::jsonb ->> 'at' as at, kind, body::jsonb -> 'body' as body from journal_entry
    where kind in ('desk.backed-up', 'desk.backup-failed') order by global desc limit ${MOST_BACKUPS}`);
  const lately = rows.filter(({ at }) => since === null || at >= since);
  const failed = rows.find(({ kind }) => kind === 'desk.backup-failed');
  const failedAt = parseInstant(failed?.at ?? '');
  return {
    last: parseInstant(rows.find(({ kind }) => kind === 'desk.backed-up')?.at ?? ''),
    failed: failedAt === null ? null : { at: failedAt, reason: failed?.body.reason ?? 'other', detail: failed?.body.detail ?? '' },
    taken: lately.filter(({ body }) => body.file !== undefined).length,
    failures: lately.filter(({ kind }) => kind === 'desk.backup-failed').length,
    files: rows.flatMap(({ body }) => body.file ?? []),
  };
}

/** More files of one desk are not kept in order by it. */
const MOST_BACKUPS = 2000;
type BackupEntry = { readonly file?: string; readonly reason?: BackupFailure; readonly detail?: string };

/** The newest entry by which the paper kit was printed; null where none was. */
export async function lastKit(pool: pg.Pool): Promise<{ readonly at: Instant; readonly by: string; readonly days: number } | null> {
  const { rows } = await pool.query<{ at: string; by: string; days: number | null }>(`
    select envelope::jsonb ->> 'at' as at, envelope::jsonb -> 'actor' ->> 'name' as by, (body::jsonb -> 'body' ->> 'days')::int as days
    from journal_entry where kind = 'desk.kit-printed' order by global desc limit 1`);
  const [row] = rows;
  const at = parseInstant(row?.at ?? '');
  return row === undefined || at === null ? null : { at, by: row.by, days: row.days ?? 0 };
}

/** What setting the desk up has brought so far, as counts of its own rows. */
export async function setUpCounts(pool: pg.Pool): Promise<Omit<SetUpCounts, 'signIns'>> {
  const { rows } = await pool.query<Omit<SetUpCounts, 'signIns'>>(`
    select (select count(*)::int from hunt_import where state = 'done') as "logImports",
      (select count(*)::int from customer) as customers,
      (select count(*)::int from journal_entry where kind = 'exercise.started') as "exercisesStarted",
      (select count(*)::int from journal_entry where kind = 'exercise.ended') as "exercisesEnded"`);
  return rows[0] ?? { logImports: 0, customers: 0, exercisesStarted: 0, exercisesEnded: 0 };
}
