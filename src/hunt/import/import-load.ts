// SPDX-License-Identifier: Apache-2.0
// Rows of kept files into the engine: one statement for all files of one kind, a count of what came of each, one commit.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { DateOrder } from '../formats/date-order.ts';
import type { Detected } from './detect-format.ts';
import type { Plan } from '../formats/read/format.ts';
import { OTHER_ORDER } from '../formats/read/time.ts';
import { countWhileLoading } from './import-progress.ts';
import type { ImportWatch } from './import-progress.ts';
import { exactStatement, loadStatement } from './load.ts';
import type { LoadShape } from './load.ts';
import { DEFERRED, SCHEMA_VERSION, tables } from '../engine/schema.ts';
import { number, text } from '../engine/sql.ts';
import type { LogFile } from '../engine/store.ts';
import type { VaultFile } from './vault.port.ts';

/** A kept file whose format is settled. Files with one `kind` are read by the same statements. */
export type Ready = {
  readonly file: VaultFile;
  readonly id: number;
  readonly detected: Detected;
  readonly plans: readonly Plan[];
  /** How it was found which number of a date is the month. */
  readonly order: DateOrder['how'];
  readonly shape: LoadShape;
};

/** Most files are read alone. Small ones of one kind share their statements: else a thousand of them cost a thousand times the least. */
const SMALL_BYTES = 4 * 2 ** 20;
const TOGETHER = 250;
const TOGETHER_BYTES = 64 * 2 ** 20;

/**
 * Files of one kind can be loaded by one statement: their plan and compression as text. Null for a file that is loaded
 * alone.
 */
export function kindOf(ready: Ready): string | null {
  const { file, plans, shape } = ready;
  if (file.contentBytes > SMALL_BYTES || file.lines === 0 || shape.known > 0) return null;
  return [file.compression, ...plans.map((plan) => `${loadStatement(plan, shape)} ${exactStatement(plan, shape, [0]) ?? ''}`)].join('\n');
}

/** Whether a group of small files is large enough to be loaded. */
export function isFull(group: readonly Ready[]): boolean {
  return group.length >= TOGETHER || group.reduce((sum, { file }) => sum + file.contentBytes, 0) > TOGETHER_BYTES;
}

type LoadDeps = { readonly engine: LogEngine; readonly watch?: ImportWatch };

/** The files of a group have the same plans. */
export async function load(deps: LoadDeps, group: readonly Ready[]): Promise<Result<null, EngineFault>> {
  const first = group[0];
  if (first === undefined || first.file.lines === 0) return ok(null);
  const { plans, shape } = first;
  const counting = deps.watch === undefined ? null : countWhileLoading(deps.engine, deps.watch, first.file, first.id, plans);
  const sources = group.map(({ file, id }) => ({ file: id, path: file.path, compression: file.compression, maxBytes: file.contentBytes }));
  const ids = group.map((one) => one.id);
  try {
    for (const plan of plans) {
      const done = await deps.engine.load(loadStatement(plan, shape), sources);
      if (!done.ok) return done;
      const again = exactStatement(plan, shape, ids);
      const exact = again === null ? ok(null) : await deps.engine.write(again, { seconds: 86_400 });
      if (!exact.ok) return exact;
    }
    return ok(null);
  } finally {
    counting?.stop();
  }
}

export type Sums = {
  readonly parsed: number;
  readonly rejected: number;
  readonly headers: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromMicros: string;
  readonly toMicros: string;
  readonly origins: string;
  readonly zones: string;
  /** Lines whose date shows another order of day and month than the one that the file was read by. */
  readonly otherOrder: number;
};

export const NONE: Sums = {
  parsed: 0,
  rejected: 0,
  headers: 0,
  from: null,
  to: null,
  fromMicros: '0',
  toMicros: '0',
  origins: '',
  zones: '',
  otherOrder: 0,
};

