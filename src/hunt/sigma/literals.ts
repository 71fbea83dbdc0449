// SPDX-License-Identifier: Apache-2.0
import type { Expression, Item, Match } from './rule.ts';

const SHORTEST = 3;

/** A text and the field in which it must stand (case ignored); null: anywhere in the event. */
export type Needle = { readonly field: string | null; readonly text: string };

/**
 * Of these at least one must be there for the rule to hit; null when no such set can be named. One cheap pass over them
 * spares the full rules nearly all events.
 */
export function necessaryLiterals(expression: Expression): readonly Needle[] | null {
  switch (expression.do) {
    case 'item':
      return ofItem(expression.item);
    case 'not':
      return null;
    case 'and': {
      const sets = expression.of.map(necessaryLiterals).filter((set) => set !== null);
      return sets.toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
    }
    default: {
      const sets = expression.of.map(necessaryLiterals);
      return sets.includes(null) ? null : sets.flatMap((set) => set ?? []);
    }
  }
}

/** Texts that most requests hold: looked for only where a rule names nothing better. */
const COMMON = new Set(
  'get post head put http https http:// https:// www. .com .net .jp .html .htm .php .css .js .gif .png .jpg mozilla mozilla/5.0'.split(' '),
);

/** Long and few is best: the most common or shortest literal of a set decides how much it lets through. */
function worth(set: readonly Needle[]): number {
  return Math.min(...set.map(({ text }) => (COMMON.has(text.toLowerCase()) ? 0 : text.length))) - set.length / 100;
}

function ofItem(item: Item): readonly Needle[] | null {
  if (item.not) return null;
  const each = item.matches.map((match) => {
    const found = ofMatch(match);
    return found === null ? null : { field: item.field, text: found };
  });
  if (item.all)
    return (
      each
        .filter((one) => one !== null)
        .map((one) => [one])
        .toSorted((a, b) => worth(b) - worth(a))[0] ?? null
    );
  return each.includes(null) ? null : each.filter((one) => one !== null);
}

function ofMatch(match: Match): string | null {
  if (match.is !== 'text') return null;
  // ASCII only, as a whole: the search folds case as ASCII, other patterns are folded as Unicode, where `K` has a second form.
  const plain = match.pieces.flatMap((piece) => ('plain' in piece ? [piece.plain] : []));
  // oxlint-disable-next-line no-control-regex -- the printable part of ASCII
  if (!plain.every((piece) => /^[\u0020-\u007e]*$/.test(piece))) return null;
  const longest = plain.toSorted((a, b) => b.length - a.length)[0];
  return longest !== undefined && longest.length >= SHORTEST ? longest : null;
}
