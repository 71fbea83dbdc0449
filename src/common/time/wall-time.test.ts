// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { wallTime } from './wall-time.ts';

describe('common/wall-time', () => {
  it('says the moment of the zone with its weekday, in either language', () => {
    const at = '2026-11-20T15:05:00Z';
    expect(wallTime(at, 'Asia/Tokyo', 'ja')).toBe('11月21日(土) 00:05 JST');
    expect(wallTime(at, 'Asia/Tokyo', 'en')).toMatch(/^Sat,? 21 Nov,? 00:05 JST$/);
    expect(wallTime(at, 'UTC', 'ja')).toBe('11月20日(金) 15:05 (UTC)');
    expect(wallTime(at, 'Asia/Tokyo', 'ja', 'year')).toBe('2026年11月21日(土) 00:05 JST');
  });

  it('says a day as a day, and leaves what is no time as it stands', () => {
    expect(wallTime('2026-11-21', 'America/New_York', 'ja', 'year')).toBe('2026年11月21日(土)');
    expect(wallTime('いつか', 'UTC', 'ja')).toBe('いつか');
  });
});
