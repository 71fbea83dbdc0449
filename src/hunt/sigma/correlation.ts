// SPDX-License-Identifier: Apache-2.0
// Correlations of Sigma 2.1 as sliding windows: for each event, what happened in the timespan that ends with it.
import { number, text } from '../engine/sql.ts';
import type { Compiled } from './compiled.ts';
import { fieldOf } from './fields.ts';
import type { FieldSql } from './fields.ts';
import type { Correlation } from './rule.ts';
import { Unsupported } from './rule.ts';
import { togetherSql } from './together.ts';

const SIGN = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '!=' } as const;

export type Base = { readonly name: string; readonly rule: Compiled };

/** The rules that a correlation names, as they were compiled. */
export function basesOf(correlation: Correlation, rules: ReadonlyMap<string, Compiled>): readonly Base[] {
  const bases = correlation.rules.map((name) => {
    const rule = rules.get(name);
    if (rule === undefined)
      throw new Unsupported(
        `refers to rule "${name}", which is not among the rules given or did not compile`,
        `参照先のルール「${name}」がないか、使えない`,
      );
    return { name, rule };
  });
  if (bases.length === 0) throw new Unsupported('refers to no rule', '参照するルールが書かれていない');
  return bases;
}

/**
 * One row for each group and moment at which the bound is met; `file` and `line` lead to the event that met it. Events
 * that lack a field of the group belong to no group. What a condition says must be absent is absent before and after.
 */
export function correlationSql(correlation: Correlation, bases: readonly Base[]): string {
  const events = bases.map(({ name, rule }, index) => eventsOf(correlation, name, rule, index)).join(' UNION ALL ');
  const { seconds, together } = correlation;
  if (correlation.type === 'temporal_ordered') return ordered(events, bases.length, seconds);
  const window = `PARTITION BY who ORDER BY at RANGE BETWEEN ${seconds} PRECEDING AND CURRENT ROW`;
  const found = 'SELECT file, line, t AS `@timestamp`, ip AS `source.ip`, who, m FROM';
  if (together !== null) {
    const around = `PARTITION BY who ORDER BY at RANGE BETWEEN ${seconds} PRECEDING AND ${seconds} FOLLOWING`;
    const place = (name: string) => bases.findIndex((base) => base.name === name);
    const marks = bases.flatMap((_, at) => [
      `countIf(r = ${at}) OVER (${window}) AS met${at}`,
      `countIf(r = ${at}) OVER (${around}) AS near${at}`,
    ]);
    const test = togetherSql(
      together,
      (name) => `met${place(name)} > 0`,
      (name) => `near${place(name)} > 0`,
    );
    return `${found} (SELECT *, 1 AS m FROM (SELECT *, ${marks.join(', ')} FROM (${events})) WHERE ${test})`;
  }
  const measure = measureOf(correlation, window);
  const bound =
    correlation.type === 'temporal' && correlation.condition.bounds.length === 0
      ? `m >= ${bases.length}`
      : correlation.condition.bounds.map(({ by, value }) => `m ${SIGN[by]} ${number(value)}`).join(' AND ');
  return `${found} (SELECT *, ${measure} AS m FROM (${events})) WHERE ${bound}`;
}

function measureOf({ type, condition }: Correlation, window: string): string {
  switch (type) {
    case 'event_count':
      return `count() OVER (${window})`;
    case 'value_count':
      return `uniqExactIf(v, v != '') OVER (${window})`;
    case 'temporal':
      return `uniqExact(r) OVER (${window})`;
    case 'value_sum':
      return `sum(toFloat64OrZero(v)) OVER (${window})`;
    case 'value_avg':
      return `ifNotFinite(avgIf(toFloat64OrZero(v), v != '') OVER (${window}), 0)`;
    case 'value_percentile':
      // How rare this value is among the values of its window, in percent.
      return `100 * (count() OVER (PARTITION BY who, v ORDER BY at RANGE BETWEEN ${window.match(/BETWEEN (\d+)/)?.[1] ?? '0'} PRECEDING AND CURRENT ROW)) / (count() OVER (${window}))`;
    default:
      throw new Unsupported(`no measure for ${type} of ${condition.field ?? ''}`, `${type}（${condition.field ?? ''}）の数え方がない`);
  }
}

/** The funnel function walks the rules in their order within the span, and resets when the span is over. */
function ordered(events: string, rules: number, seconds: number): string {
  const steps = Array.from({ length: rules }, (_, index) => `r = ${index}`).join(', ');
  return `SELECT argMax(file, at) AS file, argMax(line, at) AS line, max(t) AS \`@timestamp\`, any(ip) AS \`source.ip\`, who, windowFunnel(${seconds})(at, ${steps}) AS m
    FROM (${events}) GROUP BY who HAVING m = ${rules}`;
}

function eventsOf(correlation: Correlation, name: string, rule: Compiled, index: number): string {
  const { table, test } = rule;
  const field = (one: string) => textOf(fieldOf(table, aliasOf(correlation, one, name)));
  const groups = correlation.groupBy.map(field);
  const who = groups.length === 0 ? `''` : `concat(${[...groups, `''`].join(`, ${text('\n')}, `)})`;
  const value = correlation.condition.field === null ? `''` : field(correlation.condition.field);
  const grouped = groups.map((one) => ` AND ${one} != ''`).join('');
  return `SELECT file, line, \`@timestamp\` AS t, toUInt32(toUnixTimestamp(t)) AS at, \`source.ip\` AS ip, ${who} AS who, ${value} AS v, ${index} AS r FROM matoi.${table} WHERE ${test}${grouped}`;
}

/** The field that a correlation's alias stands for in one of its rules; the name itself where it is no alias. */
export function aliasOf({ aliases }: Correlation, field: string, rule: string): string {
  const named = Object.hasOwn(aliases, field) ? aliases[field] : undefined;
  return named !== undefined && Object.hasOwn(named, rule) ? (named[rule] ?? field) : field;
}

function textOf(field: FieldSql): string {
  return field.type === 'text' ? (field.whole[0] ?? `''`) : `toString(${field.sql})`;
}
