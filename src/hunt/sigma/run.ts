// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine.port.ts';
import { between } from '../period.ts';
import type { Period } from '../period.ts';
import { tables } from '../schema.ts';
import type { Table } from '../schema.ts';
import { text } from '../sql.ts';
import type { Compiled } from './compiled.ts';
import { allText } from './fields.ts';

/** What a rule found. Its author and licence stand beside it, as the rules' licence asks. */
export type RuleHit = {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly license: string;
  readonly level: string;
  readonly file: string;
  readonly falsePositives: readonly string[];
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly sources: readonly { readonly ip: string; readonly count: number }[];
  readonly lines: readonly { readonly file: number; readonly line: number }[];
};

/** The rule set SigmaHQ's licence (Detection Rule License 1.1) asks for attribution; a rule without its own says so. */
const DEFAULT_LICENSE = 'as stated by its author (SigmaHQ: Detection Rule License 1.1)';
const CHUNK = 60;
/** The engine's multi-search takes at most 255. */
const NEEDLES = 250;

/** All rules in one pass over each table: a cheap search for necessary literals first, the rules on what is left. */
export async function runRules(
  engine: LogEngine,
  compiled: readonly Compiled[],
  period: Period,
): Promise<Result<readonly RuleHit[], EngineFault>> {
  const hits: RuleHit[] = [];
  for (const table of tables) {
    const rules = compiled.filter((rule) => rule.table === table && !rule.correlation);
    for (let at = 0; at < rules.length; at += CHUNK) {
      const found = await runOn(engine, table, rules.slice(at, at + CHUNK), period);
      if (!found.ok) return found;
      hits.push(...found.value);
    }
  }
  for (const rule of compiled.filter((one) => one.correlation)) {
    const found = await details(engine, rule, rule.sql, 0);
    if (!found.ok) return found;
    if (found.value.count > 0) hits.push(found.value);
  }
  return ok(hits.toSorted((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1)));
}

export function scanSql(table: Table, rules: readonly Compiled[], period: Period): string {
  const counts = rules.map((rule, index) => `countIf(${rule.test}) AS c${index}`);
  return `SELECT ${counts.join(', ')} FROM matoi.${table} WHERE ${between(period)} AND ${prefilter(table, rules)}`;
}

/** Rules without a necessary literal join the filter with their own test, so nothing is lost by it. */
function prefilter(table: Table, rules: readonly Compiled[]): string {
  const literals = [...new Set(rules.flatMap((rule) => rule.literals ?? []).map((literal) => literal.toLowerCase()))];
  const bare = rules.filter((rule) => rule.literals === null).map((rule) => `(${rule.test})`);
  // Bytes, not expressions: a text that is not valid UTF-8 must not slip through.
  const quick = Array.from({ length: Math.ceil(literals.length / NEEDLES) }, (_, at) =>
    literals.slice(at * NEEDLES, (at + 1) * NEEDLES),
  ).map((some) => `multiSearchAny(lower(${allText(table)}), [${some.map(text).join(', ')}])`);
  return quick.length + bare.length === 0 ? '1' : `(${[...quick, ...bare].join(' OR ')})`;
}

async function runOn(
  engine: LogEngine,
  table: Table,
  rules: readonly Compiled[],
  period: Period,
): Promise<Result<readonly RuleHit[], EngineFault>> {
  if (rules.length === 0) return ok([]);
  const counted = await engine.read<Record<string, number>>(scanSql(table, rules, period), { seconds: 900 });
  if (!counted.ok) return counted;
  const hits: RuleHit[] = [];
  for (const [index, rule] of rules.entries()) {
    const count = counted.value[0]?.[`c${index}`] ?? 0;
    if (count === 0) continue;
    const found = await details(engine, rule, `${rule.sql} AND ${between(period)}`, count);
    if (!found.ok) return found;
    hits.push(found.value);
  }
  return ok(hits);
}

type Summary = { n: number; first: string; last: string; lines: [number, number][]; sources: [string, number][] };

async function details(engine: LogEngine, rule: Compiled, sql: string, known: number): Promise<Result<RuleHit, EngineFault>> {
  const rows = await engine.read<Summary>(
    `SELECT count() AS n, concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS last,
       arraySlice(arraySort(groupArraySorted(50)((file, line))), 1, 20) AS lines, topKWeighted(10, 3, 'counts')(\`source.ip\`, 1) AS top,
       arrayMap(x -> (x.1, x.2), top) AS sources FROM (${sql})`,
    { seconds: 900 },
  );
  if (!rows.ok) return rows;
  const row = rows.value[0];
  const { head } = rule;
  return ok({
    id: head.id,
    title: head.title,
    author: head.author,
    license: head.license === '' ? DEFAULT_LICENSE : head.license,
    level: head.level,
    file: rule.file,
    falsePositives: head.falsePositives,
    count: row?.n ?? known,
    first: row?.first ?? '',
    last: row?.last ?? '',
    sources: (row?.sources ?? []).map(([ip, count]) => ({ ip, count })),
    lines: (row?.lines ?? []).map(([file, line]) => ({ file, line })),
  });
}
