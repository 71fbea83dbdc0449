// SPDX-License-Identifier: Apache-2.0
// Internal addresses (RFC 1918, 6598, 3927, 4193, 4291). A network may have others too: these are certain.
import { contains, rangeOf } from '../indicator/range.ts';
import { text } from '../engine/sql.ts';

const INSIDE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', 'fc00::/7', 'fe80::/10'] as const;
const ranges = INSIDE.map(rangeOf).filter((range) => range !== null);

/** Whether an address is private, loopback or link-local, of either family. */
export function isInside(address: string): boolean {
  return ranges.some((range) => contains(range, address));
}

/** 0 or 1 for a text that may be an address or not. */
export function insideSql(sql: string): string {
  const tests = INSIDE.map((range) => `isIPAddressInRange(${sql}, ${text(range)})`);
  return `if(isIPv4String(${sql}) OR isIPv6String(${sql}), ${tests.join(' OR ')}, 0)`;
}
