// SPDX-License-Identifier: Apache-2.0
// What the pictures need: how a number is spread over time, and on which days which log has lines.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Behind } from './source-lines.ts';
import { fromOf, whereOf } from './source-lines.ts';
import { attackShaped } from '../attack/attack-shape.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { Period } from '../engine/period.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { number, text } from '../engine/sql.ts';

export type Spread = {
  /** Width of a bucket; 0 where there is nothing. */
  readonly seconds: number;
  readonly buckets: readonly { readonly from: string; readonly count: number; readonly marked: number }[];
};

const WIDTHS = [60, 300, 900, 3600, 10_800, 21_600, 86_400, 604_800, 2_592_000] as const;
const MOST_BUCKETS = 120;
const NO_SPREAD: Spread = { seconds: 0, buckets: [] };

/** At most 120 buckets; of a claim, those of the shape of an attack are marked. */
export async function spreadOf(engine: LogEngine, behind: Behind, period: Period): Promise<Result<Spread, EngineFault>> {
  const where = whereOf(behind, period);
  if (where === null || where.table === 'rejects') return ok(NO_SPREAD);
  const dated = `${where.sql} AND \`event.time_origin\` NOT IN ('relative', 'none')`;
  const ends = await engine.read<{ n: number; life: number }>(
    `SELECT count() AS n, toUInt32(dateDiff('second', min(\`@timestamp\`), max(\`@timestamp\`))) AS life FROM ${fromOf(where)} WHERE ${dated}`,
  );
  if (!ends.ok) return ends;
  const { n, life } = ends.value[0] ?? { n: 0, life: 0 };
  if (n === 0) return ok(NO_SPREAD);
  const seconds = WIDTHS.find((width) => life / width <= MOST_BUCKETS - 2) ?? 2_592_000;
  const marked = behind.of === 'claim' ? attackShaped() : '0';
  const rows = await engine.read<{ from: string; count: number; marked: number }>(
    `SELECT concat(formatDateTime(toDateTime(intDiv(toUnixTimestamp(\`@timestamp\`), ${seconds}) * ${seconds}, 'UTC'), '%FT%T', 'UTC'), 'Z') AS "from",
       count() AS count, countIf(${marked}) AS marked FROM ${fromOf(where)} WHERE ${dated} GROUP BY "from" ORDER BY "from"`,
  );
  return rows.ok ? ok({ seconds, buckets: rows.value }) : rows;
}

/** Seconds between two calls, in the order in which they came; what a rhythm looks like. */
export async function gapsOf(engine: LogEngine, behind: Behind, period: Period): Promise<Result<readonly number[], EngineFault>> {
  const where = whereOf(behind, period);
  if (where === null || where.table === 'rejects') return ok([]);
  const rows = await engine.read<{ gaps: number[] }>(
    `SELECT arraySlice(arrayPopFront(arrayDifference(arraySort(groupUniqArray(20000)(toUInt32(toUnixTimestamp(\`@timestamp\`)))))), 1, 500) AS gaps
     FROM ${fromOf(where)} WHERE ${where.sql}`,
  );
  return rows.ok ? ok(rows.value[0]?.gaps ?? []) : rows;
}

export type SourceDays = {
  readonly table: Table;
  readonly dataset: string;
  readonly files: readonly number[];
  readonly zones: readonly string[];
  readonly days: readonly { readonly day: string; readonly lines: number; readonly hours: number }[];
};

const MOST_DAYS = 400;

/** Each log by the days of the reader's zone: lines, and in how many hours of the day there is one. The newest 400 days. */
export async function daysOf(engine: LogEngine, zone: string): Promise<Result<readonly SourceDays[], EngineFault>> {
  const found: SourceDays[] = [];
  for (const table of tables) {
    const rows = await engine.read<{
      dataset: string;
      files: number[];
      zones: string[];
      days: [string, number, number][];
    }>(
      `SELECT dataset, arraySort(arrayDistinct(arrayFlatten(groupArray(files)))) AS files, arrayDistinct(arrayFlatten(groupArray(zones))) AS zones,
         arraySlice(arrayReverseSort(groupArray((toString(day), lines, hours))), 1, ${number(MOST_DAYS)}) AS days
       FROM (SELECT \`event.dataset\` AS dataset, toDate(\`@timestamp\`, ${text(zone)}) AS day, count() AS lines,
           uniqExact(toHour(\`@timestamp\`, ${text(zone)})) AS hours, groupUniqArray(2000)(file) AS files, groupUniqArray(20)(toString(\`event.timezone\`)) AS zones
         FROM matoi.${table} WHERE \`event.time_origin\` NOT IN ('relative', 'none') GROUP BY dataset, day)
       GROUP BY dataset ORDER BY dataset`,
      { seconds: 300 },
    );
    if (!rows.ok) return rows;
    found.push(
      ...rows.value.map((row) => ({
        table,
        dataset: row.dataset,
        files: row.files,
        zones: row.zones.filter((one) => one !== ''),
        days: row.days.map(([day, lines, hours]) => ({ day, lines, hours })).toReversed(),
      })),
    );
  }
  return ok(found);
}
