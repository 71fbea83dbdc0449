// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { contains, narrowest, rangeOf } from './range.ts';
import type { Range } from './range.ts';

const range = (text: string): Range => rangeOf(text) ?? expect.fail(`${text} is no range`);

describe('hunt/indicator/range', () => {
  it.each<readonly [string, string, boolean]>([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:DB8:0:0:1::9', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::ffff:192.0.2.0/120', '::FFFF:192.0.2.7', true],
    ['192.0.2.0/24', '192.0.2.1.example', false],
    ['192.0.2.0/24', '', false],
    ['::/0', ':::', false],
  ])('%s holds %s: %s', (cidr, address, holds) => {
    expect(contains(range(cidr), address)).toBe(holds);
  });

  it('names the narrowest of those that hold an address', () => {
    const ranges = ['192.0.2.0/24', '192.0.0.0/16', '192.0.2.8/29'].map(range);
    expect([narrowest(ranges, '192.0.2.9')?.text, narrowest(ranges, '192.0.2.99')?.text, narrowest(ranges, '10.0.0.1')]).toEqual([
      '192.0.2.8/29',
      '192.0.2.0/24',
      null,
    ]);
  });

  it.each(['192.0.2.0', '192.0.2.0/33', '192.0.2.0/x', '/24', 'x/8'])('%s is no range', (text) => {
    expect(rangeOf(text)).toBeNull();
  });
});
