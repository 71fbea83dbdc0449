// SPDX-License-Identifier: Apache-2.0
import { atTheDoor } from '../formats/read/door.ts';
import type { Plan } from '../formats/read/format.ts';
import { inside, outerStamp, tornLayer } from '../formats/read/layers.ts';
import type { Layer } from '../formats/read/layers.ts';
import { columnsOf, DEFERRED } from '../engine/schema.ts';
import { column, number, text } from '../engine/sql.ts';

export type LoadShape = {
  readonly wrapped: boolean;
  readonly carriageReturns: boolean;
  /** The first line begins with the mark of UTF-8, which belongs to no field. */
  readonly byteOrderMark: boolean;
  /** What stands around each line, from the outside in. */
  readonly layers: readonly Layer[];
  /** Somewhere in the file there are NULs: those in front of a line are left out, a line with others is refused. */
  readonly nuls: boolean;
  /** Lines up to this one are in another file's rows already. */
  readonly known: number;
  readonly small: boolean;
};

const KEPT_REJECT_BYTES = 65_536;

/** The one statement that reads every line of some files for one plan: what is read becomes a row, what is not becomes a reject. */
export function loadStatement(plan: Plan, shape: LoadShape): string {
  const kept =
    plan.exact === undefined
      ? `substring(line, 1, if(why IN ('', 'header', 'blank'), 0, ${KEPT_REJECT_BYTES}))`
      : `substring(line, 1, length(line) * (why = ${text(DEFERRED)}))`;
  const where = [shape.known > 0 ? `n > ${shape.known}` : null, plan.when ?? null].filter((one) => one !== null);
  return `${insertFrom(plan, shape, kept, '{lines}', where)}\nSETTINGS ${loadSettings(shape.small)}`;
}

/** The line without what stands around it in this file. */
function unwrapped(sql: string, shape: LoadShape): string {
  const marked = shape.byteOrderMark ? `if(n = 1, substring(${sql}, 4), ${sql})` : sql;
  const whole = shape.nuls ? `trimLeft(${marked}, '\\0')` : marked;
  const ended = shape.carriageReturns ? `trimRight(${whole}, '\\r')` : whole;
  const line = shape.layers.length === 0 ? ended : inside(shape.layers, ended);
  if (!shape.wrapped) return line;
  return `if(length(${line}) > 1 AND startsWith(${line}, '"') AND endsWith(${line}, '"'), substring(${line}, 2, length(${line}) - 2), ${line})`;
}

/** Reads again, exactly, what the quick steps of the plan left; null when the plan has nothing to leave. */
export function exactStatement(plan: Plan, shape: LoadShape, files: readonly number[]): string | null {
  if (plan.exact === undefined) return null;
  const from = `(SELECT r.1 AS line, r.2 AS n, r.3 AS f FROM (SELECT (raw, line, file) AS r FROM matoi.${plan.table}_rows WHERE file IN (${files.map(number).join(', ')}) AND reject = ${text(DEFERRED)}))`;
  const kept = `substring(line, 1, if(why = '', 0, ${KEPT_REJECT_BYTES}))`;
  return `${insertFrom({ ...plan, ...plan.exact }, shape, kept, from, [])}\nSETTINGS ${loadSettings(shape.small)}`;
}

type Reading = Pick<Plan, 'table' | 'dataset' | 'once' | 'steps' | 'reject' | 'columns' | 'texts' | 'needs'>;
type Step = readonly [name: string, sql: string];

/** What is made of the lines, by column name, and the query that makes it. */
function readingOf(
  plan: Reading,
  shape: LoadShape,
  kept: string,
  from: string,
  where: readonly string[],
): { readonly names: readonly string[]; readonly values: readonly string[]; readonly rows: string } {
  const read = atTheDoor(plan);
  const twice = plan.once === undefined ? null : `if(countMatches(l, ${text(plan.once)}) > 1, 'two lines in one', '')`;
  const torn = [
    twice,
    tornLayer(shape.layers, 'line'),
    shape.nuls ? `if(position(l, '\\0') > 0, 'NUL bytes in the line', '')` : null,
  ].filter((one) => one !== null);
  const why = torn.length === 0 ? read.reject : `multiIf(${torn.map((one) => `${one} != '', ${one}`).join(', ')}, ${read.reject})`;
  const values: Record<string, string> = {
    file: 'f',
    line: 'n',
    reject: 'why',
    raw: kept,
    'event.dataset': text(plan.dataset),
    ...read.columns,
  };
  const names = Object.keys(columnsOf(plan.table)).filter((name) => values[name] !== undefined);
  const lines = `(SELECT f, n, line, ${unwrapped('line', shape)} AS l, ${outerStamp(shape.layers, 'line')} AS around_time FROM ${from})`;
  const met = where.length === 0 ? lines : `(SELECT * FROM ${lines} WHERE ${where.map((one) => `(${one})`).join(' AND ')})`;
  return { names, values: names.map((name) => values[name] ?? `''`), rows: inLevels([...read.steps, ['why', why]], met) };
}

function insertFrom(plan: Reading, shape: LoadShape, kept: string, from: string, where: readonly string[]): string {
  const { names, values, rows } = readingOf(plan, shape, kept, from, where);
  return `INSERT INTO matoi.${plan.table}_rows (${names.map(column).join(', ')})\nSELECT ${values.join(', ')}\nFROM ${rows}`;
}

/** The same reading of a few lines (bytes as Latin-1), as a question: nothing is written. Lines left to the exact reading are read so. */
export function previewStatement(plan: Plan, shape: LoadShape, lines: readonly string[]): string {
  const bytes = lines.map((line) => text(new TextDecoder().decode(Uint8Array.from(line, (char) => char.charCodeAt(0)))));
  const from = `(SELECT toUInt32(0) AS f, toUInt64(one.2) AS n, one.1 AS line FROM (SELECT arrayJoin(arrayZip([${bytes.join(', ')}], range(1, ${lines.length + 1}))) AS one))`;
  const reading = plan.exact === undefined ? plan : { ...plan, ...plan.exact };
  const { names, values, rows } = readingOf(reading, shape, `''`, from, plan.when === undefined ? [] : [plan.when]);
  return `SELECT ${names.map((name, at) => `${values[at]} AS ${column(name)}`).join(', ')}\nFROM ${rows}`;
}

/**
 * Each step is a column of a query around the lines, so that what uses it twice does not write it out twice: named in
 * one query, a chain of steps would double with each of them. Steps that do not use each other share a query.
 */
function inLevels(steps: readonly Step[], from: string): string {
  let inner = from;
  let level: Step[] = [];
  const close = (): void => {
    if (level.length > 0) inner = `(SELECT *, ${level.map(([name, sql]) => `${sql} AS ${name}`).join(', ')} FROM ${inner})`;
    level = [];
  };
  const names = new Set<string>(['f', 'n', 'line', 'l', 'around_time']);
  for (const step of steps) {
    if (names.has(step[0])) throw new TypeError(`two steps of one reading are called ${step[0]}`);
    names.add(step[0]);
    if (level.some(([name]) => new RegExp(`\\b${name}\\b`).test(step[1]))) close();
    level.push(step);
  }
  close();
  return inner;
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
 * line is still in the processor's cache when it is used; mapped files would count as memory. Expressions are not made
 * into machine code: each file has its own, used once, and making it costs more than it gives back.
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
    'compile_expressions = 0',
  ].join(', ');
}
