// SPDX-License-Identifier: Apache-2.0
import type { Plan } from './formats/format.ts';
import { columnsOf, DEFERRED } from './schema.ts';
import { column, number, text } from './sql.ts';

export type LoadShape = {
  readonly wrapped: boolean;
  readonly carriageReturns: boolean;
  /** The first line begins with the mark of UTF-8, which belongs to no field. */
  readonly byteOrderMark: boolean;
  /** Lines up to this one are in another file's rows already. */
  readonly known: number;
  readonly small: boolean;
};

const KEPT_REJECT_BYTES = 65_536;

/** The one statement that reads every line of some files for one plan: what is read becomes a row, what is not becomes a reject. */
export function loadStatement(plan: Plan, shape: LoadShape): string {
  const inner = unwrapped('line', shape);
  const kept =
    plan.exact === undefined
      ? `substring(line, 1, if(why IN ('', 'header', 'blank'), 0, ${KEPT_REJECT_BYTES}))`
      : `substring(line, 1, length(line) * (why = ${text(DEFERRED)}))`;
  const where = [shape.known > 0 ? `n > ${shape.known}` : null, plan.when === undefined ? null : `(${plan.when})`].filter(
    (one) => one !== null,
  );
  const read = { ...plan, inner, kept };
  return `${insertFrom(read, '{lines}')}${where.length === 0 ? '' : `\nWHERE ${where.join(' AND ')}`}
SETTINGS ${loadSettings(shape.small)}`;
}

/** The line without what stands around it in this file. */
function unwrapped(sql: string, shape: LoadShape): string {
  const marked = shape.byteOrderMark ? `if(n = 1, substring(${sql}, 4), ${sql})` : sql;
  const line = shape.carriageReturns ? `trimRight(${marked}, '\\r')` : marked;
  if (!shape.wrapped) return line;
  return `if(length(${line}) > 1 AND startsWith(${line}, '"') AND endsWith(${line}, '"'), substring(${line}, 2, length(${line}) - 2), ${line})`;
}

/** Reads again, exactly, what the quick steps of the plan left; null when the plan has nothing to leave. */
export function exactStatement(plan: Plan, shape: LoadShape, files: readonly number[]): string | null {
  if (plan.exact === undefined) return null;
  const from = `(SELECT r.1 AS line, r.2 AS n, r.3 AS f FROM (SELECT (raw, line, file) AS r FROM matoi.${plan.table}_rows WHERE file IN (${files.map(number).join(', ')}) AND reject = ${text(DEFERRED)}))`;
  const kept = `substring(line, 1, if(why = '', 0, ${KEPT_REJECT_BYTES}))`;
  const inner = unwrapped('line', shape);
  return `${insertFrom({ ...plan, ...plan.exact, inner, kept }, from)}\nSETTINGS ${loadSettings(shape.small)}`;
}

type Reading = Pick<Plan, 'table' | 'dataset' | 'steps' | 'reject' | 'columns'> & { readonly inner: string; readonly kept: string };

function insertFrom(read: Reading, from: string): string {
  const values: Record<string, string> = {
    file: 'f',
    line: 'n',
    reject: 'why',
    raw: read.kept,
    'event.dataset': text(read.dataset),
    ...read.columns,
  };
  const names = Object.keys(columnsOf(read.table)).filter((name) => values[name] !== undefined);
  return `INSERT INTO matoi.${read.table}_rows (${names.map(column).join(', ')})
WITH ${[`${read.inner} AS l`, ...read.steps.map(([name, sql]) => `${sql} AS ${name}`), `${read.reject} AS why`].join(', ')}
SELECT ${names.map((name) => values[name] ?? `''`).join(', ')}
FROM ${from}`;
}

/** When no format was found: every line is kept as a reject with its reason. */
export const unknownPlan: Plan = {
  table: 'event',
  dataset: 'unknown',
  steps: [],
  reject: `if(l = '', 'blank', 'unknown format')`,
  columns: {},
};

/**
 * One thread costs the least in total and keeps the peak of memory down. Blocks are small enough that what is made of a
 * line is still in the processor's cache when it is used; mapped files would count as memory.
 */
function loadSettings(small: boolean): string {
  return [
    'max_threads = 1',
    'max_insert_threads = 1',
    'max_parsing_threads = 1',
    'input_format_parallel_parsing = 0',
    "storage_file_read_method = 'pread'",
    `max_insert_block_size = ${small ? 49_152 : 262_144}`,
    `min_insert_block_size_rows = ${small ? 49_152 : 262_144}`,
    `min_insert_block_size_bytes = ${small ? 25_165_824 : 134_217_728}`,
    'max_block_size = 8192',
    'max_execution_time = 0',
    'max_partitions_per_insert_block = 0',
    'optimize_on_insert = 0',
  ].join(', ');
}
