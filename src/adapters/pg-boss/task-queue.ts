// SPDX-License-Identifier: Apache-2.0
import { PgBoss } from 'pg-boss';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { Task } from '../../journal/task.ts';

/** What this adapter needs of the state store; main.ts hands it in. */
export type QueueDatabase = {
  readonly pool: { readonly query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> };
  readonly on: <Tables>(tx?: Tx) => Kysely<Tables>;
};

type TaskRow = {
  key: string;
  name: string;
  data: unknown;
  not_before: string | null;
  made_at: string;
  done_at: string | null;
  attempts: number;
  last_failure: string | null;
};
type Tables = { task: TaskRow };

/** An open task as it lies in the queue. */
export type OpenTask = { readonly key: string; readonly name: string; readonly data: Task['data'] };

export type TaskQueue = {
  /** In the given transaction. A key that was ever used is left alone. */
  readonly enqueue: (tx: Tx, tasks: readonly Task[]) => Promise<void>;
  /** Runs tasks until stopped; also takes up what an earlier process left undone. */
  readonly work: (run: (task: OpenTask) => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const QUEUE = 'task';

export async function openTaskQueue(database: QueueDatabase): Promise<TaskQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => database.pool.query(text, values) },
    schema: 'pgboss',
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => {
    // Every failed job is written to its task row; a lost connection shows itself at the next query.
  });
  await boss.start();
  await boss.createQueue(QUEUE, { policy: 'short', retryLimit: 8, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 });

  async function insert(tx: Tx | undefined, tasks: readonly { key: string; notBefore?: string | null }[]): Promise<void> {
    const db =
      tx === undefined ? undefined : { executeSql: (text: string, values?: unknown[]) => onTransaction(database, tx, text, values ?? []) };
    await boss.insert(
      QUEUE,
      tasks.map((task) => ({
        data: { key: task.key },
        singletonKey: task.key,
        ...(task.notBefore ? { startAfter: new Date(task.notBefore) } : {}),
      })),
      db === undefined ? {} : { db: db },
    );
  }

  return {
    async enqueue(tx, tasks) {
      const rows = tasks.map((task) => ({
        key: task.key,
        name: task.name,
        data: JSON.stringify(task.data),
        not_before: task.notBefore ?? null,
      }));
      const fresh = await database
        .on<Tables>(tx)
        .insertInto('task')
        .values(rows as never)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning(['key', 'not_before'])
        .execute();
      if (fresh.length > 0)
        await insert(
          tx,
          fresh.map((row) => ({ key: row.key, notBefore: row.not_before })),
        );
    },
    async work(run) {
      const open = await database.on<Tables>().selectFrom('task').select(['key', 'not_before']).where('done_at', 'is', null).execute();
      if (open.length > 0)
        await insert(
          undefined,
          open.map((row) => ({ key: row.key, notBefore: row.not_before })),
        );
      await boss.work<{ key: string }>(QUEUE, { batchSize: 20, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs) await runTask(database, job.data.key, run);
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}

async function runTask(database: QueueDatabase, key: string, run: (task: OpenTask) => Promise<void>): Promise<void> {
  const db = database.on<Tables>();
  const row = await db.selectFrom('task').select(['key', 'name', 'data', 'done_at']).where('key', '=', key).executeTakeFirst();
  if (row === undefined || row.done_at !== null) return;
  try {
    await run({ key: row.key, name: row.name, data: row.data as Task['data'] });
    await db.updateTable('task').set({ done_at: sql`now()`, last_failure: null }).where('key', '=', key).execute();
  } catch (cause) {
    const failure = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    await db
      .updateTable('task')
      .set({ attempts: sql`attempts + 1`, last_failure: failure.slice(0, 2000) })
      .where('key', '=', key)
      .execute();
    throw cause;
  }
}

async function onTransaction(database: QueueDatabase, tx: Tx, text: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> {
  const db = database.on<Tables>(tx);
  const { rows } = await db.executeQuery({ ...sql.raw(text).compile(db), parameters: values });
  return { rows };
}
