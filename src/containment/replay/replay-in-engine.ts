// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { FlowScratch, FlowSql, SqlFault } from '../traffic/flow-sql.port.ts';
import type { FlowTable } from '../traffic/flow.ts';
import { unpackPort } from '../address/ports.ts';
import { rowVerdicts } from './replay-plan.ts';
import type { Policy } from '../policy/rule.ts';
import { flowTableSql, quote, stoppedSql } from './replay-sql.ts';

/** The same record replayed by SQL in the log engine, beside the replay in memory. `differences` are rows on which they part. */
export type SecondReplay = {
  readonly rows: number;
  readonly stopped: number;
  readonly passed: number;
  readonly differences: readonly number[];
};

const ROWS_AT_ONCE = 20_000;
const ANSWERS_AT_ONCE = 1_000_000;

/**
 * Replays the policy in SQL and compares with the answer of memory, row by row. The scratch table is dropped whatever
 * happens.
 */
export async function replayInEngine(logs: FlowSql, table: FlowTable, policy: Policy): Promise<Result<SecondReplay, SqlFault>> {
  const scratch = await logs.scratch(flowTableSql);
  if (!scratch.ok) return scratch;
  try {
    const filled = await fill(scratch.value, table);
    return filled.ok ? await compare(scratch.value, table, policy) : filled;
  } finally {
    await scratch.value.drop();
  }
}

async function fill(scratch: FlowScratch, table: FlowTable): Promise<Result<null, SqlFault>> {
  for (let from = 0; from < table.length; from += ROWS_AT_ONCE) {
    const values: string[] = [];
    for (let row = from; row < Math.min(table.length, from + ROWS_AT_ONCE); row += 1) values.push(rowSql(table, row));
    const done = await scratch.insert(values);
    if (!done.ok) return done;
  }
  return ok(null);
}

function rowSql(table: FlowTable, row: number): string {
  const to = table.to[row]!;
  const address = (id: number) => {
    const text = table.addresses[id] ?? '';
    return quote(text.includes(':') ? text : `::ffff:${text}`);
  };
  const { proto, port } = unpackPort(table.destinations.port[to]!);
  const name = table.destinations.name[to]!;
  const columns = [
    row,
    address(table.src[row]!),
    address(table.destinations.address[to]!),
    port,
    quote(proto),
    name === 0 ? 'NULL' : quote(table.names[name] ?? ''),
    table.count[row]!,
  ];
  return `(${columns.join(', ')})`;
}

async function compare(scratch: FlowScratch, table: FlowTable, policy: Policy): Promise<Result<SecondReplay, SqlFault>> {
  const memory = rowVerdicts(table, policy);
  const differences: number[] = [];
  let [rows, stopped, passed] = [0, 0, 0];
  for (let from = 0; from < table.length; from += ANSWERS_AT_ONCE) {
    const answer = await scratch.query<{ row: number; stopped: number }>(
      `SELECT row, toUInt8(ifNull(${stoppedSql(policy)}, 0)) AS stopped FROM ${scratch.table} WHERE row >= ${from} AND row < ${from + ANSWERS_AT_ONCE}`,
    );
    if (!answer.ok) return answer;
    rows += answer.value.length;
    for (const line of answer.value) {
      if (line.stopped === 1) stopped += table.count[line.row]!;
      else passed += table.count[line.row]!;
      if (line.stopped !== memory[line.row]) differences.push(line.row);
    }
  }
  if (rows !== table.length) return { ok: false, error: { code: 'engine-query', detail: `${rows} of ${table.length} rows came back` } };
  return ok({ rows, stopped, passed, differences });
}
