// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { wallTime } from './wall-time.ts';

describe('common/wall-time', () => {
  it('says the moment of the zone with its weekday, in either language', () => {
    const at = '2026-11-20T15:05:00Z';
    expect(wallTime(at, 'Asia/Tokyo', 'ja')).toBe('11月21日(土) 00:05 JST');
    expect(wallTime(at, 'Asia/Tokyo', 'en')).toBe('Sat 21 Nov, 00:05 JST');
    expect(wallTime(at, 'UTC', 'ja')).toBe('11月20日(金) 15:05 UTC');
    expect(wallTime(at, 'Asia/Tokyo', 'ja', 'year')).toBe('2026年11月21日(土) 00:05 JST');
  });

  it.each([
    ['2026-11-21T05:05:00.000Z', 'Asia/Tokyo', '2026年11月21日(土) 14:05 JST', 'Sat 21 Nov 2026, 14:05 JST'],
    ['2026-12-31T23:30:00.000Z', 'UTC', '2026年12月31日(木) 23:30 UTC', 'Thu 31 Dec 2026, 23:30 UTC'],
    ['2026-12-31T23:30:00.000Z', 'Asia/Tokyo', '2027年1月1日(金) 08:30 JST', 'Fri 1 Jan 2027, 08:30 JST'],
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026年11月1日(日) 01:30 UTC-04:00', 'Sun 1 Nov 2026, 01:30 UTC-04:00'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026年11月1日(日) 01:30 UTC-05:00', 'Sun 1 Nov 2026, 01:30 UTC-05:00'],
  ])('%s in %s is the same wall time in both languages, with its zone', (instant, zone, ja, en) => {
    expect([wallTime(instant, zone, 'ja', 'year'), wallTime(instant, zone, 'en', 'year')]).toEqual([ja, en]);
  });

  it('says a day as a day, and leaves what is no time as it stands', () => {
    expect(wallTime('2026-11-21', 'America/New_York', 'ja', 'year')).toBe('2026年11月21日(土)');
    expect(wallTime('2026-11-21', 'America/New_York', 'en')).toBe('Sat 21 Nov');
    expect(wallTime('いつか', 'UTC', 'ja')).toBe('いつか');
  });
});
