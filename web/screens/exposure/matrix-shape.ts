// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { matrixSchema } from '../../../src/exposure/contract.ts';

export type Cell = z.infer<typeof matrixSchema>['cells'][number];
export type Kind = 'change' | 'readOnly' | 'listOnly';

/** The gravest thing that a cell allows. */
export function kindOf(rights: readonly string[]): Kind {
  if (rights.some((right) => right === 'write' || right === 'replace' || right === 'plant' || right === 'exec')) return 'change';
  return rights.includes('read') ? 'readOnly' : 'listOnly';
}

/** The names that are drawn: those with most behind them, `*` (any tenant) always first. */
export function largest(cells: readonly Cell[], of: 'from' | 'to', most: number): readonly string[] {
  const sums = new Map<string, number>();
  for (const cell of cells) sums.set(cell[of], (sums.get(cell[of]) ?? 0) + cell.count);
  const rank = ([name, sum]: readonly [string, number]) => (name === '*' ? Number.POSITIVE_INFINITY : sum);
  return [...sums]
    .toSorted((a, b) => rank(b) - rank(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}
