// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { bindRules } from './bind.ts';
import type { Unanswered } from './bind.ts';
import type { RefusedRule } from './compile.ts';
import type { Compiled } from './compiled.ts';
import { anyThere } from './haystack.ts';

/** What a rule found. Its author and licence stand beside it, as the rules' licence asks. */
export type RuleHit = {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly license: string;
  readonly level: string;
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly place: number;
  readonly falsePositives: readonly string[];
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** How many there are; `sources` has those with the most hits. */
  readonly sourceCount: number;
  readonly sources: readonly { readonly ip: string; readonly count: number; readonly first: string; readonly last: string }[];
  readonly lines: readonly { readonly file: number; readonly line: number }[];
};

/** `refused`: what the engine itself did not accept; the other rules ran all the same. */
export type RuleRun = {
  readonly hits: readonly RuleHit[];
  readonly refused: readonly RefusedRule[];
  /** Rules that the logs at hand cannot answer, or not everywhere: that they hit nothing says nothing. */
  readonly unanswered: readonly Unanswered[];
};
type Part = Omit<RuleRun, 'unanswered'>;

/** The rule set SigmaHQ's licence (Detection Rule License 1.1) asks for attribution; a rule without its own says so. */
export const DEFAULT_LICENSE = 'as stated by its author (SigmaHQ: Detection Rule License 1.1)';
const CHUNK = 60;

/** Rules of one log source in one pass: its rows first, of them a cheap search for what must be there, the rules on what is left. */
export async function runRules(engine: LogEngine, given: readonly Compiled[], period: Period): Promise<Result<RuleRun, EngineFault>> {
  const bound = await bindRules(engine, given);
  if (!bound.ok) return bound;
  const { rules: compiled, unanswered } = bound.value;
  const hits: RuleHit[] = [];
  const refused: RefusedRule[] = [];
  for (const table of tables) {
    const rules = compiled.filter((rule) => rule.table === table && !rule.correlation);
    for (const some of inChunks(rules)) {
      const found = await apart(some, (part) => runOn(engine, table, part, period));
      if (!found.ok) return found;
      hits.push(...found.value.hits);
      refused.push(...found.value.refused);
    }
  }
  for (const rule of compiled.filter((one) => one.correlation)) {
    const found = await apart([rule], async () => {
      const detail = await details(engine, rule, period, 0);
      return detail.ok ? ok(detail.value.count > 0 ? [detail.value] : []) : detail;
    });
    if (!found.ok) return found;
    hits.push(...found.value.hits);
    refused.push(...found.value.refused);
  }
  return ok({ hits: hits.toSorted((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1)), refused, unanswered });
}

type Run = (rules: readonly Compiled[]) => Promise<Result<readonly RuleHit[], EngineFault>>;

/** One rule that the engine cannot take (an expression that it reads otherwise) must not stop those beside it: it is found by halves. */
async function apart(rules: readonly Compiled[], run: Run): Promise<Result<Part, EngineFault>> {
  const found = await run(rules);
  if (found.ok) return ok({ hits: found.value, refused: [] });
  if (found.error.code !== 'engine-query') return found;
  const [only] = rules;
  if (only !== undefined && rules.length === 1) {
    const why = found.error.detail.split('\n')[0]?.slice(0, 300) ?? '';
    const reason = { ja: `検索エンジンがこの条件を受け付けなかった：${why}`, en: `the engine did not accept its condition: ${why}` };
    return ok({ hits: [], refused: [{ file: only.file, place: only.place, id: only.head.id, title: only.head.title, reason }] });
  }
  const middle = Math.ceil(rules.length / 2);
  const left = await apart(rules.slice(0, middle), run);
  if (!left.ok) return left;
  const right = await apart(rules.slice(middle), run);
  if (!right.ok) return right;
  return ok({ hits: [...left.value.hits, ...right.value.hits], refused: [...left.value.refused, ...right.value.refused] });
}

function inChunks(rules: readonly Compiled[]): readonly (readonly Compiled[])[] {
  return [...Map.groupBy(rules, (rule) => rule.rows).values()].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / CHUNK) }, (_, at) => some.slice(at * CHUNK, (at + 1) * CHUNK)),
  );
}

/** One pass over a table that counts the lines of every rule. */
export function scanSql(table: Table, rules: readonly Compiled[], period: Period): string {
  const counts = rules.map((rule, index) => `countIf(${rule.test}) AS c${index}`);
  return `SELECT ${counts.join(', ')} FROM matoi.${table} WHERE ${between(period)} AND ${worthAsking(rules)}`;
}

/** Rows that some of the rules may hit. A rule for which nothing must be there joins with its own test, so that nothing is lost. */
function worthAsking(rules: readonly Compiled[]): string {
  const sources = [...Map.groupBy(rules, (rule) => rule.rows)].map(([rows, some]) => {
    const quick = some.flatMap((rule) => rule.needed ?? []);
    const tests = [
      ...(quick.length === 0 ? [] : [anyThere(quick)]),
      ...some.flatMap((rule) => (rule.needed === null ? [`(${rule.test})`] : [])),
    ];
    return tests.length === 0 ? '0' : `((${rows}) AND (${tests.join(' OR ')}))`;
  });
  return sources.length === 0 ? '0' : `(${sources.join(' OR ')})`;
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
    const found = await details(engine, rule, period, count);
    if (!found.ok) return found;
    hits.push(found.value);
  }
  return ok(hits);
}

const SOURCES = 50;
type Summary = {
  n: number;
  first: string;
  last: string;
  ips: number;
  sources: [number, string, string, string][];
  lines: [number, number][];
};

/** The rows that a rule hits, as `file`, `line`, `@timestamp` and `source.ip`. What a correlation found counts by the moment at which it was met. */
export function hitsSql(rule: Compiled, period: Period): string {
  if (rule.correlation) return `SELECT * FROM (${rule.sql}) WHERE ${between(period)}`;
  return `${rule.sql} AND ${between(period)}${rule.needed === null ? '' : ` AND ${worthAsking([rule])}`}`;
}

async function details(engine: LogEngine, rule: Compiled, period: Period, known: number): Promise<Result<RuleHit, EngineFault>> {
  const iso = (sql: string) => `concat(formatDateTime(${sql}, '%FT%T', 'UTC'), 'Z')`;
  const rows = await engine.read<Summary>(
    `SELECT sum(c) AS n, min(f) AS first, max(l) AS last, countIf(ip != '') AS ips,
       groupArraySortedIf(${SOURCES})((-toInt64(c), ip, f, l), ip != '') AS sources, arraySlice(arraySort(groupArrayArray(refs)), 1, 20) AS lines
     FROM (SELECT \`source.ip\` AS ip, count() AS c, ${iso('min(`@timestamp`)')} AS f, ${iso('max(`@timestamp`)')} AS l,
       groupArraySorted(20)((file, line)) AS refs FROM (${hitsSql(rule, period)}) GROUP BY ip)`,
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
    place: rule.place,
    falsePositives: head.falsePositives,
    count: row?.n ?? known,
    first: row?.first ?? '',
    last: row?.last ?? '',
    sourceCount: row?.ips ?? 0,
    sources: (row?.sources ?? []).map(([less, ip, first, last]) => ({ ip, count: -less, first, last })),
    lines: (row?.lines ?? []).map(([file, line]) => ({ file, line })),
  });
}
