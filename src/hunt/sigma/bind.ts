// SPDX-License-Identifier: Apache-2.0
// From compiled rules to those that the logs at hand can answer. A rule whose logs nobody imported, or whose columns are
// not in them, is no rule that found nothing: it is listed with its reason.
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { readFacts } from '../coverage/facts.ts';
import type { FileFacts } from '../coverage/facts.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import { ruleSql } from './compile.ts';
import type { Compiled } from './compiled.ts';
import { aliasOf, correlationSql } from './correlation.ts';
import { columnsOfField } from './fields.ts';
import type { Expression, Item } from './rule.ts';
import { expressionSql } from './to-sql.ts';

export type Unanswered = {
  readonly file: string;
  readonly place: number;
  readonly id: string;
  readonly title: string;
  /** `no-log`: no log of its kind is there. `no-column`: its logs lack columns it asks for. `in-part`: some of them do. */
  readonly why: 'no-log' | 'no-column' | 'in-part';
  readonly columns: readonly string[];
  readonly reason: Bilingual;
};
export type Bound = { readonly rules: readonly Compiled[]; readonly unanswered: readonly Unanswered[] };

/** One kind of row of one file; some files hold several. */
type Log = Pick<FileFacts, 'file' | 'dataset' | 'columns'>;
type Logs = { readonly of: (rule: Compiled) => readonly Log[] };

/** Rules made for the logs at hand, and those that these cannot answer, or not everywhere. */
export async function bindRules(engine: LogEngine, compiled: readonly Compiled[]): Promise<Result<Bound, EngineFault>> {
  const logs = await logsOf(engine, compiled.flatMap(plainRules));
  if (!logs.ok) return logs;
  const rules: Compiled[] = [];
  const unanswered: Unanswered[] = [];
  for (const rule of compiled) {
    const made = bind(rule, logs.value);
    if (made.rule !== null) rules.push(made.rule);
    if (made.unanswered !== null) unanswered.push(made.unanswered);
  }
  return ok({ rules, unanswered });
}

function plainRules(rule: Compiled): readonly Compiled[] {
  return rule.made.of === 'rule' ? [rule] : rule.made.bases.flatMap((base) => plainRules(base.rule));
}

/** Which logs hold rows of each rule's source. */
async function logsOf(engine: LogEngine, rules: readonly Compiled[]): Promise<Result<Logs, EngineFault>> {
  const facts = await readFacts(engine);
  if (!facts.ok) return facts;
  const found = new Map<string, readonly Log[]>();
  for (const table of tables) {
    const places = [...new Set(rules.filter((rule) => rule.table === table).map((rule) => rule.rows))];
    const mine = facts.value.filter((one) => one.table === table);
    if (places.length === 0 || mine.length === 0) continue;
    const seen = await engine.read<{ dataset: string; file: number; hits: number[] }>(
      `SELECT file, toString(\`event.dataset\`) AS dataset, [${places.map((place) => `max(${place})`).join(', ')}] AS hits FROM matoi.${table} GROUP BY file, dataset ORDER BY file, dataset`,
      { seconds: 300 },
    );
    if (!seen.ok) return seen;
    for (const [at, place] of places.entries()) {
      const rows = seen.value.filter((row) => Number(row.hits[at]) === 1);
      found.set(
        `${table}\n${place}`,
        mine.filter((fact) => rows.some((row) => row.file === fact.file && row.dataset === fact.dataset)),
      );
    }
  }
  return ok({ of: (rule) => found.get(`${rule.table}\n${rule.rows}`) ?? [] });
}

type Made = { readonly rule: Compiled | null; readonly unanswered: Unanswered | null };

function bind(rule: Compiled, logs: Logs): Made {
  if (rule.made.of === 'correlation') return bindCorrelation(rule, rule.made, logs);
  const mine = logs.of(rule);
  const { file, place, head, table } = rule;
  const named = { file, place, id: head.id, title: head.title };
  if (mine.length === 0) return { rule: null, unanswered: { ...named, why: 'no-log', columns: [], reason: NO_LOG } };
  const { expression } = rule.made;
  const lacks = (item: Item) => mine.filter((log) => !hasColumns(log, table, item));
  const dead = mine.filter((log) => !canBe(expression, (item) => !hasColumns(log, table, item)).true);
  const columns = missingColumns(expression, table, dead.length > 0 ? dead : mine);
  if (dead.length === mine.length) return { rule: null, unanswered: { ...named, why: 'no-column', columns, reason: noColumn(columns) } };
  const test = `(${rule.rows}) AND (${expressionSql(expression, table, (item) => lackingSql(lacks(item), mine))})`;
  const bound = columns.length === 0 ? rule : { ...rule, test, sql: ruleSql(table, test) };
  return { rule: bound, unanswered: columns.length === 0 ? null : { ...named, why: 'in-part', columns, reason: inPart(columns, dead) } };
}

