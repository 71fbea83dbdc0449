// SPDX-License-Identifier: Apache-2.0
// From a number on the page to the lines it was counted from: the same condition once more, as a list instead of a count.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { attackShaped, shapesSeen } from '../attack/attack-shape.ts';
import { beaconShapes } from '../question/beacons.ts';
import type { ClaimPick } from '../question/claim-pick.ts';
import { pathTest, rejectsTest } from '../question/claim-path.ts';
import type { ClaimScope } from '../question/claim-scope.ts';
import { dataOutColumns } from '../question/data-out.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { LineRef } from './evidence.ts';
import { computerIn, indicatorPlaces } from '../indicator/places.ts';
import type { IndicatorKind } from '../indicator/indicator.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import type { AttackerPick } from '../attack/attacker-pick.ts';
import { rarePlaces } from '../question/rare.ts';
import type { Rare } from '../question/rare.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import type { Compiled } from '../sigma/compiled.ts';
import { hitsSql } from '../sigma/run.ts';
import { number, text } from '../engine/sql.ts';

export type Behind =
  | { readonly of: 'claim'; readonly path: string; readonly scope: ClaimScope; readonly pick: ClaimPick; readonly value: string }
  | {
      readonly of: 'beacon';
      readonly seenIn: 'web' | 'flow' | 'event';
      readonly source: string;
      readonly destination: string;
      readonly userAgent: string;
      readonly port: number;
    }
  | {
      readonly of: 'sighting';
      readonly table: Table;
      readonly kind: IndicatorKind;
      readonly role: string;
      readonly value: string;
      readonly computer: string;
    }
  | { readonly of: 'data-out'; readonly from: 'flow' | 'web'; readonly computer: string; readonly destination: string }
  | { readonly of: 'rule'; readonly rule: Compiled; readonly source: string | null }
  | { readonly of: 'attacker'; readonly source: string; readonly pick: AttackerPick; readonly shape: string }
  | { readonly of: 'rare'; readonly kind: Rare['kind']; readonly table: Rare['table']; readonly value: string }
  | { readonly of: 'source'; readonly table: Table; readonly dataset: string }
  | { readonly of: 'rejects'; readonly file: number | null };

export type SourceLine = LineRef & {
  /** UTC; null where the line has no time. */
  readonly at: string | null;
  readonly zone: string;
  readonly zoneOrigin: string;
  /** Of a line that could not be read. */
  readonly reject: string;
};

export type LinesBehind = { readonly total: number; readonly lines: readonly SourceLine[]; readonly next: LineRef | null };

/** `from` where the lines may stand in any table. */
type Where = { readonly table: Table | 'rejects'; readonly from?: string; readonly sql: string };
type Page = { readonly period: Period; readonly after: LineRef | null; readonly limit: number };

/** The lines that a number counted, one page in order of file and line, and how many there are in all. */
export async function linesBehind(engine: LogEngine, behind: Behind, page: Page): Promise<Result<LinesBehind, EngineFault>> {
  const where = whereOf(behind, page.period);
  if (where === null) return ok({ total: 0, lines: [], next: null });
  const from = fromOf(where);
  const columns =
    where.table === 'rejects'
      ? `file, line, NULL AS at, '' AS zone, '' AS zoneOrigin, reject`
      : `file, line, if(\`@timestamp\` = toDateTime64(0, 6, 'UTC'), NULL, concat(formatDateTime(\`@timestamp\`, '%FT%T', 'UTC'), 'Z')) AS at,
         toString(\`event.timezone\`) AS zone, toString(\`event.time_origin\`) AS zoneOrigin, '' AS reject`;
  const after = page.after === null ? '' : `AND (file, line) > (${number(page.after.file)}, ${number(page.after.line)})`;
  const rows = await engine.read<SourceLine>(
    `SELECT ${columns} FROM ${from} WHERE ${where.sql} ${after} ORDER BY file, line LIMIT ${number(page.limit + 1)}`,
    { seconds: 300 },
  );
  if (!rows.ok) return rows;
  const counted = await engine.read<{ n: number }>(`SELECT count() AS n FROM ${from} WHERE ${where.sql}`, { seconds: 300 });
  if (!counted.ok) return counted;
  const lines = rows.value.slice(0, page.limit);
  const last = lines.at(-1);
  return ok({
    total: counted.value[0]?.n ?? 0,
    lines,
    next: rows.value.length > page.limit && last !== undefined ? { file: last.file, line: last.line } : null,
  });
}

/** The table, or the subquery, in which the lines are. */
export function fromOf(where: Where): string {
  return where.from ?? `matoi.${where.table}`;
}

