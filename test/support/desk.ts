// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
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
  const { dataFolder, databaseUrl, remove } = await newPlace();
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
  const { dataFolder, databaseUrl, remove } = await newPlace();
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
async function newPlace() {
  const server = await startEmbedded(join(tmpdir(), `matoi-tests-${userInfo().uid}`));
  const name = `t_${randomText(9)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, 'x')}`;
  await admin(server.connection, `create database ${name}`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'matoi-desk-'));
  const { host, port, user, password } = server.connection;
  const databaseUrl = `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
  const remove = async (): Promise<void> => {
    await admin(server.connection, `drop database ${name} with (force)`);
    await server.release();
    removeTree(dataFolder);
  };
  return { dataFolder, databaseUrl, remove };
}

async function admin(connection: pg.ClientConfig, text: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(text);
  await client.end();
}
