// SPDX-License-Identifier: Apache-2.0
import type { Plan } from './formats/format.ts';
import { columnsOf } from './schema.ts';
import { column, text } from './sql.ts';

export type LoadShape = {
  readonly file: number;
  readonly wrapped: boolean;
  readonly carriageReturns: boolean;
  /** The first line begins with the mark of UTF-8, which belongs to no field. */
  readonly byteOrderMark: boolean;
  /** Lines up to this one are in another file's rows already. */
  readonly known: number;
  readonly small: boolean;
};

const KEPT_REJECT_BYTES = 65_536;

/** The one statement that reads every line of a file for one plan: what is read becomes a row, what is not becomes a reject. */
export function loadStatement(plan: Plan, shape: LoadShape): string {
  const marked = shape.byteOrderMark ? `if(n = 1, substring(line, 4), line)` : 'line';
  const line = shape.carriageReturns ? `trimRight(${marked}, '\\r')` : marked;
  const inner = shape.wrapped
    ? `if(length(${line}) > 1 AND startsWith(${line}, '"') AND endsWith(${line}, '"'), substring(${line}, 2, length(${line}) - 2), ${line})`
    : line;
  const values: Record<string, string> = {
    file: String(shape.file),
    line: 'n',
    reject: 'why',
    raw: `if(why IN ('', 'header', 'blank'), '', substring(line, 1, ${KEPT_REJECT_BYTES}))`,
    'event.dataset': text(plan.dataset),
    ...plan.columns,
  };
  const names = Object.keys(columnsOf(plan.table)).filter((name) => values[name] !== undefined);
  const where = [shape.known > 0 ? `n > ${shape.known}` : null, plan.when === undefined ? null : `(${plan.when})`].filter(
    (one) => one !== null,
  );
  return `INSERT INTO matoi.${plan.table}_rows (${names.map(column).join(', ')})
WITH ${[`${inner} AS l`, ...plan.steps.map(([name, sql]) => `${sql} AS ${name}`), `${plan.reject} AS why`].join(', ')}
SELECT ${names.map((name) => values[name] ?? `''`).join(', ')}
FROM {lines}${where.length === 0 ? '' : `\nWHERE ${where.join(' AND ')}`}
SETTINGS ${loadSettings(shape.small)}`;
}

/** When no format was found: every line is kept as a reject with its reason. */
export const unknownPlan: Plan = {
  table: 'event',
  dataset: 'unknown',
  steps: [],
  reject: `if(l = '', 'blank', 'unknown format')`,
  columns: {},
};

/** One thread costs the least in total and keeps the peak of memory down; blocks are small where memory is. */
function loadSettings(small: boolean): string {
  return [
    'max_threads = 1',
    'max_insert_threads = 1',
    `max_parsing_threads = ${small ? 1 : 2}`,
    `input_format_parallel_parsing = ${small ? 0 : 1}`,
    `max_insert_block_size = ${small ? 65_536 : 262_144}`,
    `min_insert_block_size_rows = ${small ? 65_536 : 262_144}`,
    `min_insert_block_size_bytes = ${small ? 33_554_432 : 134_217_728}`,
    `max_block_size = ${small ? 8192 : 32_768}`,
    'max_execution_time = 0',
    'max_partitions_per_insert_block = 0',
    'optimize_on_insert = 0',
  ].join(', ');
}
