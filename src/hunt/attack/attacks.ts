// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { shapesSeen } from './attack-shape.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { number } from '../engine/sql.ts';

/** One address that tried something on any path. Signs, never a proof: shapes and behaviour, with the lines to judge them by. */
export type Attacker = {
  readonly source: string;
  readonly attackShaped: number;
  readonly requests: number;
  /** Attack-shaped requests that were answered with 2xx. */
  readonly answered: number;
  /** Different paths asked for, and how many of them were not there: what a search for ways in looks like. */
  readonly paths: number;
  readonly missing: number;
  readonly shapes: readonly { readonly shape: string; readonly count: number }[];
  readonly first: string;
  readonly last: string;
  readonly lines: readonly { readonly file: number; readonly line: number }[];
};

type Row = Omit<Attacker, 'shapes' | 'lines'> & {
  readonly shapes: readonly [string, number][];
  readonly lines: readonly [number, number][];
};

/** Sources by the number of their attack-shaped requests, most first. */
export async function findAttackers(engine: LogEngine, period: Period, limit: number): Promise<Result<readonly Attacker[], EngineFault>> {
  const iso = (sql: string) => `concat(formatDateTime(${sql}, '%FT%T', 'UTC'), 'Z')`;
  const rows = await engine.read<Row>(
    `SELECT ip AS source, countIf(bad) AS attackShaped, count() AS requests, countIf(bad AND status BETWEEN 200 AND 299) AS answered,
       uniq(path) AS paths, uniqIf(path, status = 404) AS missing,
       arraySort(x -> (-x.2, x.1), arrayZip(mapKeys(sumMap(mapFromArrays(seen, arrayMap(y -> toUInt64(1), seen))) AS h), mapValues(h))) AS shapes,
       ${iso('minIf(at, bad)')} AS first, ${iso('maxIf(at, bad)')} AS last, groupArraySortedIf(20)((file, line), bad) AS lines
     FROM (SELECT file, line, \`source.ip\` AS ip, \`@timestamp\` AS at, \`http.response.status_code\` AS status, \`url.path\` AS path,
         ${shapesSeen()} AS seen, notEmpty(seen) AS bad FROM matoi.web WHERE ${between(period)})
     GROUP BY ip HAVING attackShaped > 0 ORDER BY attackShaped DESC, requests DESC, source LIMIT ${number(limit)}`,
    { seconds: 900 },
  );
  if (!rows.ok) return rows;
  return ok(
    rows.value.map((row) => ({
      ...row,
      shapes: row.shapes.map(([shape, count]) => ({ shape, count })),
      lines: row.lines.map(([file, line]) => ({ file, line })),
    })),
  );
}
