// SPDX-License-Identifier: Apache-2.0
// What each imported file can answer at all: which columns say something, whose requests it holds, how it names hosts.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { columnsOf, tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { column, text } from '../engine/sql.ts';

export type FileFacts = {
  readonly file: number;
  readonly name: string;
  readonly table: Table;
  readonly dataset: string;
  readonly rows: number;
  /** Columns in which at least one line says something, `extra.` keys among them. */
  readonly columns: readonly string[];
  /** Lines that ask another server through this one: CONNECT, or a whole URL. */
  readonly forwarded: number;
  /** Lines that say which host was asked, and how many different ones there are (an estimate above some thousands). */
  readonly named: number;
  readonly hosts: number;
  /** Lines that show a query (`?…`): in a log without any, queries may not be written at all. */
  readonly queries: number;
};

const NAME = 'matoi.file_facts_2';
const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'file',
  'line',
  'reject',
  'raw',
  '@timestamp',
  'event.time_origin',
  'event.timezone',
  'event.dataset',
  'extra',
]);

/** The host that a web line names, in lower case and without a port; '' where it names none. */
export const hostSql = bareHost(
  `if(${column('url.domain')} != '', toString(${column('url.domain')}), if(position(${column('url.original')}, '://') BETWEEN 2 AND 12, domain(${column('url.original')}), ''))`,
);

function bareHost(sql: string): string {
  return `lower(trimRight(if(match(${sql}, '^[^:]+:[0-9]+$'), substringIndex(${sql}, ':', 1), ${sql}), '.'))`;
}

const forwardedSql = `${column('http.request.method')} = 'CONNECT' OR position(${column('url.original')}, '://') BETWEEN 2 AND 12`;

function factsOf(table: Table, files: readonly number[]): string {
  const columns = Object.entries(columnsOf(table)).filter(([name]) => !ALWAYS_THERE.has(name));
  const said = columns.map(([name, type]) => {
    const empty = type.startsWith('UInt') || type.startsWith('Float') ? '0' : `''`;
    return `if(max(${column(name)} != ${empty}), ${text(name)}, '')`;
  });
  const web = table === 'web';
  return `INSERT INTO ${NAME} SELECT file, ${text(table)}, toString(${column('event.dataset')}), count(),
      arraySort(arrayConcat(arrayFilter(x -> x != '', [${said.join(', ')}]), arrayMap(k -> concat('extra.', k), groupUniqArrayArray(1000)(mapKeys(extra))))),
      ${web ? `countIf(${forwardedSql})` : '0'}, ${web ? `countIf(${hostSql} != '')` : '0'}, ${web ? `uniqIf(${hostSql}, ${hostSql} != '')` : '0'},
      ${web ? `countIf(position(${column('url.original')}, '?') > 0)` : '0'}
    FROM matoi.${table}_rows WHERE reject = '' AND file IN (${files.join(', ')}) GROUP BY file, ${column('event.dataset')}`;
}

/**
 * Facts of all committed files, looked up once for each file and kept beside its rows. A file of which no line could be
 * read has none.
 */
export async function readFacts(engine: LogEngine): Promise<Result<readonly FileFacts[], EngineFault>> {
  const made = await engine.write(
    `CREATE TABLE IF NOT EXISTS ${NAME} (file UInt32, "table" LowCardinality(String), dataset String, rows UInt64, columns Array(String),
       forwarded UInt64, named UInt64, hosts UInt64, queries UInt64) ENGINE = MergeTree ORDER BY (file, "table", dataset)`,
  );
  if (!made.ok) return made;
  const missing = await engine.read<{ file: number }>(
    `SELECT file FROM matoi.files WHERE file NOT IN (SELECT file FROM ${NAME} WHERE "table" = '') ORDER BY file`,
  );
  if (!missing.ok) return missing;
  const files = missing.value.map((one) => one.file);
  for (let at = 0; at < files.length; at += 500) {
    const some = files.slice(at, at + 500);
    for (const table of tables) {
      const written = await engine.write(factsOf(table, some), { seconds: 900 });
      if (!written.ok) return written;
    }
    // Written last: whoever finds it knows that the others are there. A second writer's rows are the same and count once.
    const marked = await engine.write(`INSERT INTO ${NAME} (file, "table") VALUES ${some.map((file) => `(${file}, '')`).join(', ')}`);
    if (!marked.ok) return marked;
  }
  const rows = await engine.read<FileFacts>(
    `SELECT a.file AS file, b.name AS name, a."table" AS "table", a.dataset AS dataset, a.rows AS rows, a.columns AS columns,
       a.forwarded AS forwarded, a.named AS named, a.hosts AS hosts, a.queries AS queries
     FROM (SELECT * FROM ${NAME} WHERE "table" != '' ORDER BY file, "table", dataset LIMIT 1 BY file, "table", dataset) AS a
     INNER JOIN (SELECT file, any(name) AS name FROM matoi.files GROUP BY file) AS b ON a.file = b.file ORDER BY file, "table", dataset`,
  );
  return rows.ok ? ok(rows.value) : rows;
}
