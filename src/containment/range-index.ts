// SPDX-License-Identifier: Apache-2.0
import { widthOf } from './address.ts';
import type { Range } from './address.ts';

/** Every range that holds an address, by one hash look-up for each prefix length in use. Ranges may overlap. */
export type RangeIndex<T> = { readonly find: (address: Range) => readonly T[]; readonly has: (address: Range) => boolean };

type Level<T> = { readonly shift: bigint; readonly byPrefix: Map<bigint, T[]> };

export function rangeIndex<T>(entries: Iterable<readonly [Range, T]>): RangeIndex<T> {
  const levels = { 4: new Map<number, Level<T>>(), 6: new Map<number, Level<T>>() };
  for (const [range, value] of entries) {
    const shift = BigInt(widthOf(range.family) - range.bits);
    const level = levels[range.family].get(range.bits) ?? { shift, byPrefix: new Map<bigint, T[]>() };
    levels[range.family].set(range.bits, level);
    const prefix = range.first >> shift;
    const values = level.byPrefix.get(prefix);
    if (values === undefined) level.byPrefix.set(prefix, [value]);
    else values.push(value);
  }
  const find = (address: Range): readonly T[] => {
    const found: T[] = [];
    for (const level of levels[address.family].values()) {
      const values = level.byPrefix.get(address.first >> level.shift);
      if (values !== undefined) found.push(...values);
    }
    return found;
  };
  const has = (address: Range): boolean => {
    for (const level of levels[address.family].values()) if (level.byPrefix.has(address.first >> level.shift)) return true;
    return false;
  };
  return { find, has };
}
