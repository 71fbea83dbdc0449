// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import type { LogEngine } from '../../src/hunt/engine/engine.port.ts';
import { columnsOf, createStatements } from '../../src/hunt/engine/schema.ts';
import type { Table } from '../../src/hunt/engine/schema.ts';
import { column } from '../../src/hunt/engine/sql.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from './remove-tree.ts';

export const logEngineAbsent = locateEngine(process.env) === null;

export type LogRow = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;
export type LogTables = {
  readonly engine: LogEngine;
  /** Puts rows into a table, numbered from 0 as lines of file 1. */
  readonly fill: (table: Table, rows: readonly LogRow[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The desk's tables in a real engine of its own, with rows that a test writes column by column. */
export async function openLogTables(): Promise<LogTables> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-log-tables-'));
  const engine = chdbEngine({ folder: join(folder, 'engine'), env: process.env, memoryBytes: 800_000_000 });
  for (const sql of createStatements()) unwrap(await engine.write(sql));
  unwrap(await engine.write("INSERT INTO matoi.files (file, sha256, name) VALUES (1, '', 'rows')"));
  return {
    engine,
    async fill(table, rows) {
      const path = join(folder, `${table}.ndjson`);
      writeFileSync(path, rows.map((row, line) => JSON.stringify({ file: 1, line, ...row })).join('\n'));
      const columns = columnsOf(table);
      const names = Object.keys(columns).map(column).join(', ');
      const structure = Object.entries(columns)
        .map(([name, type]) => `${column(name)} ${type}`)
        .join(', ')
        .replaceAll("'", "\\'");
      unwrap(
        await engine.write(
          `INSERT INTO matoi.${table}_rows (${names}) SELECT ${names} FROM file('${path}', 'JSONEachRow', '${structure}')`,
        ),
      );
    },
    async close() {
      await engine.close();
      removeTree(folder);
    },
  };
}
