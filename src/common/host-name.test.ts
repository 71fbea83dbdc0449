// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtOrBelow, nameAbove } from './host-name.ts';

const name = fc.array(fc.constantFrom('a', 'b', 'evil', 'example'), { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

describe('common/host-name', () => {
  it('holds a name and all below it, and nothing that only ends alike', () => {
    expect(isAtOrBelow('evil.example', 'evil.example')).toBe(true);
    expect(isAtOrBelow('a.b.evil.example', 'evil.example')).toBe(true);
    expect(isAtOrBelow('notevil.example', 'evil.example')).toBe(false);
    expect(isAtOrBelow('example', 'evil.example')).toBe(false);
    expect(isAtOrBelow('', '')).toBe(false);
  });

  it('finds the longest name above, wherever one holds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), name, (names, host) => {
        const holding = names.filter((one) => isAtOrBelow(host, one)).toSorted((a, b) => b.length - a.length);
        expect(nameAbove(new Set(names), host)).toBe(holding[0] ?? null);
      }),
    );
    expect(nameAbove(new Set(['']), 'a.')).toBeNull();
  });
});
