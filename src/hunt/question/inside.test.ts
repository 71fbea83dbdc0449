// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isInside } from './inside.ts';

describe('hunt/inside', () => {
  it.each([
    ['10.0.0.5', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.4.164', true],
    ['192.169.0.1', false],
    ['100.64.0.1', true],
    ['203.0.113.66', false],
    ['fd00::1', true],
    ['2001:db8::1', false],
    ['PC-0142', false],
    ['', false],
  ])('%s: %s', (address, inside) => {
    expect(isInside(address)).toBe(inside);
  });
});
