// SPDX-License-Identifier: Apache-2.0
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Tx } from '../../journal/store.port.ts';

/** The open state store. One driver, one dialect, whether PostgreSQL is the embedded one or a managed one. */
export type Database = {
  readonly pool: pg.Pool;
  /** How it connects, with the password, which the driver hides among the pool's own options from whoever copies them. */
  readonly connection: pg.PoolConfig;
  /** Queries of a register: on its transaction when one is given, on the pool otherwise. Never use the pool inside a transaction. */
  readonly on: <Tables>(tx?: Tx) => Kysely<Tables>;
  /** Commits durably before it resolves; rolls back when `work` throws. */
  readonly inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Reads of several tables as they stood at one moment, whoever writes meanwhile (repeatable read, read only). */
  readonly atOneMoment: <T>(read: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Calls `heard` for each NOTIFY on `channel` until the returned function is called. Reconnects by itself. */
  readonly listen: (channel: string, heard: (payload: string) => void) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
};

/** bigint as number (our counters stay below 2^53), timestamptz as ISO text in UTC, date and timestamp as text. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1184, (text) => new Date(text).toISOString()],
  [1082, (text) => text],
  [1114, (text) => text],
]);
const types: pg.CustomTypesConfig = {
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the driver hands plain numbers where it types an enum
  getTypeParser: (oid: number, format?: 'text' | 'binary') => parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

const MARK = '/* kept */';
/** In front of a statement that is asked again and again in the same words: each connection parses and plans it once. */
export const KEPT = sql.raw(MARK);

/** The pool as the query builder sees it: marked statements are prepared under a name of their own. */
function keeping(pool: pg.Pool): PostgresPool {
  const seen = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `kept_${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = seen.get(client) ?? marking(client, nameOf);
      seen.set(client, known);
      return known;
    },
  };
}

function marking(client: pg.PoolClient, nameOf: (text: string) => string): PostgresPoolClient {
  const query = (text: unknown, values?: readonly unknown[]): unknown =>
    typeof text === 'string' && text.startsWith(MARK)
      ? client.query({ name: nameOf(text), text, values: [...(values ?? [])] })
      : client.query(text as string, values as unknown[]);
  // All else is the client's own.
  return Object.assign(Object.create(client) as PostgresPoolClient, { query, release: (destroy?: boolean) => client.release(destroy) });
}

/** A pool of at most ten connections. Connects at the first query and not here; `close` ends all of them. */
export function openDatabase(config: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: 10, ...config, types });
  pool.on('error', () => {
    // An idle connection broke (server restart). The pool drops it; the next query connects anew or fails there.
  });
  // One that breaks while somebody works on it: their query fails and says so. Unheard, it would end the whole desk.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const kysely = new Kysely<object>({ dialect: new PostgresDialect({ pool: keeping(pool) }) });

  return {
    pool,
    connection: config,
    on: <Tables>(tx?: Tx) => (tx ?? kysely) as unknown as Kysely<Tables>,
    inTransaction: (work) => kysely.transaction().execute((trx) => work(trx as unknown as Tx)),
    atOneMoment: (read) =>
      kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => read(trx as unknown as Tx)),
    listen: (channel, heard) => listenOn({ ...config, types }, channel, heard),
    close: () => kysely.destroy(),
  };
}

async function listenOn(config: pg.ClientConfig, channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
  const state: { closed: boolean; client: pg.Client | null; timer: NodeJS.Timeout | null } = { closed: false, client: null, timer: null };
  const connect = async (): Promise<void> => {
    const client = new pg.Client(config);
    client.on('error', () => retry(client));
    client.on('notification', (message) => heard(message.payload ?? ''));
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    state.client = client;
  };
  const retry = (broken: pg.Client): void => {
    broken.end().catch(() => undefined);
    if (state.closed || state.timer !== null) return;
    state.timer = setTimeout(() => {
      state.timer = null;
      connect().catch(() => retry(broken));
    }, 500);
  };
  await connect();
  return async () => {
    state.closed = true;
    if (state.timer !== null) clearTimeout(state.timer);
    await state.client?.end();
  };
}
