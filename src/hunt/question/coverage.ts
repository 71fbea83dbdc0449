// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { readFacts } from '../coverage/facts.ts';
import type { FileFacts } from '../coverage/facts.ts';
import { roleOf } from '../coverage/role.ts';
import type { Role } from '../coverage/role.ts';
import { isLater, seriesOf } from '../coverage/series.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import { listFiles } from '../engine/store.ts';
import type { LogFile } from '../engine/store.ts';

/** What stands behind an answer: which logs, from when to when, and what in them could not be looked at. */
export type SourceCoverage = {
  readonly dataset: string;
  readonly table: Table;
  /** Whose eyes this log is: only some can hold what is asked. */
  readonly role: Role;
  /** Columns in which some line of every one of its files says something. */
  readonly columns: readonly string[];
  readonly files: number;
  /** Numbers of these files. */
  readonly fileIds: readonly number[];
  readonly lines: number;
  /** Lines of the period that was asked for: all an answer may speak of. */
  readonly looked: number;
  readonly from: string | null;
  readonly to: string | null;
  /** Files that follow one another; two that run beside each other are two series. */
  readonly series: readonly { readonly from: string | null; readonly to: string | null; readonly names: readonly string[] }[];
  readonly timeOrigins: readonly string[];
  /** How many lines have their time from where (`line`, `declared`, `year`, `guessed`, …). */
  readonly originLines: Readonly<Record<string, number>>;
  /** Files of which some dates do not say which number is the month, and what was taken for it. */
  readonly datesOf: readonly { readonly name: string; readonly taken: 'dmy' | 'mdy' | 'either' }[];
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
  /** Files that break off, or of which lines could not be read. */
  readonly spoilt: readonly { readonly file: number; readonly name: string; readonly rejected: number; readonly truncated: boolean }[];
  readonly notLookedAt: readonly Bilingual[];
};

/** How many lines stand behind an answer that looked at these kinds of log. */
export function linesLookedAt(coverage: Coverage, among: readonly Table[] = tables): number {
  return coverage.sources.filter((source) => among.includes(source.table)).reduce((sum, source) => sum + source.looked, 0);
}

const HOUR = 3_600_000;

/** Of the kinds of log named, or of some of their files only (by number). */
export async function readCoverage(
  engine: LogEngine,
  period: Period,
  among: readonly Table[] = tables,
  only: readonly number[] | null = null,
): Promise<Result<Coverage, EngineFault>> {
  const files = await listFiles(engine);
  if (!files.ok) return files;
  const known = await readFacts(engine);
  if (!known.ok) return known;
  const facts = known.value.filter((one) => only === null || only.includes(one.file)).map((one) => ({ ...one, role: roleOf(one) }));
  const sources: SourceCoverage[] = [];
  for (const table of among)
    for (const group of groupsOf(facts.filter((one) => one.table === table))) {
      const source = await sourceOf(engine, period, group, new Map(files.value.map((file) => [file.file, file])));
      if (!source.ok) return source;
      sources.push(source.value);
    }
  const mine = files.value.filter((file) => only === null || only.includes(file.file));
  const sum = (pick: (file: (typeof mine)[number]) => number) => mine.reduce((total, file) => total + pick(file), 0);
  const coverage = {
    period,
    sources,
    files: mine.length,
    lines: sum((file) => file.lines),
    parsed: sum((file) => file.parsed),
    rejected: sum((file) => file.rejected - file.headers),
    headers: sum((file) => file.headers),
    spoilt: mine
      .map((file) => ({ file: file.file, name: file.name, rejected: file.rejected - file.headers, truncated: file.truncated }))
      .filter((file) => file.rejected > 0 || file.truncated),
    truncatedFiles: mine.filter((file) => file.truncated).map((file) => file.name),
    zones: [...new Set(mine.flatMap((file) => file.zone.split(' ')))].filter((zone) => zone !== ''),
  };
  return ok({ ...coverage, notLookedAt: blindSpots(coverage, period, among) });
}

type Known = FileFacts & { readonly role: Role };

/** One source: files of one kind of log with one role. */
function groupsOf(facts: readonly Known[]): readonly (readonly Known[])[] {
  return [...Map.groupBy(facts, (one) => `${one.dataset}\n${one.role}`)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, some]) => some);
}

