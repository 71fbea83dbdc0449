// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { daysOf, gridOf, shiftMonth, weekdayOf } from './days.ts';

describe('web/screens/duty/days', () => {
  it('lays a month out in whole weeks', () => {
    expect(gridOf('2026-11')).toEqual({ from: '2026-10-26', days: 42 });
    expect(gridOf('2027-02')).toEqual({ from: '2027-02-01', days: 28 });
    expect(weekdayOf('2028-02-29')).toBe(1);
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  });

  it('puts each stretch on the days of the rota’s zone, wherever the reader is, and keeps gaps', () => {
    const day = (text: string) => ({ day: text, kind: 'working' as const, name: null, provisional: false });
    const segment = (from: string, to: string, person: string | null) => ({ from, to, person, layer: null, because: '' });
    const days = daysOf(
      {
        zone: 'Asia/Tokyo',
        from: '2026-11-30',
        days: [day('2026-11-30'), day('2026-12-01')],
        people: { sato: '佐藤' },
        rosters: [
          {
            roster: 'primary',
            name: { ja: '一次', en: 'Primary' },
            segments: [
              segment('2026-11-29T15:00:00Z', '2026-11-30T00:00:00Z', 'sato'),
              segment('2026-11-30T00:00:00Z', '2026-11-30T15:00:00Z', null),
              segment('2026-11-30T15:00:00Z', '2026-12-01T15:00:00Z', 'gone'),
            ],
          },
        ],
      },
      '2026-11',
    );
    expect(days.map((one) => one.stints.map(({ from, person }) => [from, person]))).toEqual([
      [
        [null, '佐藤'],
        ['09:00', null],
      ],
      [[null, 'gone']],
    ]);
    expect(days.map((one) => one.inMonth)).toEqual([true, false]);
  });
});
