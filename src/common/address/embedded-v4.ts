// SPDX-License-Identifier: Apache-2.0
import type { Range } from './ip-range.ts';

const V4_BITS = 0xffffffffn;

/**
 * The IPv4 address that an IPv6 address stands for, null for any other: NAT64 (64:ff9b::/96, RFC 6052), 6to4
 * (2002::/16, RFC 3056), translated (::ffff:0:0:0/96, RFC 7915), ISATAP (RFC 5214) and Teredo (2001::/32, RFC 4380:
 * the client's address, inverted). IPv4-mapped addresses are IPv4 for `parseAddress` already.
 */
export function innerV4({ family, first, bits }: Range): Range | null {
  if (family !== 6 || bits !== 128) return null;
  const v4 = (value: bigint): Range => ({ family: 4, first: value & V4_BITS, bits: 32 });
  if (first >> 32n === 0x64ff9bn << 64n || first >> 32n === 0xffff0000n) return v4(first);
  if (first >> 112n === 0x2002n) return v4(first >> 80n);
  if (first >> 96n === 0x20010000n) return v4(first ^ V4_BITS);
  const marker = (first >> 32n) & V4_BITS;
  return marker === 0x5efen || marker === 0x2005efen ? v4(first) : null;
}

/** As `innerV4`, of a range: what NAT64 and 6to4 prefixes stand for. Null where that is none, or more than a /8 of IPv4. */
export function innerRangeV4(range: Range): Range | null {
  const { family, first, bits } = range;
  if (family !== 6 || bits === 128) return innerV4(range);
  const v4 = (value: bigint, length: number): Range | null => (length < 8 ? null : { family: 4, first: value & V4_BITS, bits: length });
  if (first >> 32n === 0x64ff9bn << 64n) return v4(first, bits - 96);
  if (first >> 112n === 0x2002n) return v4(first >> 80n, Math.min(32, bits - 16));
  return null;
}

/** The IPv6 prefixes under which a packet to or from these IPv4 addresses may cross a gateway: NAT64 and 6to4. Nothing for IPv6. */
export function outerV6({ family, first, bits }: Range): readonly Range[] {
  if (family !== 4) return [];
  return [
    { family: 6, first: (0x64ff9bn << 96n) | first, bits: 96 + bits },
    { family: 6, first: (0x2002n << 112n) | (first << 80n), bits: 16 + bits },
  ];
}
