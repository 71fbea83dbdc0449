// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { createStatements, tables } from './schema.ts';
import { text } from './sql.ts';

/** One file as it was committed: only what stands here is ever searched. */
export type LogFile = {
  readonly file: number;
  readonly sha256: string;
  readonly content: string;
  readonly head: string;
  readonly bytes: number;
  readonly name: string;
  readonly format: string;
  readonly tables: string;
  readonly lines: number;
  readonly parsed: number;
  readonly rejected: number;
  readonly headers: number;
  readonly share: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly zone: string;
  readonly zoneOrigin: string;
  readonly truncated: boolean;
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly stored: string;
  readonly endsWithNewline: boolean;
  /** Lines of the same content that another file had brought already. */
  readonly known: number;
  readonly imported: string;
};

/** Makes the tables and views. The last view holds the statements that made the store: where they are the same, nothing is to be done. */
export async function openStore(engine: LogEngine): Promise<Result<null, EngineFault>> {
  const statements = createStatements();
  const wanted = statements.join(';');
  const there = await engine.read<{ statements: string }>('SELECT statements FROM matoi.made_by');
  if (there.ok && there.value[0]?.statements === wanted) return ok(null);
  for (const statement of [...statements, `CREATE OR REPLACE VIEW matoi.made_by AS SELECT ${text(wanted)} AS statements`]) {
    const made = await engine.write(statement);
    if (!made.ok) return made;
  }
  return ok(null);
}

/** Rows of files that were never committed. Called by whoever holds the import lock, before anything else. */
export async function removeUnfinished(engine: LogEngine): Promise<Result<null, EngineFault>> {
  for (const table of tables) {
    const left = await engine.read<{ file: number }>(
      `SELECT DISTINCT file FROM matoi.${table}_rows WHERE file NOT IN (SELECT file FROM matoi.files)`,
    );
    if (!left.ok) return left;
    if (left.value.length === 0) continue;
    const gone = await dropRows(
      engine,
      table,
      left.value.map((row) => row.file),
    );
    if (!gone.ok) return gone;
  }
  return ok(null);
}

/** Deletes the rows of these files from a table and waits until they are gone, at most an hour. */
export async function dropRows(engine: LogEngine, table: string, files: readonly number[]): Promise<Result<null, EngineFault>> {
  return engine.write(`ALTER TABLE matoi.${table}_rows DELETE WHERE file IN (${files.join(',')}) SETTINGS mutations_sync = 2`, {
    seconds: 3600,
  });
}

/** All imported files in the order of their numbers; times are ISO 8601 in UTC. */
export async function listFiles(engine: LogEngine): Promise<Result<readonly LogFile[], EngineFault>> {
  const rows = await engine.read<Record<string, never>>(
    `SELECT file, sha256, content, head, bytes, name, format, tables, lines, parsed, rejected, headers, share,
       if(from_time = toDateTime64(0, 6, 'UTC'), NULL, concat(formatDateTime(from_time, '%FT%T', 'UTC'), 'Z')) AS "from",
       if(to_time = toDateTime64(0, 6, 'UTC'), NULL, concat(formatDateTime(to_time, '%FT%T', 'UTC'), 'Z')) AS "to",
       zone, zone_origin AS zoneOrigin, truncated = 1 AS truncated, compression, stored, ends_with_newline = 1 AS endsWithNewline, known,
       concat(formatDateTime(imported, '%FT%T', 'UTC'), 'Z') AS imported
     FROM matoi.files ORDER BY file`,
  );
  if (!rows.ok) return err(rows.error);
  // The engine's comparisons are 0 and 1.
  return ok(
    rows.value.map((row) => ({
      ...(row as unknown as LogFile),
      truncated: Boolean(row['truncated']),
      endsWithNewline: Boolean(row['endsWithNewline']),
    })),
  );
}
