// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { compareLoose, isVersionLine, withoutLocale } from './loose-version.ts';

describe('common/version/loose', () => {
  it.each([
    ['4.2-ja', '4.2', 0],
    ['4.2_fr_CA', '4.2', 0],
    ['4.2 日本語版', '4.2', 0],
    ['4.3-ja', '4.2', 1],
    ['4.2-rc1', '4.2', -1],
    ['4.2-pre', '4.2', -1],
    ['4.2 SP1', '4.2', 1],
    ['4.2 Update 3', '4.2u3', 0],
    ['4.2-final', '4.2', 0],
    ['4.2-7', '4.2', 0],
    ['4.2-7', '4.2-8', -1],
    ['2:4.2', '4.2', 0],
    ['R7', 'r7', 0],
    ['4.2.9', '4.2.x', 0],
    ['4.3', '4.2.x', 1],
    ['4.1', '4.2.*', -1],
    ['40.2', '4.x', 1],
    ['4.x', '5.0', -1],
    ['4.2-beta2', '4.2:*', 0],
    ['4.2p3', '4.2:*', 0],
    ['4.2p', '4.2:*', 1],
    ['4.2.1', '4.2:*', 1],
    ['20261129123456789012345', '20261129123456789012346', -1],
  ])('%s to %s: %d', (version, bound, order) => {
    expect(compareLoose(version, bound)).toBe(order);
  });

  it.each([
    ['4.2-custom', '4.2'],
    ['4.x', '4.2'],
    ['4.2', '4.2-7'],
    ['R7', '5.0'],
    ['1.0-1.4', '1.2'],
    ['5-7', '6'],
    ['1.0', 'spring'],
  ])('nobody can tell %s from %s', (version, bound) => {
    expect(compareLoose(version, bound)).toBeNull();
  });

  it('knows a line, and a language by its code alone', () => {
    expect(['5.x', '2.4.*', '5', '5.x.y'].map(isVersionLine)).toEqual([true, true, false, false]);
    expect(['6-ja', '6-rc', '6-qq', '6.7.1'].map(withoutLocale)).toEqual(['6', '6-rc', '6-qq', '6.7.1']);
  });
});
