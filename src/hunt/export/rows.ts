// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine, Row } from '../engine/engine.port.ts';
import { rowEvent } from './ocsf.ts';
import type { ExportedTable, OcsfEvent } from './ocsf.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { columnsOf } from '../engine/schema.ts';
import { column } from '../engine/sql.ts';
import { listFiles } from '../engine/store.ts';

const PAGE = 5000;

/** Every row of a table in order of file and line, a page at a time, so that the size of the log is no matter. */
export async function* exportRows(engine: LogEngine, table: ExportedTable, period: Period): AsyncIterable<Result<OcsfEvent, EngineFault>> {
  const files = await listFiles(engine);
  if (!files.ok) return yield files;
  const names = Object.keys(columnsOf(table)).filter((name) => name !== 'raw' && name !== 'reject' && name !== '@timestamp');
  const columns = [...names.map(column), ...(table === 'web' ? ['`url.path`', '`url.query`'] : [])].join(', ');
  for (const file of files.value.filter((one) => one.tables.split(' ').includes(table))) {
    for (let after = 0; ; ) {
      const rows = await engine.read<Row & { readonly line: number; readonly millis: number }>(
        `SELECT ${columns}, toUnixTimestamp64Milli(\`@timestamp\`) AS millis FROM matoi.${table}
         WHERE file = ${file.file} AND line > ${after} AND ${between(period)} ORDER BY line LIMIT ${PAGE}`,
        { seconds: 300 },
      );
      if (!rows.ok) return yield err(rows.error);
      for (const row of rows.value) yield ok(rowEvent(table, row, row.millis, { name: file.name, sha256: file.sha256 }));
      const last = rows.value.at(-1);
      if (last === undefined || rows.value.length < PAGE) break;
      after = last.line;
    }
  }
}
