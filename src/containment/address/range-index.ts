// SPDX-License-Identifier: Apache-2.0
import { widthOf } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';

/** Every range that holds an address, by one hash look-up for each prefix length in use. Ranges may overlap. */
export type RangeIndex<T> = { readonly find: (address: Range) => readonly T[]; readonly has: (address: Range) => boolean };

/** IPv4 prefixes are plain numbers (fast, exact), IPv6 ones big integers. */
type Level<T> = {
  readonly size: number;
  readonly shift: bigint;
  readonly v4: Map<number, T[]>;
  readonly v6: Map<bigint, T[]>;
};

/** Finds the values of all ranges that hold an address, in at most as many steps as there are different prefix lengths. */
export function rangeIndex<T>(entries: Iterable<readonly [Range, T]>): RangeIndex<T> {
  const levels = { 4: new Map<number, Level<T>>(), 6: new Map<number, Level<T>>() };
  for (const [range, value] of entries) {
    const width = widthOf(range.family) - range.bits;
    const level = levels[range.family].get(range.bits) ?? { size: 2 ** width, shift: BigInt(width), v4: new Map(), v6: new Map() };
    levels[range.family].set(range.bits, level);
    const values = valuesAt(level, range);
    if (values !== undefined) values.push(value);
    else if (range.family === 4) level.v4.set(Math.floor(Number(range.first) / level.size), [value]);
    else level.v6.set(range.first >> level.shift, [value]);
  }
  return {
    find(address) {
      let found: readonly T[] = nothing;
      for (const level of levels[address.family].values()) {
        const values = valuesAt(level, address);
        if (values !== undefined) found = found.length === 0 ? values : [...found, ...values];
      }
      return found;
    },
    has(address) {
      for (const level of levels[address.family].values()) if (valuesAt(level, address) !== undefined) return true;
      return false;
    },
  };
}

/** Whether a range, however wide, lies inside one of these as a whole. */
export function insideAny(ranges: readonly Range[]): (range: Range) => boolean {
  const index = rangeIndex(ranges.map((range) => [range, range.bits] as const));
  return (range) => index.find(range).some((bits) => bits <= range.bits);
}

const nothing: readonly never[] = [];

function valuesAt<T>(level: Level<T>, { family, first }: Range): T[] | undefined {
  return family === 4 ? level.v4.get(Math.floor(Number(first) / level.size)) : level.v6.get(first >> level.shift);
}
