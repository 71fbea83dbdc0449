// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../../engine/schema.ts';
import { columnsOf } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';

/** `1521911720.865716` to the microsecond, through a decimal: a float would lose the last digit. */
export function epochMicros(sql: string): string {
  return `toDateTime64(toDecimal64OrZero(${sql}, 6), 6, 'UTC')`;
}

/** The first of these texts that is there. */
export function firstOf(...sql: readonly string[]): string {
  const last = sql.at(-1) ?? `''`;
  if (sql.length < 2) return last;
  return `multiIf(${sql
    .slice(0, -1)
    .map((one) => `${one} NOT IN ('', '-'), ${one}`)
    .join(', ')}, ${last})`;
}

/** Field -> column, each value given as a text expression; where several fields feed one column the first that is there wins. */
export function columnTexts(
  table: Table,
  fields: Readonly<Record<string, string>>,
  valueOf: (field: string) => string | null,
): Record<string, string> {
  const types = columnsOf(table);
  const texts = new Map<string, string[]>();
  for (const [field, name] of Object.entries(fields)) {
    const sql = valueOf(field);
    if (sql === null || types[name] === undefined) continue;
    texts.set(name, [...(texts.get(name) ?? []), sql]);
  }
  return Object.fromEntries([...texts].map(([name, sql]) => [name, firstOf(...sql)]));
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

/** One key of the line's object, or one inside another, in plain form. */
export function jsonValue(...path: readonly string[]): string {
  return plainJson(`JSONExtractRaw(l, ${path.map(text).join(', ')})`);
}

export const VALID_JSON = `isValidJSON(l) AND startsWith(l, '{')`;
