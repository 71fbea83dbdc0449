// SPDX-License-Identifier: Apache-2.0
import type { Expression, Item, Match } from './rule.ts';

const SHORTEST = 3;

/**
 * Texts of which at least one must stand in an event (case ignored) for the rule to hit; null when no such set can be
 * named. One cheap pass over these spares the full rules nearly all events.
 */
export function necessaryLiterals(expression: Expression): readonly string[] | null {
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

/** Long and few is best: the shortest literal of a set decides how much it lets through. */
function worth(set: readonly string[]): number {
  return Math.min(...set.map((literal) => literal.length)) - set.length / 100;
}

function ofItem(item: Item): readonly string[] | null {
  if (item.not) return null;
  const each = item.matches.map(ofMatch);
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
  const longest = match.pieces.flatMap((piece) => ('plain' in piece ? [piece.plain] : [])).toSorted((a, b) => b.length - a.length)[0];
  // oxlint-disable-next-line no-control-regex -- ASCII only: the prefilter folds case as ASCII
  return longest !== undefined && longest.length >= SHORTEST && /^[\u0020-\u007e]+$/.test(longest) ? longest : null;
}
