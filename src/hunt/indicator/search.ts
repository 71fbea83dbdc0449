// SPDX-License-Identifier: Apache-2.0
import { nameAbove } from '../../common/host-name.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { number, text } from '../engine/sql.ts';
import type { Indicator, IndicatorKind, SeenAs } from './indicator.ts';
import { computerIn, indicatorPlaces } from './places.ts';
import type { Place } from './places.ts';
import { narrowest, rangeOf } from './range.ts';

/** One computer and one indicator: how often, from when to when, and where to read it. */
export type Sighting = {
  /** What was asked for; of a domain above the name that was met, or a range around the address. */
  readonly indicator: string;
  readonly kind: IndicatorKind;
  /** What stood in the log: the indicator itself, or a name below it, or an address inside it. */
  readonly value: string;
  readonly computer: string;
  /** What was talked to, or what talked. */
  readonly role: SeenAs;
  readonly table: Table;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly lines: readonly { readonly file: number; readonly line: number }[];
};

/** A period, or the files behind one number and up to another. */
export type Within = Period | { readonly files: { readonly after: number; readonly upto: number } };

function whereOf(within: Within): string {
  return 'files' in within ? `file > ${number(within.files.after)} AND file <= ${number(within.files.upto)}` : between(within);
}

/** Of one table, the most frequent first. Whoever shows them says so when there are more. */
export const MOST_SIGHTINGS = 10_000;

/** Keeps the set in the engine, so that one scan of a table serves ten thousand of them. */
export async function storeIndicators(
  engine: LogEngine,
  name: string,
  indicators: readonly Indicator[],
): Promise<Result<null, EngineFault>> {
  const made = await engine.write(
    'CREATE TABLE IF NOT EXISTS matoi.indicators (name String, kind LowCardinality(String), value String) ENGINE = MergeTree ORDER BY (name, kind, value)',
  );
  if (!made.ok) return made;
  const there = await engine.read<{ n: number }>(`SELECT count() AS n FROM matoi.indicators WHERE name = ${text(name)}`);
  if (!there.ok) return there;
  if ((there.value[0]?.n ?? 0) > 0) return ok(null);
  const rows = indicators.map((one) => `(${text(name)},${text(one.kind)},${text(one.value)})`);
  for (let at = 0; at < rows.length; at += 10_000) {
    const written = await engine.write(`INSERT INTO matoi.indicators VALUES ${rows.slice(at, at + 10_000).join(',')}`);
    if (!written.ok) return written;
  }
  return ok(null);
}

/**
 * Which computers met which indicator in the period, with five lines each. The list is kept in the engine under `name`, the
 * digest of what is in it.
 */
export async function searchIndicators(
  engine: LogEngine,
  name: string,
  indicators: readonly Indicator[],
  within: Within,
): Promise<Result<readonly Sighting[], EngineFault>> {
  const stored = await storeIndicators(engine, name, indicators);
  if (!stored.ok) return err(stored.error);
  const kinds = new Set(indicators.map((one) => one.kind));
  const domains = new Set(indicators.filter((one) => one.kind === 'domain').map((one) => one.value));
  const ranges = indicators
    .filter((one) => one.kind === 'cidr')
    .map((one) => rangeOf(one.value))
    .filter((one) => one !== null);
  const askedFor = (kind: IndicatorKind, met: string): string =>
    kind === 'domain' ? (nameAbove(domains, met) ?? met) : kind === 'cidr' ? (narrowest(ranges, met)?.text ?? met) : met;
  const filled = await filledTables(engine);
  if (!filled.ok) return filled;
  const found: Sighting[] = [];
  for (const table of filled.value) {
    const sql = searchSql(table, name, kinds, within, indicators);
    if (sql === null) continue;
    const rows = await engine.read<Omit<Sighting, 'table' | 'lines' | 'value'> & { lines: [number, number][] }>(sql, { seconds: 600 });
    if (!rows.ok) return rows;
    found.push(
      ...rows.value.map((row) => ({
        ...row,
        indicator: askedFor(row.kind, row.indicator),
        value: row.indicator,
        table,
        lines: row.lines.map(([file, line]) => ({ file, line })),
      })),
    );
  }
  return ok(inOrder(found));
}

/** Those with a row: to prepare the search of a table, whose texts are taken apart, costs more than to see that it is empty. */
async function filledTables(engine: LogEngine): Promise<Result<readonly Table[], EngineFault>> {
  const asked = tables.map((table) => `SELECT ${text(table)} AS "table" FROM (SELECT 1 FROM matoi.${table}_rows LIMIT 1)`);
  const rows = await engine.read<{ table: Table }>(asked.join(' UNION ALL '));
  return rows.ok ? ok(tables.filter((table) => rows.value.some((row) => row.table === table))) : rows;
}

/** Most first. */
export function inOrder(found: readonly Sighting[]): readonly Sighting[] {
  return found.toSorted((a, b) => b.count - a.count || (a.indicator < b.indicator ? -1 : 1));
}

