// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { ProblemError } from '../../kernel/problem.ts';
import type { RanMigration } from '../../upkeep/backup/tables.port.ts';
import { storeProblem } from './problems.ts';

type Migration = { readonly name: string; readonly up: string };

/** One number for every process that migrates this product: "matoi" as digits. */
const MIGRATION_LOCK = 6_281_569;

/**
 * Runs what has not run yet, in order of name, each in its own transaction, under an advisory lock. Forward only:
 * a migration that has run and whose text has changed since is an error, never run again. Throws ProblemError where a
 * newer version has already changed the database. `only`: those of an older version, for what it left behind.
 */
export async function migrate(pool: pg.Pool, only: ReadonlySet<string> | null = null): Promise<readonly string[]> {
  const all = await readMigrations();
  const migrations = all.filter(({ name }) => only === null || only.has(name));
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    );
    const done = new Map((await migrationsRan(client)).map((row) => [row.name, row.sha256]));
    const known = new Set(all.map(({ name }) => name));
    const strange = [...done.keys()].find((name) => !known.has(name));
    if (strange !== undefined) throw new ProblemError(storeProblem('store.newer', undefined, { migration: strange }));
    const ran: string[] = [];
    for (const migration of migrations) {
      const sha256 = sumOf(migration);
      const before = done.get(migration.name);
      if (before === sha256) continue;
      if (before !== undefined) throw new Error(`migration ${migration.name} has changed after it ran; write a new one instead`);
      await runOne(client, migration, sha256);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

const sumOf = ({ up }: Migration): string => createHash('sha256').update(up).digest('hex');

/** Every migration of this version, with the SHA-256 of its text. */
export async function knownMigrations(): Promise<ReadonlyMap<string, string>> {
  return new Map((await readMigrations()).map((migration) => [migration.name, sumOf(migration)]));
}

/** Those that ran in this database, in order of name. */
export async function migrationsRan(client: pg.Pool | pg.ClientBase): Promise<readonly RanMigration[]> {
  const { rows } = await client.query<RanMigration>('select name, sha256 from public.schema_migration order by name collate "C"');
  return rows;
}

async function runOne(client: pg.PoolClient, migration: Migration, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.up);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [migration.name, sha256]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed and was rolled back`, { cause });
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const folder = join(import.meta.dirname, 'migrations');
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+[.](ts|js)$/.test(file)).toSorted();
  return Promise.all(files.map(async (file) => (await import(pathToFileURL(join(folder, file)).href)) as Migration));
}