type SeriesRow = {
  series: number;
  lines: number;
  looked: number;
  hours: number[];
  origins: [string, number][];
  dates: [number, string][];
  a: string;
  b: string;
};

async function sourceOf(
  engine: LogEngine,
  period: Period,
  group: readonly Known[],
  files: ReadonlyMap<number, LogFile>,
): Promise<Result<SourceCoverage, EngineFault>> {
  const [first] = group;
  if (first === undefined) throw new Error('a source without files');
  const { table, dataset, role } = first;
  const series = seriesOf(
    group.map(({ file, name }) => ({ file, name, from: files.get(file)?.from ?? null, to: files.get(file)?.to ?? null })),
  );
  const named = series.map((some) => `file IN (${some.map((one) => one.file).join(', ')})`);
  const which =
    named.length === 1
      ? '0'
      : `multiIf(${named
          .slice(1)
          .map((test, at) => `${test}, ${at + 1}`)
          .join(', ')}, 0)`;
  const rows = await engine.read<SeriesRow>(
    `SELECT ${which} AS series, count() AS lines, countIf(${between(period)}) AS looked,
       arraySort(groupUniqArrayIf(200000)(toUnixTimestamp(toStartOfHour(\`@timestamp\`)), \`event.time_origin\` NOT IN ('relative', 'none'))) AS hours,
       arraySort(CAST(sumMap(map(toString(\`event.time_origin\`), 1)), 'Array(Tuple(String, UInt64))')) AS origins,
       arraySort(groupUniqArrayIf(200)((file, extract(toString(\`event.time_origin\`), '(dmy|mdy|either)')), match(\`event.time_origin\`, 'dmy|mdy|either'))) AS dates,
       concat(formatDateTime(minIf(\`@timestamp\`, \`event.time_origin\` NOT IN ('relative', 'none')), '%FT%T', 'UTC'), 'Z') AS a,
       concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS b
     FROM matoi.${table} WHERE \`event.dataset\` = ${text(dataset)} AND file IN (${group.map((one) => one.file).join(', ')}) GROUP BY series ORDER BY series`,
    { seconds: 300 },
  );
  if (!rows.ok) return rows;
  const spans = rows.value.map((row) => ({
    from: row.hours.length === 0 ? null : row.a,
    to: row.hours.length === 0 ? null : row.b,
    names: (series[row.series] ?? []).map((one) => files.get(one.file)?.name ?? String(one.file)),
  }));
  const sum = (pick: (row: SeriesRow) => number) => rows.value.reduce((total, row) => total + pick(row), 0);
  const originLines: Record<string, number> = {};
  for (const [origins, count] of rows.value.flatMap((row) => row.origins))
    for (const origin of origins.split(' ')) originLines[origin] = (originLines[origin] ?? 0) + count;
  const ends = (pick: 'from' | 'to') =>
    spans
      .map((span) => span[pick])
      .filter((time) => time !== null)
      .toSorted();
  return ok({
    dataset,
    table,
    role,
    columns: sharedColumns(group),
    files: group.length,
    fileIds: group.map((one) => one.file),
    lines: sum((row) => row.lines),
    looked: sum((row) => row.looked),
    from: ends('from')[0] ?? null,
    to: ends('to').at(-1) ?? null,
    series: spans,
    timeOrigins: Object.keys(originLines),
    originLines,
    datesOf: rows.value.flatMap((row) =>
      row.dates.map(([file, taken]) => ({ name: files.get(file)?.name ?? String(file), taken: taken as 'dmy' | 'mdy' | 'either' })),
    ),
    gaps: gapsOf(rows.value.map((row) => row.hours)),
    hours: new Set(rows.value.flatMap((row) => row.hours)).size,
  });
}

function sharedColumns(files: readonly { readonly columns: readonly string[] }[]): readonly string[] {
  const [first, ...rest] = files;
  return (first?.columns ?? []).filter((name) => rest.every((one) => one.columns.includes(name)));
}

/** Of each series of files by itself: what one of two servers did not log, the other one did not log for it. */
function gapsOf(series: readonly (readonly number[])[]): SourceCoverage['gaps'] {
  const gaps = new Map<string, { from: string; to: string; hours: number }>();
  for (const hours of series)
    for (const [index, hour] of hours.entries()) {
      const before = hours[index - 1];
      if (before === undefined || hour - before <= 3600) continue;
      const from = new Date(before * 1000 + HOUR).toISOString();
      const to = new Date(hour * 1000).toISOString();
      gaps.set(`${from} ${to}`, { from, to, hours: (hour - before) / 3600 - 1 });
    }
  return [...gaps.values()].toSorted((a, b) => b.hours - a.hours || (a.from < b.from ? -1 : 1)).slice(0, 100);
}