/** Null: nothing can stand behind it. */
export function whereOf(behind: Behind, period: Period): Where | null {
  switch (behind.of) {
    case 'claim':
      return claimWhere(behind, period);
    case 'beacon': {
      const shape = beaconShapes.find((one) => one.seenIn === behind.seenIn);
      if (shape === undefined) return null;
      const agent = behind.seenIn === 'flow' ? '1' : `${shape.agent} = ${text(behind.userAgent)}`;
      const ends = `${shape.source} = ${text(behind.source)} AND ${shape.destination} = ${text(behind.destination)}`;
      return { table: behind.seenIn, sql: `${between(period)} AND ${ends} AND ${agent} AND ${shape.port} = ${number(behind.port)}` };
    }
    case 'sighting': {
      const kind = behind.kind === 'cidr' ? 'ip' : behind.kind;
      const place = indicatorPlaces[behind.table][kind]?.find((one) => one.as === behind.role);
      if (place === undefined) return null;
      const met = place.values === undefined ? `${place.sql} = ${text(behind.value)}` : `has(${place.values}, ${text(behind.value)})`;
      return {
        table: behind.table,
        sql: `${between(period)} AND ${met} AND ${computerIn(behind.table)} = ${text(behind.computer)}`,
      };
    }
    case 'data-out': {
      const { destination } = dataOutColumns(behind.from);
      return {
        table: behind.from,
        sql: `${between(period)} AND \`source.ip\` = ${text(behind.computer)} AND ${destination} = ${text(behind.destination)}`,
      };
    }
    case 'rule':
      return ruleWhere(behind.rule, behind.source, period);
    case 'attacker':
      return attackerWhere(behind, period);
    case 'rare': {
      const place = rarePlaces.find((one) => one.kind === behind.kind && one.table === behind.table);
      return place === undefined ? null : { table: place.table, sql: `${between(period)} AND ${place.column} = ${text(behind.value)}` };
    }
    case 'source':
      return { table: behind.table, sql: `${between(period)} AND \`event.dataset\` = ${text(behind.dataset)}` };
    default:
      return {
        table: 'rejects',
        sql: `reject NOT IN ('header', 'blank')${behind.file === null ? '' : ` AND file = ${number(behind.file)}`}`,
      };
  }
}

/** What a correlation found may stand in any table: its rows are looked up by their numbers. */
function ruleWhere(rule: Compiled, source: string | null, period: Period): Where {
  const who = source === null ? '' : ` AND \`source.ip\` = ${text(source)}`;
  if (!rule.correlation) return { table: rule.table, sql: `${rule.test} AND ${between(period)}${who}` };
  const columns = 'file, line, `@timestamp`, `source.ip`, `event.timezone`, `event.time_origin`';
  const from = `(${tables.map((table) => `SELECT ${columns} FROM matoi.${table}`).join(' UNION ALL ')})`;
  return { table: rule.table, from, sql: `(file, line) IN (SELECT file, line FROM (${hitsSql(rule, period)}) WHERE 1${who})` };
}

function attackerWhere({ source, pick, shape }: Extract<Behind, { of: 'attacker' }>, period: Period): Where {
  const hit = `${between(period)} AND \`source.ip\` = ${text(source)}`;
  const web = (sql: string): Where => ({ table: 'web', sql });
  switch (pick) {
    case 'requests':
      return web(hit);
    case 'missing':
      return web(`${hit} AND \`http.response.status_code\` = 404`);
    case 'answered':
      return web(among(hit, `${GOOD} AND ${attackShaped()}`));
    case 'shape':
      return web(among(hit, `has(${shapesSeen()}, ${text(shape)})`));
    default:
      return web(among(hit, attackShaped()));
  }
}

/** The grammar of attacks costs much: an aggregate is judged after the rest has been looked for, a condition beside it is not. */
function among(hit: string, wanted: string): string {
  return `(file, line) IN (SELECT r.1, r.2 FROM (SELECT groupArrayIf(${MOST_LINES})((file, line), ${wanted}) AS rs
    FROM matoi.web WHERE ${hit}) ARRAY JOIN rs AS r)`;
}

/** More attack-shaped requests for one path than anybody reads. */
const MOST_LINES = 1_000_000;
const GOOD = '`http.response.status_code` BETWEEN 200 AND 299';

function claimWhere({ path, scope, pick, value }: Extract<Behind, { of: 'claim' }>, period: Period): Where {
  const test = pathTest(path, period, scope);
  const hit = `${between(period)} AND ${test}`;
  const bad = attackShaped();
  const web = (sql: string): Where => ({ table: 'web', sql });
  switch (pick) {
    case 'requests':
      return web(hit);
    case 'attackShaped':
      return web(among(hit, bad));
    case 'attackAnswered':
      return web(among(hit, `${GOOD} AND ${bad}`));
    case 'posts':
      return web(`${hit} AND \`http.request.method\` IN ('POST', 'PUT', 'PATCH')`);
    case 'status':
      return web(`${hit} AND toString(\`http.response.status_code\`) = ${text(value)}`);
    case 'method':
      return web(`${hit} AND \`http.request.method\` = ${text(value)}`);
    case 'source':
      return web(`${hit} AND \`source.ip\` = ${text(value)}`);
    case 'shape':
      return web(among(hit, `has(${shapesSeen()}, ${text(value)})`));
    case 'unusuallyLarge': {
      const usual = `SELECT greatest(toUInt64(ifNotFinite(quantileExactIf(0.5)(\`http.response.body.bytes\`, ${GOOD} AND NOT ${bad}), 0)), 1) FROM matoi.web WHERE ${hit}`;
      return web(among(hit, `${GOOD} AND \`http.response.body.bytes\` > 3 * (${usual}) AND ${bad}`));
    }
    case 'followUps':
      return web(`(file, line) IN (SELECT w.file, w.line FROM
        (SELECT file, line, \`source.ip\` AS ip, \`@timestamp\` AS at FROM matoi.web WHERE ${GOOD} AND NOT ${test}) AS w
        ASOF INNER JOIN (SELECT r.1 AS ip, r.2 AS at FROM
          (SELECT groupArrayIf(${MOST_LINES})((\`source.ip\`, \`@timestamp\`), ${bad}) AS rs FROM matoi.web WHERE ${hit}) ARRAY JOIN rs AS r) AS b
        ON w.ip = b.ip AND w.at >= b.at WHERE w.at <= b.at + INTERVAL 600 SECOND)`);
    default:
      return { table: 'rejects', sql: rejectsTest(path, scope) };
  }
}