/** SQL for one table; null where none of the kinds can stand in it. */
export function searchSql(
  table: Table,
  name: string,
  kinds: ReadonlySet<IndicatorKind>,
  within: Within,
  indicators: readonly Indicator[],
): string | null {
  const where = whereOf(within);
  const tests = testsOf(table, name, kinds, indicators, 'files' in within ? where : null);
  if (tests.length === 0) return null;
  const hits = tests.map(({ kind, role, hit, value }) => `(${hit}, ${text(kind)}, ${text(role)}, ${value})`).join(', ');
  return `SELECT h.2 AS kind, h.3 AS role, h.4 AS indicator, ip AS computer, count() AS count,
      concat(formatDateTime(min(at), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(at), '%FT%T', 'UTC'), 'Z') AS last,
      groupArraySorted(5)((file, line)) AS lines
    FROM (SELECT file, line, ${computerIn(table)} AS ip, \`@timestamp\` AS at, arrayJoin(arrayFilter(x -> x.1, [${hits}])) AS h
      FROM matoi.${table} WHERE ${where} AND (${tests.map(({ hit }) => hit).join(' OR ')}))
    GROUP BY kind, role, indicator, computer ORDER BY count DESC LIMIT ${MOST_SIGHTINGS}`;
}

/** Where the rows stand that met any of the indicators; null when the table can hold none of their kinds. */
export function hitsWhere(
  table: Table,
  name: string,
  kinds: ReadonlySet<IndicatorKind>,
  period: Period,
  indicators: readonly Indicator[],
): string | null {
  const tests = testsOf(table, name, kinds, indicators);
  return tests.length === 0 ? null : `${between(period)} AND (${tests.map(({ hit }) => hit).join(' OR ')})`;
}

/** Whether one of a column's values meets, and which. Most rows have none: those cost a comparison with nothing. */
function oneOf({ sql, values = '[]' }: Place, meets: (part: string) => string): { readonly hit: string; readonly value: string } {
  return {
    hit: `if(${sql} = '', 0, arrayExists(part -> ${meets('part')}, ${values}))`,
    value: `arrayFirst(part -> ${meets('part')}, ${values})`,
  };
}

/** A name and all above it but the last label: `a.b.c`, `b.c`. */
const parents = (name: string) =>
  `arrayMap(i -> arrayStringConcat(arraySlice(splitByChar('.', ${name}), i), '.'), range(1, length(splitByChar('.', ${name}))))`;

type Test = { readonly kind: IndicatorKind; readonly role: SeenAs; readonly hit: string; readonly value: string };

/** `among`: the names that rows hold are looked up in these rows only. */
function testsOf(
  table: Table,
  name: string,
  kinds: ReadonlySet<IndicatorKind>,
  indicators: readonly Indicator[],
  among: string | null = null,
): Test[] {
  const set = (kind: IndicatorKind) => `(SELECT value FROM matoi.indicators WHERE name = ${text(name)} AND kind = ${text(kind)})`;
  const tests: Test[] = [];
  for (const [kind, places] of Object.entries(indicatorPlaces[table]) as [IndicatorKind, readonly Place[]][]) {
    for (const place of places) {
      const { as: role, sql } = place;
      if (place.values !== undefined) {
        const meets = (part: string) =>
          kind === 'domain' ? `arrayExists(p -> p IN ${set(kind)}, ${parents(part)})` : `${part} IN ${set(kind)}`;
        if (kinds.has(kind)) tests.push({ kind, role, ...oneOf(place, meets) });
      } else if (kind === 'domain' && kinds.has('domain')) {
        // Names repeat: each different one is cut into its parents once, then rows are compared with the names found.
        const names = `(SELECT d FROM (SELECT DISTINCT ${sql} AS d FROM matoi.${table} WHERE d != ''${among === null ? '' : ` AND ${among}`}) WHERE arrayExists(p -> p IN ${set('domain')}, ${parents('d')}))`;
        tests.push({ kind, role, hit: `${sql} IN ${names}`, value: sql });
      } else if (kinds.has(kind) && kind !== 'domain') tests.push({ kind, role, hit: `${sql} IN ${set(kind)}`, value: sql });
    }
  }
  if (kinds.has('cidr')) {
    const ranges = indicators.filter((one) => one.kind === 'cidr').map((one) => one.value);
    const inRange = (sql: string) =>
      `if(isIPv4String(${sql}) OR isIPv6String(${sql}), ${ranges.map((range) => `isIPAddressInRange(${sql}, ${text(range)})`).join(' OR ')}, 0)`;
    for (const place of indicatorPlaces[table].ip ?? []) {
      const { as: role, sql } = place;
      tests.push({ kind: 'cidr', role, ...(place.values === undefined ? { hit: inRange(sql), value: sql } : oneOf(place, inRange)) });
    }
  }
  return tests;
}
