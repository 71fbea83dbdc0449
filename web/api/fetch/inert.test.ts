// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertJson } from './inert.ts';

const turns = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];

describe('web/api/fetch/inert', () => {
  it('shows what turns the writing direction, wherever in an answer it stands', () => {
    const anywhere = fc.tuple(fc.string(), fc.constantFrom(...turns), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anywhere, anywhere, (key, text) => {
        const shown = JSON.stringify(inertJson({ rows: [{ [`k${key}`]: text, n: 1, none: null }] }));
        expect(turns.some((turn) => shown.includes(turn))).toBe(false);
      }),
    );
  });

  it('leaves every other text as it is', () => {
    const value = { from: '山田 <y@example.jp>', lines: ['a\tb', '絵文字👨‍👩‍👧', ''], deep: { n: [1, true, null] } };

    expect(inertJson(value)).toEqual(value);
  });
});
