// SPDX-License-Identifier: Apache-2.0
import { isIPv6 } from 'node:net';

/**
 * What counts as one address for a limit: an IPv4 address as it is, of an IPv6 address the network of 64 bits, because
 * one household has all of it (RFC 6177).
 */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const before = groups(head);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - groups(tail).length);
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...groups(tail ?? '')];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function groups(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
