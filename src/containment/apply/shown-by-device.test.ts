// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownBy } from './shown-by-device.ts';

const KEPT = ['192.0.2.0/24', '10.66.0.0/16', '2001:db8:5::1'];
const covered = (text: string, range: string) => shownBy(text, KEPT).covers(range);

describe('containment/shown-by-device', () => {
  it.each([
    ['deny ip any 198.51.100.0 0.0.0.255', '198.51.100.66'],
    ['set subnet 198.51.100.64 255.255.255.192', '198.51.100.66'],
    ['iprange 198.51.100.60-198.51.100.70 drop', '198.51.100.66'],
    ['iprange 198.51.100.60 - 198.51.100.70 drop', '198.51.100.66'],
    ['block 198.51.100.0/24', '198.51.100.64/26'],
    ['block 2001:db8:9::/48', '2001:db8:9::66'],
    ['drop 198.51.100.66/32', '198.51.100.66'],
  ])('%s covers %s', (text, range) => expect(covered(text, range)).toBe(true));

  it.each([
    ['deny ip any 198.51.100.0 0.0.0.63', '198.51.100.66'],
    ['permit ip any 198.51.100.0 0.0.0.255', '198.51.100.66'],
    ['block 198.51.100.66', '198.51.100.0/24'],
    ['route 0.0.0.0/0 via 203.0.113.1', '198.51.100.66'],
    ['route 198.48.0.0/12 via 203.0.113.1', '198.51.100.66'],
    ['ip address 10.66.1.1 255.255.255.0', '10.66.1.22'],
    ['object network 10.66.0.0 255.255.0.0', '10.66.1.22'],
    ['block 192.0.2.0/24', '192.0.2.9'],
    ['block 198.51.100.12', '198.51.100.1'],
    ['::/0', '198.51.100.66'],
  ])('%s does not cover %s', (text, range) => expect(covered(text, range)).toBe(false));

  it('covers an address by a range exactly where their leading bits agree', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, fc.integer({ min: 17, max: 32 }), octet, octet, (b, c, d, bits, other, last) => {
        const number = (x: number, y: number, z: number) => ((198 << 24) | (x << 16) | (y << 8) | z) >>> 0;
        const mask = bits === 32 ? 0xffffffff : ~(0xffffffff >>> bits) >>> 0;
        const [net, asked] = [(number(b, c, d) & mask) >>> 0, number(b, other, last)];
        const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
        const same = (asked & mask) >>> 0 === net;
        expect(shownBy(`deny ${dotted(net)}/${bits}`, []).covers(dotted(asked))).toBe(same);
      }),
    );
  });
});