/** What no line says of its time, and what was taken for it. */
function assumed({ dataset, originLines }: Pick<SourceCoverage, 'dataset' | 'originLines'>): Bilingual[] {
  const words: readonly (readonly [string, Bilingual])[] = [
    ['guessed', { ja: '行に時差がなく、UTC と仮定した', en: 'carry no zone; UTC was assumed' }],
    ['year', { ja: '行に年がなく、ファイルの日付から補った', en: 'carry no year; the file’s own date gave it' }],
    [
      'ambiguous',
      {
        ja: '時刻は、時計を戻したために 2 回あった時間帯にあり、先のほうとみなした',
        en: 'lie in an hour that came twice when clocks were put back; the first was taken',
      },
    ],
  ];
  return words.flatMap(([origin, said]) => {
    const count = originLines[origin] ?? 0;
    return count === 0
      ? []
      : [
          {
            ja: `${dataset} の ${count.toLocaleString('ja')} 行：${said.ja}`,
            en: `${count.toLocaleString('en')} lines of ${dataset} ${said.en}`,
          },
        ];
  });
}

function orderWords({ name, taken }: SourceCoverage['datesOf'][number]): Bilingual {
  const order = { ja: taken === 'dmy' ? '日、月' : '月、日', en: taken === 'dmy' ? 'the day comes first' : 'the month comes first' };
  return taken === 'either'
    ? {
        ja: `${name} の日付は、月と日の順が行によって食い違う。12 以下どうしの日付は、どちらの日か分からない`,
        en: `${name}: its dates contradict each other about which number is the month; of a date without a number above 12 the day is not known`,
      }
    : {
        ja: `${name} の日付は、月と日の順が行からは分からない。取り込んだ人が決めた順（${order.ja}）で読んだ`,
        en: `${name}: its dates do not say which number is the month; as whoever imported it said, ${order.en}`,
      };
}

/** What an honest answer must add: each line is something that was not, or could not be, looked at. */
function blindSpots(coverage: Omit<Coverage, 'notLookedAt'>, period: Period, among: readonly Table[]): Bilingual[] {
  const spots: Bilingual[] = [];
  const { sources } = coverage;
  if (sources.length === 0) spots.push({ ja: 'この種類のログは一つも取り込まれていない', en: 'No log of this kind has been imported' });
  if (among.includes('web') && sources.some((source) => source.table === 'web'))
    spots.push({ ja: 'POST の本文はこのログに残らない', en: 'Bodies of POST requests are not in these logs' });
  for (const source of sources) {
    if (isLater(source.from, period.since))
      spots.push({
        ja: `${source.dataset} のログは ${source.from} から始まる。それより前は見ていない`,
        en: `${source.dataset} begins at ${source.from}; nothing before it was looked at`,
      });
    if (isLater(period.until, source.to))
      spots.push({
        ja: `${source.dataset} のログは ${source.to} で終わる。それより後は見ていない`,
        en: `${source.dataset} ends at ${source.to}; nothing after it was looked at`,
      });
    if (source.gaps.length > 0) {
      const hours = source.gaps.reduce((total, gap) => total + gap.hours, 0);
      spots.push({
        ja: `${source.dataset} に計 ${hours.toLocaleString('ja')} 時間、行のない時間帯がある`,
        en: `${source.dataset} has ${hours.toLocaleString('en')} h in which it holds no line`,
      });
    }
    if (source.timeOrigins.includes('relative'))
      spots.push({
        ja: `${source.dataset} の時刻は相対値で、日付が分からない`,
        en: `Times of ${source.dataset} are relative: the date is unknown`,
      });
    spots.push(...assumed(source), ...source.datesOf.map(orderWords));
  }
  if (coverage.rejected > 0)
    spots.push({
      ja: `読み取れなかった行が ${coverage.rejected.toLocaleString('ja')} 行ある`,
      en: `${coverage.rejected.toLocaleString('en')} lines could not be read`,
    });
  for (const name of coverage.truncatedFiles) spots.push({ ja: `${name} は途中で切れている`, en: `${name} breaks off` });
  return spots;
}
