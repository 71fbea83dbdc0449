// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../schema.ts';
import { columnsOf } from '../schema.ts';
import { text } from '../sql.ts';

/** `1521911720.865716` to the microsecond, through a decimal: a float would lose the last digit. */
export function epochMicros(sql: string): string {
  return `toDateTime64(toDecimal64OrZero(${sql}, 6), 6, 'UTC')`;
}

/** A text expression as the column's type. */
export function asType(type: string, sql: string): string {
  if (type.startsWith('UInt16')) return `toUInt16OrZero(${sql})`;
  if (type.startsWith('UInt64')) return `toUInt64OrZero(${sql})`;
  if (type === 'Float64') return `toFloat64OrZero(${sql})`;
  return sql;
}

/** Field -> column, each value given as a text expression; where two fields feed one column the first that is there wins. */
export function columnExpressions(
  table: Table,
  fields: Readonly<Record<string, string>>,
  valueOf: (field: string) => string | null,
): Record<string, string> {
  const types = columnsOf(table);
  const texts = new Map<string, string>();
  for (const [field, name] of Object.entries(fields)) {
    const sql = valueOf(field);
    if (sql === null || types[name] === undefined) continue;
    const before = texts.get(name);
    texts.set(name, before === undefined ? sql : `if(${before} != '', ${before}, ${sql})`);
  }
  return Object.fromEntries([...texts].map(([name, sql]) => [name, asType(types[name] ?? 'String', sql)]));
}

function scalar(sql: string): string {
  return `multiIf(startsWith(${sql}, '"'), JSONExtractString(${sql}), ${sql} = 'null', '', match(${sql}, '^-?[0-9]+[.eE]'), toString(round(toFloat64OrZero(${sql}), 6)), ${sql})`;
}

/** A raw JSON value in the same plain form that the tab-separated encoding of the same event gets. */
export function plainJson(raw: string): string {
  return `if(startsWith(${raw}, '['), arrayStringConcat(arrayMap(e -> ${scalar('e')}, JSONExtractArrayRaw(${raw})), ','), ${scalar(raw)})`;
}

/** All keys of the line's object that have no column of their own, in plain form; empty ones are not there. */
export function extraOfJson(named: readonly string[]): string {
  const kept = `arrayFilter(x -> NOT has([${named.map(text).join(',')}], x.1), JSONExtractKeysAndValuesRaw(l))`;
  return `mapFilter((k, v) -> v != '', mapFromArrays(arrayMap(x -> x.1, ${kept}), arrayMap(x -> ${plainJson('x.2')}, ${kept})))`;
}

/** One key of the line's object in plain form. */
export function jsonValue(key: string): string {
  return plainJson(`JSONExtractRaw(l, ${text(key)})`);
}
