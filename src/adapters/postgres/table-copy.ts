// SPDX-License-Identifier: Apache-2.0
import pg from 'pg';
import type { LoadTables, RanMigration, TableSnapshot, TakeSnapshot } from '../../upkeep/backup/tables.port.ts';
import { knownMigrations, migrate, migrationsRan } from './migrate.ts';

/** Rows of one part, and about how many characters it may have: one large row more. */
const ROWS = 500;
const quoted = (table: string): string =>
  table
    .split('.')
    .map((word) => pg.escapeIdentifier(word))
    .join('.');

/** The same text for the same row on every server: zone, dates, floats and bytes are written in one way. */
const SAME_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601';
  set local extra_float_digits = 1; set local bytea_output = 'hex'`;

/** Our own tables: what pg-boss keeps is made anew from the table of tasks. What is referred to comes first. */
async function tablesOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; refers: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      coalesce(array_agg(distinct fn.nspname || '.' || fc.relname) filter (where fc.oid is not null and fc.oid <> c.oid), '{}') as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
    left join pg_class fc on fc.oid = k.confrelid left join pg_namespace fn on fn.oid = fc.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'auth') and c.relname <> 'schema_migration'
    group by 1 order by 1`);
  const left = new Map(rows.map(({ name, refers }) => [name, refers]));
  const sorted: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(([, refers]) => refers.every((other) => !left.has(other))).map(([name]) => name);
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    sorted.push(...free);
    for (const name of free) left.delete(name);
  }
  return sorted;
}

/** Columns that are stored, not computed, in their order. */
async function columnsOf(client: pg.ClientBase, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [quoted(table)],
  );
  return rows.map(({ name }) => pg.escapeIdentifier(name));
}

/** One moment of all tables, whoever writes meanwhile (repeatable read). */
export function snapshotOf(pool: pg.Pool): TakeSnapshot {
  return async (work) => {
    const client = await pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      await client.query(SAME_TEXT);
      const migrations = await migrationsRan(client);
      const snapshot: TableSnapshot = { migrations, tables: await tablesOf(client), rows: (table) => rowsOf(client, table) };
      const done = await work(snapshot);
      await client.query('commit');
      return done;
    } catch (cause) {
      await client.query('rollback').catch(() => undefined);
      throw cause;
    } finally {
      client.release();
    }
  };
}

async function* rowsOf(client: pg.ClientBase, table: string): AsyncGenerator<readonly string[]> {
  const columns = (await columnsOf(client, table)).join(', ');
  await client.query(
    `declare copied no scroll cursor for select row_to_json(t)::text as row from (select ${columns} from ${quoted(table)}) t`,
  );
  try {
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS} from copied`);
      if (rows.length === 0) return;
      yield rows.map(({ row }) => row);
    }
  } finally {
    await client.query('close copied');
  }
}

/** Fills tables that hold nothing. Rows that a migration put there give way to those of the archive. */
export function loaderOf(pool: pg.Pool): LoadTables {
  return async (migrations, work) => {
    const known = await knownMigrations();
    const strange = migrations.find(({ name }) => !known.has(name));
    if (strange !== undefined) return { why: 'newer', migration: strange.name };
    const changed = migrations.find(({ name, sha256 }) => known.get(name) !== sha256);
    if (changed !== undefined) return { why: 'other-text', migration: changed.name };
    await migrate(pool, new Set(migrations.map(({ name }) => name)));
    const before = await migrationsRan(pool);
    if (!(await isEmpty(pool)) || !sameNames(before, migrations)) return { why: 'not-empty' };
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(SAME_TEXT);
      const tables = await tablesOf(client);
      for (const table of tables.toReversed()) await client.query(`delete from ${quoted(table)}`);
      await work(async (table, rows) => {
        if (!tables.includes(table)) throw new Error(`the archive has a table ${table} that its own migrations do not make`);
        const columns = (await columnsOf(client, table)).join(', ');
        await client.query(
          `insert into ${quoted(table)} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${quoted(table)}, $1::json)`,
          [`[${rows.join(',')}]`],
        );
      });
      for (const table of tables) await goOnCounting(client, table);
      await client.query('commit');
    } catch (cause) {
      await client.query('rollback').catch(() => undefined);
      throw cause;
    } finally {
      client.release();
    }
    await migrate(pool);
    return null;
  };
}

const sameNames = (a: readonly RanMigration[], b: readonly RanMigration[]): boolean => {
  const names = new Set(b.map(({ name }) => name));
  return a.length === b.length && a.every(({ name }) => names.has(name));
};

/** A desk that was opened once says so in its journal: nothing in it is nothing at all. */
async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ any: boolean }>('select exists (select from public.journal_entry) as any');
  return rows[0]?.any === false;
}

/** Columns that number themselves go on after the highest number that came in. */
async function goOnCounting(client: pg.ClientBase, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attidentity <> '' and not attisdropped`,
    [quoted(table)],
  );
  for (const { name } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest((select max(${pg.escapeIdentifier(name)}) from ${quoted(table)}), 1), exists (select from ${quoted(table)}))`,
      [quoted(table), name],
    );
}
