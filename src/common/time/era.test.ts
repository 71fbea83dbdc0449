// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraDay, eraTime } from './era.ts';

describe('common/era', () => {
  it.each([
    ['2026-11-21', '令和8年11月21日(土)'],
    ['2019-05-01', '令和元年5月1日(水)'],
    ['2019-04-30', '平成31年4月30日(火)'],
    ['1989-01-08', '平成元年1月8日(日)'],
    ['1989-01-07', '昭和64年1月7日(土)'],
    ['1872-12-31', '1872年12月31日(火)'],
  ])('%s is %s', (day, shown) => {
    expect(eraDay(day)).toBe(shown);
  });

  it('says the moment on the wall of the zone', () => {
    expect(eraTime('2019-04-30T15:05:00Z', 'Asia/Tokyo')).toBe('令和元年5月1日(水) 00:05 JST');
    expect(eraTime('2019-04-30T15:05:00Z', 'UTC')).toBe('平成31年4月30日(火) 15:05 (UTC)');
  });

  it('keeps month and day of every day since 1873, and counts years from one', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1873, 0, 1) / 86_400_000, max: 40_000 }), (number) => {
        const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
        const [, month, date] = day.split('-').map(Number);
        expect(eraDay(day)).toMatch(new RegExp(`^(明治|大正|昭和|平成|令和)(元|[1-9]\\d*)年${month}月${date}日\\([月火水木金土日]\\)$`));
      }),
    );
  });
});
