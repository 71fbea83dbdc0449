// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from './fact.ts';
import { fill } from './template.ts';

describe('disclosure/fact', () => {
  it('shows a field where its span says, whatever is in it; what a stranger wrote names no other field', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 0, max: 9_999_999 }),
        (a, b, count) => {
          const facts: Facts = {
            a: { kind: 'text', value: { ja: `${a}{n}`, en: a }, tlp: 'CLEAR', seq: [] },
            b: { kind: 'name', value: b, tlp: 'CLEAR', seq: [] },
            n: { kind: 'count', value: count, tlp: 'CLEAR', seq: [] },
          };
          const { text, spans } = fill('x {a} y {b} z {n} {n~day|days}.', 'ja', facts, 'UTC');
          expect(spans.map(({ field }) => field)).toEqual(['a', 'b', 'n', 'n']);
          expect(spans.slice(2).map(({ span }) => text.slice(span[0], span[1]))).toEqual([
            count.toLocaleString('en'),
            count.toLocaleString('en'),
          ]);
          expect(text.slice(spans[0]?.span[0], spans[0]?.span[1]).endsWith('{n}')).toBe(true);
          expect(text.endsWith(count === 1 ? '1 day.' : 'days.')).toBe(true);
        },
      ),
    );
  });

  it('a sentence of a person may name fields, one level deep; a field that is not known is a fault of ours', () => {
    const facts: Facts = {
      said: { kind: 'sentence', value: { ja: '{n} 件です{gone}', en: '{n}' }, tlp: 'CLEAR', seq: [] },
      n: { kind: 'count', value: 12, tlp: 'CLEAR', seq: [] },
      gone: { kind: 'sentence', value: { ja: '{n}', en: '' }, tlp: 'CLEAR', seq: [] },
    };
    expect(fill('{said}', 'ja', facts, 'UTC').text).toBe('12 件です{n}');
    expect(() => fill('{none}', 'ja', facts, 'UTC')).toThrow('no fact none');
  });
});
