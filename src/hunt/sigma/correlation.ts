// SPDX-License-Identifier: Apache-2.0
// Correlations of Sigma 2.1 as sliding windows: for each event, what happened in the timespan that ends with it.
import { number, text } from '../sql.ts';
import type { Compiled } from './compiled.ts';
import { fieldOf } from './fields.ts';
import type { FieldSql } from './fields.ts';
import type { Correlation, Rule } from './rule.ts';
import { Unsupported } from './rule.ts';

const SIGN = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '!=' } as const;

type Base = { readonly rule: Rule; readonly compiled: Compiled };

/** One row for each group and moment at which the bound is met; `file` and `line` lead to the event that met it. */
export function correlationSql(correlation: Correlation, rules: ReadonlyMap<string, Base>): string {
  const bases = correlation.rules.map((name) => {
    const base = rules.get(name);
    if (base === undefined)
      throw new Unsupported(
        `refers to rule "${name}", which is not among the rules given or did not compile`,
        `参照先のルール「${name}」がないか、使えない`,
      );
    return { name, base };
  });
  if (bases.length === 0) throw new Unsupported('refers to no rule', '参照するルールが書かれていない');
  const events = bases.map(({ name, base }, index) => eventsOf(correlation, name, base, index)).join(' UNION ALL ');
  const { seconds } = correlation;
  if (correlation.type === 'temporal_ordered') return ordered(events, bases.length, seconds);
  const window = `PARTITION BY who ORDER BY at RANGE BETWEEN ${seconds} PRECEDING AND CURRENT ROW`;
  const measure = measureOf(correlation, window);
  const bound =
    correlation.type === 'temporal' && correlation.condition.bounds.length === 0
      ? `m >= ${bases.length}`
      : correlation.condition.bounds.map(({ by, value }) => `m ${SIGN[by]} ${number(value)}`).join(' AND ');
  return `SELECT file, line, t AS \`@timestamp\`, ip AS \`source.ip\`, who, m FROM (SELECT *, ${measure} AS m FROM (${events})) WHERE ${bound}`;
}

function measureOf({ type, condition }: Correlation, window: string): string {
  switch (type) {
    case 'event_count':
      return `count() OVER (${window})`;
    case 'value_count':
      return `uniqExact(v) OVER (${window})`;
    case 'temporal':
      return `uniqExact(r) OVER (${window})`;
    case 'value_sum':
      return `sum(toFloat64OrZero(v)) OVER (${window})`;
    case 'value_avg':
      return `avg(toFloat64OrZero(v)) OVER (${window})`;
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

function eventsOf(correlation: Correlation, name: string, base: Base, index: number): string {
  const { table, test } = base.compiled;
  const field = (one: string) => textOf(fieldOf(table, aliasOf(correlation, one, name)));
  const who = correlation.groupBy.length === 0 ? `''` : `concat(${[...correlation.groupBy.map(field), `''`].join(`, ${text('\n')}, `)})`;
  const value = correlation.condition.field === null ? `''` : field(correlation.condition.field);
  return `SELECT file, line, \`@timestamp\` AS t, toUInt32(toUnixTimestamp(t)) AS at, \`source.ip\` AS ip, ${who} AS who, ${value} AS v, ${index} AS r FROM matoi.${table} WHERE ${test}`;
}

function aliasOf({ aliases }: Correlation, field: string, rule: string): string {
  const named = Object.hasOwn(aliases, field) ? aliases[field] : undefined;
  return named !== undefined && Object.hasOwn(named, rule) ? (named[rule] ?? field) : field;
}

function textOf(field: FieldSql): string {
  return field.type === 'text' ? (field.whole[0] ?? `''`) : `toString(${field.sql})`;
}
