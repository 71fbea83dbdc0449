// SPDX-License-Identifier: Apache-2.0
import type { FlowScratch, FlowSql, LoggedFlow, SqlFault } from '../../containment/traffic/flow-sql.port.ts';
import type { LogEngine } from '../../hunt/engine/engine.port.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { daySql, daysSql, leftSql } from './logged-flows.ts';

const SCRATCH = 'matoi_scratch';
const KEPT_SECONDS = 86_400;

/** `prepare` makes the store's tables when they are not there yet, so that an empty store has no days instead of a fault. */
export function flowSql(engine: LogEngine, prepare: (engine: LogEngine) => Promise<Result<null, SqlFault>>, now: () => number): FlowSql {
  return {
    async days() {
      const ready = await prepare(engine);
      if (!ready.ok) return ready;
      const rows = await engine.read<{ day: string }>(daysSql);
      return rows.ok ? ok(rows.value.map((row) => row.day)) : rows;
    },
    async day(day) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return err({ code: 'engine-query', detail: `not a day: ${day.slice(0, 20)}` });
      const rows = await engine.read<LoggedFlow>(daySql(day), { seconds: 600 });
      if (!rows.ok) return rows;
      const left = await engine.read<{ withoutAddress: number; refused: number }>(leftSql(day), { seconds: 600 });
      if (!left.ok) return left;
      const { withoutAddress = 0, refused = 0 } = left.value[0] ?? {};
      return ok({ flows: rows.value, withoutAddress, refused });
    },
    scratch: (create) => scratchIn(engine, create, now),
    close: () => engine.close(),
  };
}

/** Tables carry the second in which they were made: what a killed run left behind goes with a later one. */
async function scratchIn(engine: LogEngine, create: (table: string) => string, now: () => number): Promise<Result<FlowScratch, SqlFault>> {
  const seconds = Math.floor(now() / 1000);
  const table = `${SCRATCH}.flows_${seconds}_${Math.floor(Math.random() * 1e9)}`;
  const database = await engine.write(`CREATE DATABASE IF NOT EXISTS ${SCRATCH}`);
  if (!database.ok) return database;
  const old = await engine.read<{ name: string }>(`SELECT name FROM system.tables WHERE database = '${SCRATCH}'`);
  if (!old.ok) return old;
  for (const { name } of old.value) {
    const made = Number(/^flows_(\d+)_\d+$/.exec(name)?.[1] ?? Number.NaN);
    if (seconds - made > KEPT_SECONDS) await engine.write(`DROP TABLE IF EXISTS ${SCRATCH}.${name} SYNC`);
  }
  const made = await engine.write(create(table));
  if (!made.ok) return made;
  return ok({
    table,
    insert: (values) => engine.write(`INSERT INTO ${table} VALUES ${values.join(', ')}`),
    async query<T>(sql: string) {
      const answer = await engine.read(sql, { seconds: 600 });
      return answer.ok ? ok(answer.value as readonly T[]) : answer;
    },
    async drop() {
      await engine.write(`DROP TABLE IF EXISTS ${table} SYNC`);
    },
  });
}
