// SPDX-License-Identifier: Apache-2.0
import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { canonicalRange, contains, formatRange, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { chance } from '../../../test/prove/containment/random.ts';
import { canonicalName, matchesName, nameIndex, parsePattern } from './name.ts';
import { complement, parsePorts } from './ports.ts';
import { prefixes } from '../../common/address/ip-range.ts';
import { disjoint } from './segments.ts';

describe('containment/address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.77/24', '192.0.2.0/24'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
  ])('%s is written %s', (given, written) => expect(canonicalRange(given)).toBe(written));

  test.each([
    '192.0.2.256',
    '192.0.2',
    '192.0.2.01',
    '1.2.3.4/33',
    '2001:db8::1::2',
    'evil.example',
    '',
    '192.0.2.1; drop',
    ':::',
    '1:2:3:4:5:6:7',
  ])('%s is no address', (given) => expect(canonicalRange(given)).toBeNull());

  test('what it reads is what the runtime reads, on random hexadecimal text', () => {
    const random = chance(8);
    for (let index = 0; index < 20_000; index += 1) {
      const text = Array.from({ length: 2 + random.below(14) }, () => random.pick(['0', '1', 'a', 'f', ':', ':', '::', '.', '25'])).join(
        '',
      );
      expect([text, parseAddress(text) !== null]).toEqual([text, isIP(text) !== 0]);
    }
  });

  test('disjoint stretches cover exactly what the ranges covered', () => {
    const ranges = ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '10.255.0.0/16'].map((text) => [parseRange(text)!, text] as const);
    const segments = disjoint(ranges);
    for (const probe of ['10.0.0.1', '10.1.0.1', '10.1.2.3', '10.1.2.4', '10.255.1.1', '11.0.0.0']) {
      const address = parseAddress(probe)!;
      const owners = ranges.filter(([range]) => contains(range, address)).map(([, text]) => text);
      const found = segments.filter((segment) => segment.ranges.some((range) => contains(range, address)));
      expect([probe, found.flatMap((segment) => segment.values)]).toEqual([probe, owners]);
    }
    expect(prefixes(4, 1n, 6n).map((range) => formatRange(range))).toEqual(['0.0.0.1', '0.0.0.2/31', '0.0.0.4/31', '0.0.0.6']);
  });
});

describe('containment/name', () => {
  test('a tree holds the name and all below it, and nothing that only ends alike', () => {
    const tree = parsePattern('*.Evil.Example.')!;
    expect(tree).toBe('.evil.example');
    expect(['evil.example', 'a.b.evil.example', 'notevil.example', 'example'].map((name) => matchesName(tree, name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(nameIndex([[tree, 1]]).find('a.b.evil.example')).toEqual([1]);
    expect(nameIndex([[tree, 1]]).find('notevil.example')).toEqual([]);
  });

  test.each(['a..b', '-a.example', 'a b.example', "x';drop.example", '192.0.2.1', '', 'a'.repeat(64)])('%j is no name', (given) =>
    expect(canonicalName(given)).toBeNull(),
  );

  test('an international name is kept in its ASCII form', () => expect(canonicalName('例え.jp')).toBe('xn--r8jz45g.jp'));
});

describe('containment/ports', () => {
  test('443 means both protocols; the complement is the rest', () => {
    const ports = parsePorts('443, 8000-8010/tcp');
    expect(ports).toEqual([
      { proto: 'tcp', from: 443, to: 443 },
      { proto: 'tcp', from: 8000, to: 8010 },
      { proto: 'udp', from: 443, to: 443 },
    ]);
    expect(complement(ports!, 'udp')).toEqual([
      { proto: 'udp', from: 0, to: 442 },
      { proto: 'udp', from: 444, to: 65_535 },
    ]);
    expect(['70000', '5-1', '80/sctp', 'x'].map((text) => parsePorts(text))).toEqual([undefined, undefined, undefined, undefined]);
  });
});
