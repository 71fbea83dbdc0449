// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { HeldLead, LeadLock } from '../../../jobs/lead.port.ts';

/** One number for every server on one database. */
const LEAD_LOCK = 6_281_571;
const SET_UP_LOCK = 6_281_572;
/** Milliseconds between two questions by which the holder sees that it still holds it, and how long an answer may take. */
const BEAT = 1000;
const SILENCE = 4000;
/** A server whose loop was busy reads the answer that lies there before it gives up. */
const SECOND_LOOK = 250;
/**
 * A holder whose machine is gone without a word is dropped by PostgreSQL after 10 + 3 × 2 seconds (TCP only): later than it gives
 * up by itself.
 */
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3';

/**
 * The lead as a lock of PostgreSQL's, on a connection of its own: it falls with the connection, and so with the process.
 * `name` tells people which server it is.
 */
export function leadLock(config: pg.ClientConfig, name: string): LeadLock {
  const kept: { client: pg.Client | null } = { client: null };

  async function connected(): Promise<pg.Client> {
    if (kept.client !== null) return kept.client;
    const client = new pg.Client({ ...config, application_name: name, connectionTimeoutMillis: SILENCE, keepAlive: true });
    const gone = (): void => {
      if (kept.client === client) kept.client = null;
    };
    client.on('error', gone);
    client.on('end', gone);
    try {
      await client.connect();
      await client.query(KEEPALIVE);
    } catch (cause) {
      void client.end().catch(() => undefined);
      throw cause;
    }
    kept.client = client;
    return client;
  }
  const drop = async (client: pg.Client): Promise<void> => {
    if (kept.client === client) kept.client = null;
    // One that does not answer cannot be asked to close either.
    await Promise.race([client.end().catch(() => undefined), pause(SECOND_LOOK)]);
  };

  return {
    async take() {
      try {
        const client = await connected();
        const { rows } = await answered(client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LEAD_LOCK]));
        return rows[0]?.held === true ? held(client, drop) : null;
      } catch {
        if (kept.client !== null) await drop(kept.client);
        return null;
      }
    },
    async close() {
      if (kept.client !== null) await drop(kept.client);
    },
  };
}

/** Does it while no other process on this database does: what makes tables by itself, and was not made for two at once. */
export async function alone<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [SET_UP_LOCK]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SET_UP_LOCK]).catch(() => undefined);
    client.release();
  }
}

/** What PostgreSQL calls the server that holds the lead; null where none does. A statement for whoever asks. */
export const WHO_LEADS = `select application_name from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and granted and classid = 0 and objid = ${LEAD_LOCK} and objsubid = 1
    and database = (select oid from pg_database where datname = current_database()) limit 1`;

function held(client: pg.Client, drop: (client: pg.Client) => Promise<void>): HeldLead {
  const lost = Promise.withResolvers<void>();
  const state = { over: false };
  const over = (): void => {
    state.over = true;
    lost.resolve();
  };
  client.once('end', over);
  client.once('error', over);
  void (async () => {
    while (!state.over) {
      await pause(BEAT, undefined, { ref: false });
      if (state.over) return;
      await answered(client.query('select 1')).catch(over);
    }
  })();
  return {
    lost: lost.promise,
    async letGo() {
      over();
      await drop(client);
    },
  };
}

/** Rejects where no answer comes in time. */
async function answered<T>(question: Promise<T>): Promise<T> {
  question.catch(() => undefined);
  const silent = async (): Promise<never> => {
    await pause(SILENCE, undefined, { ref: false });
    await pause(SECOND_LOOK, undefined, { ref: false });
    throw new Error('no answer');
  };
  return Promise.race([question, silent()]);
}
