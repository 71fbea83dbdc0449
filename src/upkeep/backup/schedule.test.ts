// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromMillis, millisOf, parseInstant, plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { dueTask, fileNameOf, stretchOf } from './schedule.ts';

const at = (text: string): Instant => parseInstant(text) as Instant;
const HOUR = 3_600_000;
const none = { last: null, failed: null, taken: 0, failures: 0, files: [] };

describe('upkeep/backup/schedule', () => {
  it.each([
    // 03:00 in Tokyo is 18:00 UTC of the day before.
    ['2026-11-30T18:00:00.000Z', 'Asia/Tokyo', 24, 3, '2026-11-30T18:00:00.000Z'],
    ['2026-11-30T17:59:59.999Z', 'Asia/Tokyo', 24, 3, '2026-11-29T18:00:00.000Z'],
    ['2026-11-30T12:30:00.000Z', 'UTC', 6, 3, '2026-11-30T09:00:00.000Z'],
    ['2026-11-30T01:30:00.000Z', 'UTC', 6, 3, '2026-11-29T21:00:00.000Z'],
  ])('%s in %s, every %d hours from %d, lies in the stretch of %s', (now, zone, everyHours, hour, begin) => {
    expect(stretchOf(at(now), zone, { everyHours, hour })).toBe(begin);
  });

  it('divides time without a hole: a stretch begins where the one before ends, give or take the hour of a change of clocks', () => {
    const instants = fc
      .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })
      .map((millis) => instantFromMillis(millis) as Instant);
    const zones = fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: 1, max: 168 }), fc.integer({ min: 0, max: 23 }), (now, zone, everyHours, hour) => {
        const begin = stretchOf(now, zone, { everyHours, hour });
        const age = millisOf(now) - millisOf(begin);
        expect(age).toBeGreaterThanOrEqual(-HOUR);
        expect(age).toBeLessThan((everyHours + 1) * HOUR);
        // Later in the same stretch the same task is named; a later moment never names an earlier stretch.
        expect(stretchOf(plusMillis(now, HOUR), zone, { everyHours, hour }) >= begin).toBe(true);
      }),
    );
  });

  it('asks for one a stretch, again an hour after each failure, and for none once one was taken', () => {
    const begin = at('2026-11-30T18:00:00.000Z');
    const now = at('2026-11-30T20:00:00.000Z');
    const failed = (when: string) => ({ at: at(when), reason: 'full', detail: '' }) as const;
    expect(dueTask(now, begin, none)).toBe(`desk.back-up/${begin}/0`);
    expect(dueTask(now, begin, { ...none, failures: 1, failed: failed('2026-11-30T19:00:00.001Z') })).toBeNull();
    expect(dueTask(now, begin, { ...none, failures: 1, failed: failed('2026-11-30T19:00:00.000Z') })).toBe(`desk.back-up/${begin}/1`);
    expect(dueTask(now, begin, { ...none, taken: 1 })).toBeNull();
    // A failure of the stretch before holds nothing up.
    expect(dueTask(now, begin, { ...none, failed: failed('2026-11-30T19:59:00.000Z') })).toBe(`desk.back-up/${begin}/0`);
  });

  it('names files so that they sort by time', () => {
    expect(fileNameOf(at('2026-11-30T18:00:05.123Z'))).toBe('matoi-2026-11-30T18-00-05Z.backup');
  });
});
