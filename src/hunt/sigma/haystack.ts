// SPDX-License-Identifier: Apache-2.0
// The cheap search before the rules: which texts are looked for in which column.
import type { Table } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import { fieldOf, keywordTexts, whereFormsIn } from './fields.ts';
import type { Needle } from './literals.ts';
import { escapeRegex } from './to-sql.ts';

/** A text in lower case, and a column (as SQL) in which it may stand. */
export type Haystack = { readonly sql: string; readonly needle: string };

/** One expression of so many words is still read in one go; the engine's search for many words costs ten times as much. */
const NEEDLES = 500;

/** Null when one of them cannot be looked for as text: then the rule has to be asked of every row. */
export function haystacksOf(table: Table, needles: readonly Needle[] | null): readonly Haystack[] | null {
  if (needles === null) return null;
  const each = needles.map(({ field, text: needle }) => {
    const places = field === null ? whereFormsIn(keywordTexts(table)) : placesOf(table, field);
    return places?.map((sql) => ({ sql, needle: needle.toLowerCase() })) ?? null;
  });
  return each.includes(null) ? null : each.flatMap((some) => some ?? []);
}

function placesOf(table: Table, field: string): readonly string[] | null {
  const found = fieldOf(table, field);
  return found.type === 'text' ? whereFormsIn([...found.whole, ...found.parts]) : null;
}

/** True for every row that one of the haystacks lets through; where bytes are no UTF-8, the ones around them are still read. */
export function anyThere(haystacks: readonly Haystack[]): string {
  const tests: string[] = [];
  for (const sql of new Set(haystacks.map((one) => one.sql))) {
    const needles = [...new Set(haystacks.filter((one) => one.sql === sql).map((one) => one.needle))];
    for (let at = 0; at < needles.length; at += NEEDLES) {
      const some = needles.slice(at, at + NEEDLES).map(escapeRegex);
      tests.push(`match(toValidUTF8(lower(${sql})), ${text(some.join('|'))})`);
    }
  }
  return tests.length === 0 ? '0' : `(${tests.join(' OR ')})`;
}
