// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Instant, RuleStore, Tx } from '../../hunt/rules/rule-store.port.ts';
import type { Database } from './database.ts';

type Tables = { hunt_rule_file: { name: string; sha256: string; bytes: number; body: string; added_at: string } };

/** The desk's detection rules in PostgreSQL, file by file; a file of the same name is replaced. */
export function createRuleStore(database: Database): RuleStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async list() {
      const rows = await on().selectFrom('hunt_rule_file').select(['name', 'sha256', 'bytes', 'added_at']).orderBy('name').execute();
      return rows.map((row) => ({ name: row.name, sha256: row.sha256, bytes: row.bytes, addedAt: row.added_at as Instant }));
    },
    async texts() {
      const rows = await on().selectFrom('hunt_rule_file').select(['name', 'body']).orderBy('name').execute();
      return rows.map((row) => ({ name: row.name, text: row.body }));
    },
    async put(tx, files) {
      const rows = files.map(({ name, sha256, bytes, text, addedAt }) => ({ name, sha256, bytes, body: text, added_at: addedAt }));
      await sql`insert into hunt_rule_file (name, sha256, bytes, body, added_at)
        select name, sha256, bytes, body, added_at
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(name text, sha256 text, bytes integer, body text, added_at text)
        on conflict (name) do update set sha256 = excluded.sha256, bytes = excluded.bytes, body = excluded.body, added_at = excluded.added_at`.execute(
        on(tx),
      );
    },
    async remove(tx, names) {
      if (names.length === 0) return [];
      const rows = await on(tx)
        .deleteFrom('hunt_rule_file')
        .where('name', 'in', [...names])
        .returning('name')
        .execute();
      return rows.map((row) => row.name);
    },
  };
}