/** What came of each file, in the order of the group. */
export async function count(engine: LogEngine, group: readonly Ready[]): Promise<Result<readonly Sums[], EngineFault>> {
  const zero = `toDateTime64(0, 6, 'UTC')`;
  const used = tables.filter((table) => group.some(({ plans }) => plans.some((plan) => plan.table === table)));
  const ids = group.map((one) => number(one.id)).join(', ');
  const each = used.map(
    (table) =>
      `SELECT file, reject, \`@timestamp\` AS t, \`event.time_origin\` AS origin, \`event.timezone\` AS zone FROM matoi.${table}_rows WHERE file IN (${ids}) AND reject != ${text(DEFERRED)}`,
  );
  const rows = await engine.read<Sums & { readonly file: number }>(
    `SELECT file, countIf(reject = '') AS parsed, countIf(reject != '') AS rejected, countIf(reject IN ('header', 'blank')) AS headers, countIf(reject = ${text(OTHER_ORDER)}) AS otherOrder,
       minIf(t, reject = '' AND t != ${zero}) AS a, maxIf(t, reject = '' AND t != ${zero}) AS b,
       if(a = ${zero}, NULL, concat(formatDateTime(a, '%FT%T', 'UTC'), 'Z')) AS "from", if(b = ${zero}, NULL, concat(formatDateTime(b, '%FT%T', 'UTC'), 'Z')) AS "to",
       toString(toUnixTimestamp64Micro(a)) AS fromMicros, toString(toUnixTimestamp64Micro(b)) AS toMicros,
       arrayStringConcat(arraySort(groupUniqArrayArrayIf(16)(splitByChar(' ', toString(origin)), reject = '' AND origin != '')), ' ') AS origins,
       arrayStringConcat(arraySort(groupUniqArrayIf(8)(zone, reject = '' AND zone != '')), ' ') AS zones
     FROM (${each.join(' UNION ALL ')}) GROUP BY file`,
    { seconds: 600 },
  );
  if (!rows.ok) return rows;
  const byFile = new Map(
    rows.value.map(({ file, a: _a, b: _b, ...sums }: Sums & { file: number; a?: unknown; b?: unknown }) => [file, sums]),
  );
  return ok(group.map(({ id }) => byFile.get(id) ?? NONE));
}

function micros(value: string): string {
  return `fromUnixTimestamp64Micro(toInt64(${text(value)}), 'UTC')`;
}

/** One small part, written whole or not at all: with these rows the files' rows become visible. */
export async function commit(engine: LogEngine, rows: readonly (readonly [LogFile, Sums])[]): Promise<Result<null, EngineFault>> {
  if (rows.length === 0) return ok(null);
  return engine.write(`INSERT INTO matoi.files VALUES ${rows.map(([row, sums]) => `(${committed(row, sums)})`).join(',\n')}`);
}

function committed(row: LogFile, sums: Sums): string {
  return `${row.file}, ${text(row.sha256)}, ${text(row.content)}, ${text(row.head)}, ${row.bytes}, ${text(row.name)},
     ${text(row.format)}, ${text(row.tables)}, ${row.lines}, ${row.parsed}, ${row.rejected}, ${row.headers}, ${number(row.share)},
     ${micros(sums.fromMicros)}, ${micros(sums.toMicros)}, ${text(row.zone)}, ${text(row.zoneOrigin)}, ${row.truncated ? 1 : 0},
     ${text(row.compression)}, ${text(row.stored)}, ${row.endsWithNewline ? 1 : 0}, ${row.known}, parseDateTime64BestEffort(${text(row.imported)}, 3, 'UTC'), ${SCHEMA_VERSION}`;
}

/**
 * A copy that ended inside its last line, and a longer copy that has that line whole: in the shorter one it becomes a
 * reject, so that its event counts once. Before the longer copy is committed: at no moment it counts twice.
 */
export async function supersede(engine: LogEngine, file: LogFile, line: number): Promise<Result<boolean, EngineFault>> {
  for (const table of file.tables.split(' ').filter((one) => one !== '')) {
    const where = `file = ${number(file.file)} AND line = ${number(line)}`;
    const there = await engine.read<{ n: number }>(`SELECT count() AS n FROM matoi.${table}_rows WHERE ${where} AND reject = ''`);
    if (!there.ok) return there;
    if ((there.value[0]?.n ?? 0) === 0) continue;
    const statements = [
      `ALTER TABLE matoi.${table}_rows UPDATE reject = 'broke off here; whole in a later copy' WHERE ${where} SETTINGS mutations_sync = 2`,
      `ALTER TABLE matoi.files UPDATE parsed = parsed - 1, rejected = rejected + 1 WHERE file = ${number(file.file)} SETTINGS mutations_sync = 2`,
    ];
    for (const statement of statements) {
      const done = await engine.write(statement, { seconds: 3600 });
      if (!done.ok) return done;
    }
    return ok(true);
  }
  return ok(false);
}
