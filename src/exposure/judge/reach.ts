// SPDX-License-Identifier: Apache-2.0
/** What one class reaches in areas that are not its own: the two numbers, and what they are part of. */
export type Reach = {
  readonly group: number;
  readonly objects: number;
  readonly stat: number;
  readonly readable: number;
  readonly listable: number;
  readonly listableAndReadable: number;
};

const STAT = 1;
const LISTABLE = 2;
const READABLE = 4;
const FIELDS = 5;

/** Strangers' sums by area, and for each other class what it sees more or less than strangers outside its own area. */
export type Tallies = { readonly byArea: Float64Array; readonly byClass: Float64Array };

/** Empty counters for each area and each class of credentials. */
export function createTallies(areas: number, classes: number): Tallies {
  return { byArea: new Float64Array(areas * FIELDS), byClass: new Float64Array(classes * FIELDS) };
}

/**
 * What a credential sees of one object, as bits: it can ask for it (STAT), find its name (LISTABLE), read it (READABLE); 0
 * where it cannot enter the folder.
 */
export function seenBits(enters: boolean, found: boolean, reads: boolean): number {
  return enters ? STAT | (found ? LISTABLE : 0) | (reads ? READABLE : 0) : 0;
}

/** What a stranger sees of one object of an area. */
export function addSeen({ byArea }: Tallies, area: number, seen: number): void {
  byArea[area * FIELDS] = (byArea[area * FIELDS] ?? 0) + 1;
  add(byArea, area * FIELDS, seen, 1);
}

/** What a class sees of one object, where a stranger sees `before`. */
export function addDifference({ byClass }: Tallies, group: number, seen: number, before: number): void {
  add(byClass, group * FIELDS, seen, 1);
  add(byClass, group * FIELDS, before, -1);
}

function add(sums: Float64Array, at: number, seen: number, by: number): void {
  if (seen === 0) return;
  if (seen & STAT) sums[at + 1] = (sums[at + 1] ?? 0) + by;
  if (seen & READABLE) sums[at + 2] = (sums[at + 2] ?? 0) + by;
  if (seen & LISTABLE) sums[at + 3] = (sums[at + 3] ?? 0) + by;
  if ((seen & (READABLE | LISTABLE)) === (READABLE | LISTABLE)) sums[at + 4] = (sums[at + 4] ?? 0) + by;
}

/** How many objects a group reaches, its own area left out (`own`, 0 for none). */
export function reachOf({ byArea, byClass }: Tallies, group: number, own: number): Reach {
  const field = (at: number) => {
    let sum = byClass[group * FIELDS + at] ?? 0;
    for (let from = 0; from < byArea.length; from += FIELDS) sum += byArea[from + at] ?? 0;
    return own === 0 ? sum : sum - (byArea[own * FIELDS + at] ?? 0);
  };
  return { group, objects: field(0), stat: field(1), readable: field(2), listable: field(3), listableAndReadable: field(4) };
}
