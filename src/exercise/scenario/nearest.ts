// SPDX-License-Identifier: Apache-2.0

/** The known word that a wrong one most probably means, at most a third of it apart; null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const asked = word.slice(0, 60).toLowerCase();
  const ranked = known
    .map((one) => ({ one, apart: distance(asked, one.toLowerCase()) }))
    .filter(({ one, apart }) => apart <= Math.max(1, Math.floor(Math.max(asked.length, one.length) / 3)))
    .toSorted((a, b) => a.apart - b.apart);
  return ranked[0]?.one ?? null;
}

/** How many letters must be put in, left out or exchanged (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[to.length] ?? to.length;
}
