// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallTime } from './fact.ts';
import type { Facts } from './fact.ts';
import { fill } from './template.ts';

describe('disclosure/fact', () => {
  it.each([
    ['2026-11-21T05:05:00.000Z', 'Asia/Tokyo', '2026年11月21日(土) 14:05 JST', 'Sat 21 Nov 2026, 14:05 JST'],
    ['2026-12-31T23:30:00.000Z', 'UTC', '2026年12月31日(木) 23:30 UTC', 'Thu 31 Dec 2026, 23:30 UTC'],
    ['2026-12-31T23:30:00.000Z', 'Asia/Tokyo', '2027年1月1日(金) 08:30 JST', 'Fri 1 Jan 2027, 08:30 JST'],
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026年11月1日(日) 01:30 UTC-04:00', 'Sun 1 Nov 2026, 01:30 UTC-04:00'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026年11月1日(日) 01:30 UTC-05:00', 'Sun 1 Nov 2026, 01:30 UTC-05:00'],
  ])('%s in %s is the same wall time in both languages, with its zone', (instant, zone, ja, en) => {
    expect([wallTime(instant, 'ja', zone), wallTime(instant, 'en', zone)]).toEqual([ja, en]);
  });

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
