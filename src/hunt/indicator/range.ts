// SPDX-License-Identifier: Apache-2.0
// Ranges that somebody asks for, and whether an address of a log lies in one: what is no address lies in none.
import { contains as holds, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import type { Range as IpRange } from '../../common/address/ip-range.ts';

/** `text` as it was asked for. */
export type Range = { readonly text: string; readonly range: IpRange };

/** Of a CIDR as indicators write it; null when it is none. */
export function rangeOf(cidr: string): Range | null {
  const range = cidr.includes('/') ? parseRange(cidr) : null;
  return range === null ? null : { text: cidr, range };
}

/** Whether the range holds the address; false where it is none, or of the other family. */
export function contains({ range }: Range, address: string): boolean {
  const read = parseAddress(address);
  return read !== null && holds(range, read);
}

/** The narrowest range that holds the address. */
export function narrowest(ranges: readonly Range[], address: string): Range | null {
  const holding = ranges.filter((range) => contains(range, address));
  return holding.toSorted((a, b) => b.range.bits - a.range.bits)[0] ?? null;
}
