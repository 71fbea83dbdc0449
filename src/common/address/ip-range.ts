// SPDX-License-Identifier: Apache-2.0
// Addresses and prefixes as texts write them, read to one form each. Pure; linear in the text.

/** An IPv4 or IPv6 range as a prefix. `first` is the lowest address; host bits are zero. */
export type Range = { readonly family: 4 | 6; readonly first: bigint; readonly bits: number };

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Dotted quad as a number; null for anything else (also for octets with leading zeros, which readers disagree about). */
export function parseV4(text: string): number | null {
  const match = V4.exec(text);
  if (match === null) return null;
  let value = 0;
  for (let index = 1; index <= 4; index += 1) {
    const octet = match[index] ?? '';
    if (octet.length > 1 && octet.startsWith('0')) return null;
    const number = Number(octet);
    if (number > 255) return null;
    value = value * 256 + number;
  }
  return value;
}

/** RFC 4291 text, without zone. An IPv4-mapped address (::ffff:a.b.c.d) stays IPv6 here; `parseAddress` folds it to IPv4. */
function parseV6(text: string): bigint | null {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text) || !text.includes(':')) return null;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  let plain = text;
  if (tail !== null) {
    const v4 = parseV4(tail[2] ?? '');
    if (v4 === null) return null;
    plain = `${tail[1]}${Math.floor(v4 / 65_536).toString(16)}:${(v4 % 65_536).toString(16)}`;
  }
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string | undefined) => (half === undefined || half === '' ? [] : half.split(':'));
  const head = groups(halves[0]);
  const rest = groups(halves[1]);
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array.from({ length: halves.length === 1 ? 0 : missing }, () => '0'), ...rest];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return all.reduce((value, group) => (value << 16n) | BigInt(Number.parseInt(group, 16)), 0n);
}

/** One address as a range of one. */
export function parseAddress(text: string): Range | null {
  const v4 = parseV4(text);
  if (v4 !== null) return { family: 4, first: BigInt(v4), bits: 32 };
  const v6 = parseV6(text.replace(/%.*$/, '').replace(/^\[(.*)\]$/, '$1'));
  if (v6 === null) return null;
  return v6 >> 32n === 0xffffn ? { family: 4, first: v6 & 0xffffffffn, bits: 32 } : { family: 6, first: v6, bits: 128 };
}

/**
 * `a.b.c.d`, `a.b.c.d/n`, `x::/n`. Host bits below the prefix are cleared, as every device does. The prefix of a mapped
 * range (`::ffff:192.0.2.0/120`) counts the 96 bits before the address; with fewer than 96 it is none.
 */
export function parseRange(text: string): Range | null {
  const slash = text.indexOf('/');
  if (slash === -1) return parseAddress(text);
  const base = text.slice(0, slash);
  const address = parseAddress(base);
  const bitsText = text.slice(slash + 1);
  if (address === null || !/^(?:0|[1-9]\d{0,2})$/.test(bitsText)) return null;
  const bits = Number(bitsText) - (address.family === 4 && base.includes(':') ? 96 : 0);
  const width = widthOf(address.family);
  if (bits < 0 || bits > width) return null;
  return { family: address.family, first: (address.first >> BigInt(width - bits)) << BigInt(width - bits), bits };
}

/** Bits of an address of the family. */
export function widthOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** The last address of a range, as a number. */
export function lastOf(range: Range): bigint {
  return range.first + (1n << BigInt(widthOf(range.family) - range.bits)) - 1n;
}

/** Whether the range holds the whole of the other; never over two families. */
export function contains(range: Range, address: Range): boolean {
  const shift = BigInt(widthOf(range.family) - range.bits);
  return range.family === address.family && address.bits >= range.bits && address.first >> shift === range.first >> shift;
}

/** Whether the range is one address. */
export function isSingle(range: Range): boolean {
  return range.bits === widthOf(range.family);
}

function formatFirst(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return best.at === -1 ? hex(groups) : `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}

/** Canonical text (RFC 5952 for IPv6); a single address has no slash. */
export function formatRange(range: Range): string {
  return isSingle(range) ? formatFirst(range.family, range.first) : formatPrefix(range);
}

/** The same with the slash in any case: `192.0.2.1/32`. */
export function formatPrefix({ family, first, bits }: Range): string {
  return `${formatFirst(family, first)}/${bits}`;
}

/** Canonical text of one address; null when it is none. */
export function canonicalAddress(text: string): string | null {
  const address = parseAddress(text.trim());
  return address === null ? null : formatRange(address);
}

/** Canonical text of what may be an address or range; null when it is neither. */
export function canonicalRange(text: string): string | null {
  const range = parseRange(text.trim());
  return range === null ? null : formatRange(range);
}

/** The fewest prefixes that cover first..last exactly. */
export function prefixes(family: 4 | 6, first: bigint, last: bigint): Range[] {
  const width = widthOf(family);
  const found: Range[] = [];
  for (let at = first; at <= last; ) {
    // As long as the lowest bit of its beginning allows, and as what is left allows.
    const aligned = at === 0n ? width : lengthInBits(at & -at) - 1;
    const left = lengthInBits(last - at + 1n) - 1;
    const low = Math.min(aligned, left);
    found.push({ family, first: at, bits: width - low });
    at += 1n << BigInt(low);
  }
  return found;
}

/** Digits of a positive number in base 2. */
function lengthInBits(value: bigint): number {
  return value.toString(2).length;
}
