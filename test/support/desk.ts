// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { knownMigrations } from '../../src/adapters/postgres/migrate.ts';
import { startEmbedded } from '../../src/adapters/postgres/embedded/embedded.ts';
import { randomText, sha256 } from '../../src/adapters/system/system.ts';
import type { Watch } from '../../src/case/language/journal.port.ts';
import { parseInstant, plusMillis } from '../../src/kernel/instant.ts';
import type { Clock, Instant } from '../../src/kernel/instant.ts';
import { openState } from '../../src/wiring/base/state.ts';
import type { State } from '../../src/wiring/base/state.ts';
import type { Base } from '../../src/wiring/base/base.ts';
import { removeTree } from './remove-tree.ts';

/** A clock that stands still until it is moved. */
export type MovedClock = Clock & { readonly forward: (millis: number) => void; readonly set: (instant: string) => void };

export function movedClock(start = '2026-11-21T05:05:00.000Z'): MovedClock {
  const state = { now: parseInstant(start) as Instant };
  return {
    now: () => state.now,
    forward: (millis) => {
      state.now = plusMillis(state.now, millis);
    },
    set: (instant) => {
      state.now = parseInstant(instant) as Instant;
    },
  };
}

export type TestDesk = State & {
  readonly base: Base;
  readonly clock: MovedClock;
  readonly dataFolder: string;
  readonly databaseUrl: string;
};

/**
 * A throw-away desk: a database of its own on a real PostgreSQL that all tests of this user share, a data folder of
 * its own, a clock that is moved by hand. `close` removes all of it.
 */
export async function openTestDesk(
  options: { readonly watches?: readonly Watch[]; readonly clock?: MovedClock; readonly env?: Record<string, string> } = {},
): Promise<TestDesk> {
  const { dataFolder, databaseUrl, remove } = await newPlace('migrated');
  const clock = options.clock ?? movedClock();
  const env = { ...process.env, ...options.env, DATABASE_URL: databaseUrl, MATOI_DATA: dataFolder };
  const unopened = { clock, hash: sha256, random: randomText, dataFolder, env };
  const state = await openState(unopened, options.watches ?? []);
  const base: Base = { ...unopened, open: () => Promise.resolve(state) };
  return {
    ...state,
    base,
    clock,
    dataFolder,
    databaseUrl,
    async close() {
      await state.close();
      await remove();
    },
  };
}

/** An empty database on the same server, an empty folder, and nothing opened: where a backup can be restored to. */
export async function emptyDesk(env: Record<string, string> = {}): Promise<{ readonly base: Base; readonly close: () => Promise<void> }> {
  const { dataFolder, databaseUrl, remove } = await newPlace('empty');
  const unopened = {
    clock: movedClock(),
    hash: sha256,
    random: randomText,
    dataFolder,
    env: { ...process.env, ...env, DATABASE_URL: databaseUrl, MATOI_DATA: dataFolder },
  };
  const opening: { state: Promise<State> | null } = { state: null };
  return {
    base: { ...unopened, open: () => (opening.state ??= openState(unopened, [])) },
    async close() {
      await (await opening.state)?.close();
      await remove();
    },
  };
}

/** A database of its own on the server that all tests share, and a data folder beside it. */
async function newPlace(like: 'empty' | 'migrated') {
  const server = await startEmbedded(join(tmpdir(), `matoi-tests-${userInfo().uid}`));
  const name = `t_${randomText(9)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, 'x')}`;
  const template = like === 'empty' ? '' : ` template ${await migratedOn(server.connection)}`;
  await admin(server.connection, `create database ${name}${template}`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'matoi-desk-'));
  const remove = async (): Promise<void> => {
    await admin(server.connection, `drop database ${name} with (force)`);
    await server.release();
    removeTree(dataFolder);
  };
  return { dataFolder, databaseUrl: urlOf(server.connection, name), remove };
}

type Connection = Awaited<ReturnType<typeof startEmbedded>>['connection'];

const urlOf = ({ host, port, user, password }: Connection, name: string): string =>
  `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;

/**
 * A database as a desk leaves it that was opened once and never used: made once for each version of the migrations, and
 * copied by every test after that. It gets its name when it is whole; a run that was killed before leaves nothing behind
 * that counts.
 */
async function migratedOn(connection: Connection): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([...(await knownMigrations())]));
  const name = `migrated_${hash.digest('hex').slice(0, 16)}`;
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const there = async () => (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1;
    if (await there()) return name;
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    if (await there()) return name;
    await client.query(`drop database if exists ${name}_begun with (force)`);
    await client.query(`create database ${name}_begun`);
    const dataFolder = await mkdtemp(join(tmpdir(), 'matoi-desk-'));
    const env = { ...process.env, DATABASE_URL: urlOf(connection, `${name}_begun`), MATOI_DATA: dataFolder };
    await (await openState({ clock: movedClock(), hash: sha256, random: randomText, dataFolder, env }, [])).close();
    removeTree(dataFolder);
    // The server may hear a moment later that the connections are closed.
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [`${name}_begun`]);
    await client.query(`alter database ${name}_begun rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function admin(connection: pg.ClientConfig, text: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(text);
  await client.end();
}
