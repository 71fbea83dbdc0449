// SPDX-License-Identifier: Apache-2.0
import type { Two } from './lang.tsx';
import { terms } from './terms.ts';

export type TermPart = { readonly at: number; readonly text: string; readonly says: Two | null };

const says = new Map(terms.flatMap((term) => term.names.map((name) => [name, term] as const)));
/** A name of Latin letters stands by itself: no ECH in "each", no SPF in "SPFX". */
const NAMES = new RegExp(
  `(?<![A-Za-z0-9_.-])(?:${[...says.keys()].filter((name) => /^\w/.test(name)).join('|')})(?![A-Za-z0-9_])|${[...says.keys()].filter((name) => !/^\w/.test(name)).join('|')}`,
  'g',
);

/** A text cut where a word of the field stands for the first time; together the parts are the text. */
export function termParts(text: string): readonly TermPart[] {
  const parts: TermPart[] = [];
  const met = new Set<unknown>();
  let from = 0;
  for (const hit of text.matchAll(NAMES)) {
    const term = says.get(hit[0]);
    if (term === undefined || met.has(term)) continue;
    met.add(term);
    if (hit.index > from) parts.push({ at: from, text: text.slice(from, hit.index), says: null });
    parts.push({ at: hit.index, text: hit[0], says: term.says });
    from = hit.index + hit[0].length;
  }
  return from === text.length ? parts : [...parts, { at: from, text: text.slice(from), says: null }];
}
