// SPDX-License-Identifier: Apache-2.0

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment, Boytsov 2011) between two short words. */
function editsBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_row, i) =>
    Array.from({ length: b.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1 ? at(i - 2, j - 2) + 1 : Infinity;
      const row = rows[i];
      if (row !== undefined)
        row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swap);
    }
  return at(a.length, b.length);
}

const LONGEST = 60;

/** Of the known names those that were probably meant, nearest first: at most three, and none that is farther than a third of its length. */
export function nearestTo(given: string, known: readonly string[]): readonly string[] {
  const word = given.slice(0, LONGEST).toLowerCase();
  return known
    .map((name) => ({ name, edits: editsBetween(word, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}