/** A correlation needs every rule that it counts: what one of them cannot answer, it cannot either. */
function bindCorrelation(rule: Compiled, made: Extract<Compiled['made'], { of: 'correlation' }>, logs: Logs): Made {
  const { document } = made;
  const bases = made.bases.map((base) => ({ name: base.name, made: bind(base.rule, logs), rule: base.rule }));
  const first = bases.find((base) => base.made.rule === null);
  const named = { file: rule.file, place: rule.place, id: rule.head.id, title: rule.head.title };
  if (first !== undefined && first.made.unanswered !== null) {
    const { why, columns, reason } = first.made.unanswered;
    return { rule: null, unanswered: { ...named, why, columns, reason } };
  }
  const asked = [...document.groupBy, ...(document.condition.field === null ? [] : [document.condition.field])];
  const missing = bases.flatMap((base) =>
    asked
      .flatMap((field) => columnsOfField(base.rule.table, aliasOf(document, field, base.name)))
      .filter((column) => !logs.of(base.rule).some((log) => present(log, column))),
  );
  if (missing.length > 0) {
    const columns = [...new Set(missing)];
    return { rule: null, unanswered: { ...named, why: 'no-column', columns, reason: noColumn(columns) } };
  }
  const bound = bases.flatMap(({ name, made: base }) => (base.rule === null ? [] : [{ name, rule: base.rule }]));
  const parts = bases.flatMap((base) => base.made.unanswered ?? []);
  const columns = [...new Set(parts.flatMap((part) => part.columns))];
  return {
    rule: { ...rule, sql: correlationSql(document, bound), made: { ...made, bases: bound } },
    unanswered: parts.length === 0 ? null : { ...named, why: 'in-part', columns, reason: parts[0]?.reason ?? noColumn(columns) },
  };
}

const ALWAYS_THERE = new Set(['@timestamp', 'event.dataset', 'file', 'line', 'event.time_origin', 'event.timezone']);

function present(log: Log, column: string): boolean {
  return ALWAYS_THERE.has(column) || log.columns.includes(column);
}

/** Keywords are sought in whatever is there. */
function hasColumns(log: Log, table: Table, item: Item): boolean {
  return columnsOfItem(table, item).every((column) => present(log, column));
}

function columnsOfItem(table: Table, item: Item): readonly string[] {
  if (item.field === null) return [];
  const others = item.matches.flatMap((match) => (match.is === 'field' ? columnsOfField(table, match.field) : []));
  return [...columnsOfField(table, item.field), ...others];
}

function lackingSql(lacking: readonly Log[], all: readonly Log[]): string | null {
  if (lacking.length === 0) return null;
  if (lacking.length === all.length) return '1';
  return `((file, toString(\`event.dataset\`)) IN (${lacking.map((log) => `(${log.file}, ${text(log.dataset)})`).join(', ')}))`;
}

/** Whether an expression can come out true, or false, when some items are neither. */
function canBe(expression: Expression, unknown: (item: Item) => boolean): { readonly true: boolean; readonly false: boolean } {
  if (expression.do === 'item') return unknown(expression.item) ? { true: false, false: false } : { true: true, false: true };
  if (expression.do === 'not') {
    const inner = canBe(expression.of, unknown);
    return { true: inner.false, false: inner.true };
  }
  const parts = expression.of.map((one) => canBe(one, unknown));
  return expression.do === 'and'
    ? { true: parts.every((part) => part.true), false: parts.some((part) => part.false) }
    : { true: parts.some((part) => part.true), false: parts.every((part) => part.false) };
}

function missingColumns(expression: Expression, table: Table, logs: readonly Log[]): readonly string[] {
  const items = (one: Expression): readonly Item[] =>
    one.do === 'item' ? [one.item] : one.do === 'not' ? items(one.of) : one.of.flatMap(items);
  const asked = new Set(items(expression).flatMap((item) => columnsOfItem(table, item)));
  return [...asked].filter((column) => logs.some((log) => !present(log, column))).toSorted();
}

const NO_LOG: Bilingual = { ja: '対象の種類のログが取り込まれていない', en: 'no log of its kind has been imported' };

function noColumn(columns: readonly string[]): Bilingual {
  return {
    ja: `取り込んだログに項目（${columns.map(plain).join('、')}）がなく、問えない`,
    en: `cannot be asked: the logs imported do not have ${columns.map(plain).join(', ')}`,
  };
}

function inPart(columns: readonly string[], dead: readonly Log[]): Bilingual {
  const where = [...new Set(dead.map((log) => log.dataset))];
  return where.length === 0
    ? {
        ja: `条件の一部（${columns.map(plain).join('、')}）を問えないログがある`,
        en: `part of it (${columns.map(plain).join(', ')}) cannot be asked of some logs`,
      }
    : {
        ja: `${where.join('、')} のログには項目（${columns.map(plain).join('、')}）がなく、問えない`,
        en: `cannot be asked of ${where.join(', ')}, which does not have ${columns.map(plain).join(', ')}`,
      };
}

function plain(column: string): string {
  return column.replace(/^extra\./, '');
}
