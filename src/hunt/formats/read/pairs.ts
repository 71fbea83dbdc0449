// SPDX-License-Identifier: Apache-2.0
// Lists of key=value, each dialect as steps that make `keys` and `values`, and what columns take of them. Who writes a
// log's free text can write keys into it: where a key stands twice with two different addresses, the line is refused.
import { text } from '../../engine/sql.ts';
import { address } from './address.ts';
import { firstOf } from './typed.ts';

type Step = readonly [name: string, sql: string];
export type Names = Readonly<Record<string, readonly string[]>>;

/** `keys` and `values` as a map `m`; of a key that stands twice, the first. */
export const MAP: Step = ['m', "mapFromArrays(keys, arrayResize(values, length(keys), ''))"];

/** For each column, SQL for the first of its keys that the map `m` holds. */
export function textsFrom(names: Names): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([column, keys]) => [column, firstOf(...keys.map((key) => `m[${text(key)}]`))]));
}

/** The addresses that any of these keys gives in a line, each once: more than one is a line that says two things. */
export function addressesOf(keys: readonly string[]): string {
  return `arrayDistinct(arrayFilter(a -> a != '', arrayMap((k, v) -> if(k IN (${keys.map(text).join(',')}), ${address('v')}, ''), keys, values)))`;
}

/**
 * `key="a text" key=word`, parted by blanks or commas (FortiGate, SonicWall, ulogd). A quote ends a text only where a
 * further key or nothing follows it: programs do not escape the quotes of what they were sent.
 */
export function quotedPairs(sql: string): readonly Step[] {
  return [
    [
      'marked',
      `replaceRegexpAll(replaceRegexpAll(${sql}, '(^|[^\\\\\\\\])"([ ,;]+[A-Za-z0-9_.-]+=|\\\\s*$)', '\\\\1\\x02\\\\2'), '\\x02([ ,;]+[A-Za-z0-9_.-]+=)"\\x02?([ ,;]|$)', '\\x02\\\\1\\\\2')`,
    ],
    ['all', `extractAllGroups(concat(' ', marked), '[ ,;]([A-Za-z0-9_.-]+)=(?:"([^\\x02]*)\\x02|([^ ,;"\\x02]*))')`],
    ['keys', `arrayMap(g -> g[1], all)`],
    ['values', `arrayMap(g -> if(g[2] != '', replaceAll(replaceAll(g[2], '\\\\"', '"'), '\\\\\\\\', '\\\\'), g[3]), all)`],
    MAP,
  ];
}

/** CEF's extension: values hold blanks and end where the next ` key=` begins; `\=`, `\\`, `\n` are escapes. */
export function cefPairs(sql: string): { readonly keys: string; readonly values: string } {
  const key = '(?:^|\\\\s)([A-Za-z0-9_.\\\\[\\\\]-]+)=';
  return {
    keys: `extractAll(${sql}, '${key}')`,
    values: `arrayMap(v -> replaceAll(replaceAll(v, '\\\\=', '='), '\\\\\\\\', '\\\\'), arraySlice(splitByRegexp('${key.replace('([', '[').replace('+)', '+')}', ${sql}), 2))`,
  };
}

/** LEEF's attributes, parted by the one sign that its header names. */
export function leefPairs(sql: string, delimiter: string): { readonly keys: string; readonly values: string } {
  const cells = `arrayFilter(c -> position(c, '=') > 1, splitByChar('\\x02', replaceAll(${sql}, ${delimiter}, '\\x02')))`;
  return {
    keys: `arrayMap(c -> trimBoth(substring(c, 1, position(c, '=') - 1)), ${cells})`,
    values: `arrayMap(c -> trimRight(substring(c, position(c, '=') + 1)), ${cells})`,
  };
}
