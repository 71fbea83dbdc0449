// SPDX-License-Identifier: Apache-2.0
// Ranges of addresses, and whether an address lies in one. Texts of logs are no promise: what is no address lies in none.

export type Range = { readonly text: string; readonly bits: number; readonly width: 32 | 128; readonly base: bigint };

/** Of a CIDR as indicators write it; null when it is none. */
export function rangeOf(cidr: string): Range | null {
  const [address = '', bits = ''] = cidr.split('/');
  const read = numberOf(address);
  if (read === null || !/^\d{1,3}$/.test(bits) || Number(bits) > read.width) return null;
  return { text: cidr, bits: Number(bits), width: read.width, base: read.value >> BigInt(read.width - Number(bits)) };
}

export function contains(range: Range, address: string): boolean {
  const read = numberOf(address);
  return read !== null && read.width === range.width && read.value >> BigInt(range.width - range.bits) === range.base;
}

/** The narrowest range that holds the address. */
export function narrowest(ranges: readonly Range[], address: string): Range | null {
  const holding = ranges.filter((range) => contains(range, address));
  return holding.toSorted((a, b) => b.bits - a.bits)[0] ?? null;
}

function numberOf(address: string): { readonly width: 32 | 128; readonly value: bigint } | null {
  if (!address.includes(':')) {
    const parts = address.split('.');
    if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
    return { width: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n) };
  }
  // An IPv4 address at the end, a zone behind it, capitals: the standard's own parser brings all of it to groups of hex.
  const plain = URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : null;
  if (plain === null) return null;
  const [head = '', tail] = plain.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [words(head), words(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return { width: 128, value: [...left, ...zeros, ...right].reduce((sum, word) => sum * 65_536n + BigInt(`0x${word}`), 0n) };
}
