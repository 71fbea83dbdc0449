// SPDX-License-Identifier: Apache-2.0
import { ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { between } from './period.ts';
import type { Period } from './period.ts';
import { tables } from './schema.ts';
import type { Table } from './schema.ts';
import { listFiles } from './store.ts';

/** What stands behind an answer: which logs, from when to when, and what in them could not be looked at. */
export type SourceCoverage = {
  readonly dataset: string;
  readonly table: Table;
  readonly files: number;
  readonly lines: number;
  /** Lines of the period that was asked for: all an answer may speak of. */
  readonly looked: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeOrigins: readonly string[];
  /** Whole hours between from and to in which this source has no line. */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly hours: number }[];
  readonly hours: number;
};

export type Coverage = {
  /** The period that was asked for. */
  readonly period: { readonly since: string | null; readonly until: string | null };
  readonly sources: readonly SourceCoverage[];
  readonly files: number;
  readonly lines: number;
  readonly parsed: number;
  readonly rejected: number;
  readonly headers: number;
  readonly truncatedFiles: readonly string[];
  readonly zones: readonly string[];
  readonly notLookedAt: readonly Bilingual[];
};

/** How many lines stand behind an answer that looked at these kinds of log. */
export function linesLookedAt(coverage: Coverage, among: readonly Table[] = tables): number {
  return coverage.sources.filter((source) => among.includes(source.table)).reduce((sum, source) => sum + source.looked, 0);
}

const HOUR = 3_600_000;

export async function readCoverage(
  engine: LogEngine,
  period: Period,
  among: readonly Table[] = tables,
): Promise<Result<Coverage, EngineFault>> {
  const files = await listFiles(engine);
  if (!files.ok) return files;
  const sources: SourceCoverage[] = [];
  for (const table of among) {
    const rows = await engine.read<{
      dataset: string;
      files: number;
      lines: number;
      looked: number;
      hours: number[];
      origins: string[];
      a: string;
      b: string;
    }>(
      `SELECT \`event.dataset\` AS dataset, uniqExact(file) AS files, count() AS lines, countIf(${between(period)}) AS looked,
         arraySort(groupUniqArrayIf(200000)(toUnixTimestamp(toStartOfHour(\`@timestamp\`)), \`event.time_origin\` NOT IN ('relative', 'none'))) AS hours,
         groupUniqArray(toString(\`event.time_origin\`)) AS origins,
         concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS a, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS b
       FROM matoi.${table} GROUP BY dataset ORDER BY dataset`,
      { seconds: 300 },
    );
    if (!rows.ok) return rows;
    sources.push(
      ...rows.value.map((row) => ({
        dataset: row.dataset,
        table,
        files: row.files,
        lines: row.lines,
        looked: row.looked,
        from: row.hours.length === 0 ? null : row.a,
        to: row.hours.length === 0 ? null : row.b,
        timeOrigins: row.origins,
        gaps: gapsOf(row.hours),
        hours: row.hours.length,
      })),
    );
  }
  const mine = files.value;
  const sum = (pick: (file: (typeof mine)[number]) => number) => mine.reduce((total, file) => total + pick(file), 0);
  const coverage = {
    period,
    sources,
    files: mine.length,
    lines: sum((file) => file.lines),
    parsed: sum((file) => file.parsed),
    rejected: sum((file) => file.rejected - file.headers),
    headers: sum((file) => file.headers),
    truncatedFiles: mine.filter((file) => file.truncated).map((file) => file.name),
    zones: [...new Set(mine.flatMap((file) => file.zone.split(' ')))].filter((zone) => zone !== ''),
  };
  return ok({ ...coverage, notLookedAt: blindSpots(coverage, period, among) });
}

function gapsOf(hours: readonly number[]): SourceCoverage['gaps'] {
  const gaps: { from: string; to: string; hours: number }[] = [];
  for (const [index, hour] of hours.entries()) {
    const before = hours[index - 1];
    if (before === undefined || hour - before <= 3600) continue;
    const from = new Date(before * 1000 + HOUR).toISOString();
    gaps.push({ from, to: new Date(hour * 1000).toISOString(), hours: (hour - before) / 3600 - 1 });
  }
  return gaps.toSorted((a, b) => b.hours - a.hours).slice(0, 100);
}

/** What an honest answer must add: each line is something that was not, or could not be, looked at. */
function blindSpots(coverage: Omit<Coverage, 'notLookedAt'>, period: Period, among: readonly Table[]): Bilingual[] {
  const spots: Bilingual[] = [];
  const { sources } = coverage;
  if (sources.length === 0) spots.push({ ja: 'この種類のログは一つも取り込まれていない', en: 'No log of this kind has been imported' });
  if (among.includes('web') && sources.some((source) => source.table === 'web'))
    spots.push({ ja: 'POST の本文はこのログに残らない', en: 'Bodies of POST requests are not in these logs' });
  for (const source of sources) {
    if (source.from !== null && period.since !== null && source.from > period.since)
      spots.push({
        ja: `${source.dataset} のログは ${source.from} から始まる。それより前は見ていない`,
        en: `${source.dataset} begins at ${source.from}; nothing before it was looked at`,
      });
    if (source.to !== null && period.until !== null && source.to < period.until)
      spots.push({
        ja: `${source.dataset} のログは ${source.to} で終わる。それより後は見ていない`,
        en: `${source.dataset} ends at ${source.to}; nothing after it was looked at`,
      });
    if (source.gaps.length > 0) {
      const hours = source.gaps.reduce((total, gap) => total + gap.hours, 0);
      spots.push({
        ja: `${source.dataset} に計 ${hours.toLocaleString('ja')} 時間、1 行もない時間帯がある`,
        en: `${source.dataset} has ${hours.toLocaleString('en')} h in which it holds no line`,
      });
    }
    if (source.timeOrigins.includes('relative'))
      spots.push({
        ja: `${source.dataset} の時刻は相対値で、日付が分からない`,
        en: `Times of ${source.dataset} are relative: the date is unknown`,
      });
    if (source.timeOrigins.includes('guessed'))
      spots.push({
        ja: `${source.dataset} の行に時差がなく、UTC と仮定した`,
        en: `Lines of ${source.dataset} carry no zone; UTC was assumed`,
      });
  }
  if (coverage.rejected > 0)
    spots.push({
      ja: `読み取れなかった行が ${coverage.rejected.toLocaleString('ja')} 行ある`,
      en: `${coverage.rejected.toLocaleString('en')} lines could not be read`,
    });
  for (const name of coverage.truncatedFiles) spots.push({ ja: `${name} は途中で切れている`, en: `${name} breaks off` });
  return spots;
}
