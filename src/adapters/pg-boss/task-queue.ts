// SPDX-License-Identifier: Apache-2.0
import { PgBoss } from 'pg-boss';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { Task, TaskHandler } from '../../journal/task.ts';
import { createGrouped } from '../../kernel/grouped.ts';
import { groupsOf, openLines } from './lines.ts';

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

type RunTask = (task: OpenTask) => Promise<void>;
type RunSeveral = (name: string) => TaskHandler['runAll'];

export type TaskQueue = {
  /** In the given transaction. A key that was ever used is left alone. */
  readonly enqueue: (tx: Tx, tasks: readonly Task[]) => Promise<void>;
  /**
   * Runs tasks until stopped; also takes up what an earlier process left undone. `several`: what runs tasks of a name
   * together, where there is such a thing.
   */
  readonly work: (run: RunTask, several?: RunSeveral) => Promise<void>;
  /** Runs nothing any more until `work` is called again; waits for what runs. Tasks are still taken in. */
  readonly rest: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type Lane = 'urgent' | 'outside' | 'bulk';
const LANES = ['urgent', 'outside', 'bulk'] as const satisfies readonly Lane[];

/** `task` held all work before there were lanes; what lies there is left to its lane's own queue. */
const QUEUES = { urgent: 'task-urgent', outside: 'task-outside', bulk: 'task-bulk' } as const satisfies Record<Lane, string>;
const EVERY_QUEUE = { policy: 'short', retryLimit: 8, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 } as const;
/** Of bulk work two batches run beside each other: a slow piece of one keeps the worker from nothing. */
const WORK = {
  urgent: { batchSize: 50, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
  outside: { batchSize: 1, localConcurrency: 4, pollingIntervalSeconds: 0.5 },
  bulk: { batchSize: 40, localConcurrency: 2, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
} as const;
/** How many tasks, or groups of tasks that run together, a lane works on at a time. */
const WIDTH = { urgent: 8, outside: 4, bulk: 6 } as const satisfies Record<Lane, number>;
/** Tasks that are marked as done by one statement at most. */
const MOST_DONE = 100;

/**
 * Durable tasks in the desk's own database, one queue a lane. A key that was ever used is left alone. Nothing runs before
 * `work` is called.
 */
export async function openTaskQueue(database: QueueDatabase, laneOf: (taskName: string) => Lane): Promise<TaskQueue> {
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
  for (const queue of Object.values(QUEUES)) await boss.createQueue(queue, EVERY_QUEUE);

  async function insert(tx: Tx | undefined, tasks: readonly { key: string; name: string; notBefore?: string | null }[]): Promise<void> {
    const db =
      tx === undefined ? undefined : { executeSql: (text: string, values?: unknown[]) => onTransaction(database, tx, text, values ?? []) };
    for (const lane of LANES) {
      const of = tasks.filter(({ name }) => laneOf(name) === lane);
      if (of.length > 0) await insertInto(QUEUES[lane], of, db);
    }
  }

  async function insertInto(
    queue: string,
    tasks: readonly { key: string; notBefore?: string | null }[],
    db: { executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> } | undefined,
  ): Promise<void> {
    await boss.insert(
      queue,
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
        .returning(['key', 'name', 'not_before'])
        .execute();
      if (fresh.length > 0)
        await insert(
          tx,
          fresh.map((row) => ({ key: row.key, name: row.name, notBefore: row.not_before })),
        );
    },
    async work(run, several = () => undefined) {
      const open = await database
        .on<Tables>()
        .selectFrom('task')
        .select(['key', 'name', 'not_before'])
        .where('done_at', 'is', null)
        .execute();
      if (open.length > 0)
        await insert(
          undefined,
          open.map((row) => ({ key: row.key, name: row.name, notBefore: row.not_before })),
        );
      const done = createGrouped<string, void>((keys) => markDone(database.on<Tables>(), keys), MOST_DONE);
      for (const lane of LANES) {
        const inLines = openLines(WIDTH[lane]);
        await boss.work<{ key: string }>(QUEUES[lane], WORK[lane], async (jobs) => {
          const taken = await openTasks(database, jobs);
          const groups = groupsOf(taken, ({ task }) => ({
            line: lineOf(task.key),
            kind: task.name,
            alone: several(task.name) === undefined,
          }));
          // One that fails is tried again by itself: the others of its batch are done.
          const single = async ({ job, task }: Taken): Promise<void> => {
            const failed = await runTask(database, task, run, done);
            if (failed !== null) await boss.fail(QUEUES[lane], job.id, { message: failed });
          };
          await Promise.all(
            groups.map((group) =>
              inLines([...new Set(group.map(({ task }) => lineOf(task.key)))], async () => {
                const together = group.length > 1 ? several(group[0]?.task.name ?? '') : undefined;
                const left = together === undefined ? group : await runTogether(database, group, together);
                for (const each of left) await single(each);
              }),
            ),
          );
        });
      }
    },
    async rest() {
      await Promise.all(LANES.map((lane) => boss.offWork(QUEUES[lane], { wait: true })));
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}

type Job = { readonly id: string; readonly data: { readonly key: string } };

type Taken = { readonly job: Job; readonly task: OpenTask };

/** The tasks of a batch that are not done yet. The queue hands out a batch in any order: the older task goes first. */
async function openTasks(database: QueueDatabase, jobs: readonly Job[]): Promise<readonly Taken[]> {
  const byKey = new Map(jobs.map((job) => [job.data.key, job]));
  const rows = await database
    .on<Tables>()
    .selectFrom('task')
    .select(['key', 'name', 'data'])
    .where(sql<boolean>`key = any(${[...byKey.keys()]}::text[])`)
    .where('done_at', 'is', null)
    .orderBy('made_at')
    .orderBy('key')
    .execute();
  return rows.flatMap(({ key, name, data }) => {
    const job = byKey.get(key);
    return job === undefined ? [] : [{ job, task: { key, name, data: data as Task['data'] } }];
  });
}

/** Runs them together and gives those that are left to be run one by one: none, or where it failed all that are not done. */
async function runTogether(
  database: QueueDatabase,
  group: readonly Taken[],
  together: NonNullable<TaskHandler['runAll']>,
): Promise<readonly Taken[]> {
  const settled = new Set<string>();
  try {
    await together(
      group.map(({ task: { key, data } }) => ({ key, data })),
      async (tx, keys) => {
        await markDone(database.on<Tables>(tx), keys);
        for (const key of keys) settled.add(key);
      },
    );
    const rest = group.map(({ task }) => task.key).filter((key) => !settled.has(key));
    if (rest.length > 0) await markDone(database.on<Tables>(), rest);
    return [];
  } catch {
    // Each says for itself what is wrong with it.
    return openTasks(
      database,
      group.map(({ job }) => job),
    );
  }
}

/** Tasks of one case run in their order; what names no case runs in one line. */
function lineOf(key: string): string {
  return /C-\d{4}-\d{4,12}/.exec(key)?.[0] ?? '';
}

async function runTask(
  database: QueueDatabase,
  task: OpenTask,
  run: (task: OpenTask) => Promise<void>,
  done: (key: string) => Promise<void>,
): Promise<string | null> {
  try {
    await run(task);
    await done(task.key);
    return null;
  } catch (cause) {
    const failure = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    await database
      .on<Tables>()
      .updateTable('task')
      .set({ attempts: sql`attempts + 1`, last_failure: failure.slice(0, 2000) })
      .where('key', '=', task.key)
      .execute();
    return failure.slice(0, 2000);
  }
}

async function markDone(db: Kysely<Tables>, keys: readonly string[]): Promise<void[]> {
  await db.updateTable('task').set({ done_at: sql`now()`, last_failure: null }).where(sql<boolean>`key = any(${keys}::text[])`).execute();
  return keys.map(() => undefined);
}

async function onTransaction(database: QueueDatabase, tx: Tx, text: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> {
  const db = database.on<Tables>(tx);
  const { rows } = await db.executeQuery({ ...sql.raw(text).compile(db), parameters: values });
  return { rows };
}
