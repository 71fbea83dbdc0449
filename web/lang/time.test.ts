// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes, formatTime } from './time.ts';

const now = Date.parse('2026-11-22T00:00:00Z');

describe('web/i18n/time', () => {
  it('says a time with weekday and zone', () => {
    expect(formatTime('2026-11-21T05:05:00.000Z', 'ja', 'Asia/Tokyo', now)).toBe('11月21日(土) 14:05 JST');
    expect(formatTime('2026-11-21T05:05:00.000Z', 'en', 'Asia/Tokyo', now)).toBe('Sat 21 Nov 14:05 JST');
    expect(formatTime('2026-11-21T05:05:00.000Z', 'en', 'UTC', now)).toBe('Sat 21 Nov 05:05 UTC');
  });

  it('names the year when it is another one, by the reader’s calendar', () => {
    expect(formatTime('2025-12-31T15:30:00Z', 'ja', 'Asia/Tokyo', now)).toBe('1月1日(木) 00:30 JST');
    expect(formatTime('2025-12-31T15:30:00Z', 'ja', 'UTC', now)).toBe('2025年12月31日(水) 15:30 UTC');
    expect(formatTime('2016-03-19T01:00:00Z', 'en', 'Asia/Tokyo', now)).toBe('Sat 19 Mar 2016 10:00 JST');
  });

  it('writes midnight as 00:00 of the new day', () => {
    expect(formatTime('2026-11-20T15:00:00Z', 'ja', 'Asia/Tokyo', now)).toBe('11月21日(土) 00:00 JST');
  });

  it('gives back what is not a time', () => {
    expect(formatTime('last Tuesday', 'en', 'UTC', now)).toBe('last Tuesday');
    expect(formatAge('', now, 'ja')).toBe('');
  });

  it('counts ages in one unit and never negative', () => {
    expect(formatAge('2026-11-21T23:59:55Z', now, 'ja')).toBe('たった今');
    expect(formatAge('2026-11-21T23:57:00Z', now, 'ja')).toBe('3分前');
    expect(formatAge('2026-11-21T22:01:00Z', now, 'en')).toBe('1 h ago');
    expect(formatAge('2026-11-12T00:00:00Z', now, 'en')).toBe('10 d ago');
    expect(formatAge('2026-11-22T00:09:00Z', now, 'en')).toBe('now');
  });

  it('gives sizes in decimal units', () => {
    expect(formatBytes(999, 'ja')).toBe('999 バイト');
    expect(formatBytes(18_204, 'en')).toBe('18.2 kB');
    expect(formatBytes(60_000_000, 'ja')).toBe('60.0 MB');
  });
});
