// SPDX-License-Identifier: Apache-2.0
import type pg from 'pg';
import { parseInstant } from '../../kernel/instant.ts';
import type { StoreFacts } from '../../upkeep/doctor/desk-facts.port.ts';

/** Counts and times of the store, each by an index. */
export async function storeFacts(pool: pg.Pool, embedded: boolean): Promise<StoreFacts> {
  const { rows } = await pool.query<{ postgres: string; entries: number; newest: string | null; backup: string | null; overdue: number }>(`
    select current_setting('server_version') as postgres,
      (select global from journal_head) as entries,
      (select envelope::jsonb ->> 'at' from journal_entry order by global desc limit 1) as newest,
      (select envelope::jsonb ->> 'at' from journal_entry where kind = 'desk.backed-up' order by global desc limit 1) as backup,
      (select count(*) from task where done_at is null and coalesce(not_before, made_at) < now() - interval '5 minutes') as overdue`);
  const [row] = rows;
  return {
    postgres: (row?.postgres ?? '').split(' ')[0] ?? '',
    embedded,
    entries: row?.entries ?? 0,
    newest: parseInstant(row?.newest ?? ''),
    lastBackup: parseInstant(row?.backup ?? ''),
    overdueTasks: row?.overdue ?? 0,
  };
}
