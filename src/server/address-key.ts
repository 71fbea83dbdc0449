// SPDX-License-Identifier: Apache-2.0
import { formatRange, parseAddress, parseRange } from '../common/address/ip-range.ts';

/**
 * What counts as one address for a limit: an IPv4 address as it is, of an IPv6 address the network of 64 bits, because
 * one household has all of it (RFC 6177). What is no address stays as it is.
 */
export function addressKey(ip: string): string {
  const address = parseAddress(ip);
  if (address === null) return ip;
  const text = formatRange(address);
  const network = address.family === 6 ? parseRange(`${text}/64`) : null;
  return network === null ? text : formatRange(network);
}
