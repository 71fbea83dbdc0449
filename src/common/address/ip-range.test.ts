// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { canonicalRange, contains, formatPrefix, formatRange, lastOf, parseAddress, parseRange, prefixes, widthOf } from './ip-range.ts';
import { writtenRanges } from './written-range.ts';

const v4 = fc.ipV4();
const v6 = fc.ipV6();

describe('common/address', () => {
  it('reads an address as the runtime and the URL standard read it', () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6, fc.string({ unit: fc.constantFrom(...'0123456789abf:.'), maxLength: 20 })), (text) => {
        expect([text, parseAddress(text) !== null]).toEqual([text, isIP(text) !== 0]);
        const read = isIP(text) === 6 ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text;
        if (isIP(text) !== 0 && parseAddress(text)?.family !== 4) expect(canonicalRange(text)).toBe(read);
      }),
    );
  });

  it('takes an IPv4 address inside IPv6 for that address, ranges of them too', () => {
    expect(canonicalRange('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(canonicalRange('::ffff:c000:201/128')).toBe('192.0.2.1');
    expect(canonicalRange('::ffff:192.0.2.77/120')).toBe('192.0.2.0/24');
    expect(canonicalRange('::ffff:192.0.2.77/24')).toBeNull();
  });

  it('covers any stretch exactly, in order, with prefixes none of which could be longer', () => {
    const family = fc.constantFrom(4 as const, 6 as const);
    const share = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    const kept = fc.integer({ min: 0, max: 128 });
    fc.assert(
      fc.property(family, share, share, kept, (of, one, other, bits) => {
        const low = BigInt(128 - widthOf(of)) + BigInt(Math.min(bits, widthOf(of)));
        const [first, last] = [one >> BigInt(128 - widthOf(of)), other >> low].toSorted((a, b) => (a < b ? -1 : 1)) as [bigint, bigint];
        const found = prefixes(of, first, last);
        let next = first;
        for (const range of found) {
          expect(range.first).toBe(next);
          const size = lastOf(range) - range.first + 1n;
          expect(range.first % size).toBe(0n);
          const twice = range.first % (2n * size) === 0n && range.first + 2n * size - 1n <= last && range.bits > 0;
          expect(twice).toBe(false);
          next = lastOf(range) + 1n;
        }
        expect(next).toBe(last + 1n);
      }),
    );
  });

  it('holds exactly the addresses between its first and its last', () => {
    fc.assert(
      fc.property(v4, fc.nat(32), v4, (base, bits, probe) => {
        const range = parseRange(`${base}/${bits}`)!;
        const { first } = parseAddress(probe)!;
        expect(contains(range, parseAddress(probe)!)).toBe(range.first <= first && first <= lastOf(range));
        expect(parseRange(formatPrefix(range))).toEqual(range);
      }),
    );
  });

  it.each([
    ['192.0.2.0/255.255.255.128', ['192.0.2.0/25']],
    ['192.0.2.0/0.0.0.63', ['192.0.2.0/26']],
    ['192.0.2.64 255.255.255.192', ['192.0.2.64/26']],
    ['192.0.2.0 / 26', ['192.0.2.0/26']],
    ['192.0.*.*', ['192.0.0.0/16']],
    ['192.0.2.*', ['192.0.2.0/24']],
    ['192.0.2.4-192.0.2.8', ['192.0.2.4/30', '192.0.2.8']],
    ['192.0.2.4～7', ['192.0.2.4/30']],
    ['2001:db8::4-2001:db8::7', ['2001:db8::4/126']],
  ])('%s is %j', (text, ranges) => {
    expect(writtenRanges(text)?.map((range) => formatRange(range))).toEqual(ranges);
  });

  it.each([
    '192.0.2.0/024',
    '192.0.2.0/255.0.255.0',
    '192.0.2.0/33',
    '192.0.2.0/24/25',
    '192.0.2.9-192.0.2.1',
    '192.0.2',
    '192.0.2.1-x',
    '192.0.2.1 192.0.2.2',
  ])('%s is no range, not even in part', (text) => {
    expect(writtenRanges(text)).toBeNull();
  });
});
