// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../kernel/instant.ts';
import {
  atTime,
  atWallTime,
  dayAt,
  dayOf,
  dayOfNumber,
  daysBetween,
  fullDaysBetween,
  isDay,
  numberOfDay,
  plusDays,
  timeAt,
  weekdayOf,
} from './civil-day.ts';

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9000-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('common/civil-day', () => {
  it('counts days and weekdays as the ISO calendar of Temporal does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        const to = plusDays(from, days);

        expect(to).toBe(Temporal.PlainDate.from(from).add({ days }).toString());
        expect(weekdayOf(from)).toBe(Temporal.PlainDate.from(from).dayOfWeek);
        expect(daysBetween(from, to)).toBe(days);
      }),
      { numRuns: 300 },
    );
  });

  it('knows the days that exist, and numbers them there and back', () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(isDay(one)).toBe(true);
        expect(dayOfNumber(numberOfDay(one))).toBe(one);
        expect(numberOfDay(plusDays(one, 1))).toBe(numberOfDay(one) + 1);
      }),
    );
    expect(['2027-02-29', '2027-13-01', '2027-1-1', '2027-01-01T00:00:00Z', ''].map(isDay)).toEqual(Array.from({ length: 5 }, () => false));
    expect(isDay('2028-02-29')).toBe(true);
  });

  it('counts days that are over, and none that lie ahead', () => {
    expect(fullDaysBetween('2026-11-20', '2026-11-22T23:59:59Z')).toBe(2);
    expect(fullDaysBetween('2026-11-20T12:00:00Z', '2026-11-21T11:59:59Z')).toBe(0);
    expect(fullDaysBetween('2026-11-22', '2026-11-20')).toBe(0);
    expect(fullDaysBetween('some day', '2026-11-20')).toBeNaN();
  });

  it('reads days and times of a zone as Temporal does, at and around every change of its clocks', () => {
    const zones = ['Asia/Tokyo', 'Europe/Dublin', 'America/St_Johns', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Pacific/Apia', '+05:45'];
    const begin = Date.parse('1946-01-01T00:00:00Z');
    const moment = fc.integer({ min: begin, max: Date.parse('2090-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, fc.integer({ min: -100_000_000, max: 100_000_000 }), (zone, from, by) => {
        const change = Temporal.Instant.fromEpochMilliseconds(from)
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition('next')?.epochMilliseconds;
        for (const at of [from, change ?? from, (change ?? from) - 1, (change ?? from) + by]) {
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
          const there = wall.toPlainDate().toString();
          const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
          expect([dayAt(at, zone), timeAt(at, zone)]).toEqual([there, time]);
          expect(atTime(there, time, zone)).toBe(Temporal.PlainDateTime.from(`${there}T${time}`).toZonedDateTime(zone).epochMilliseconds);
        }
      }),
      { numRuns: 300 },
    );
    expect(() => atTime('2027-02-30', '09:00', 'Asia/Tokyo')).toThrow(RangeError);
    expect(() => atTime('2027-02-03', '24:00', 'Asia/Tokyo')).toThrow(RangeError);
    expect(() => dayAt(0, 'Asia/Nowhere')).toThrow(RangeError);
  });

  it('takes the day of the zone, not that of UTC', () => {
    const instant = parseInstant('2026-11-21T15:30:00Z');
    if (instant === null) throw new Error('unreadable');

    expect(dayOf(instant, 'Asia/Tokyo')).toBe('2026-11-22');
    expect(dayAt(Date.parse(instant), 'America/New_York')).toBe('2026-11-21');
  });

  it('reads a wall time that a spring night lacks later for a duty and earlier for a deadline', () => {
    expect(new Date(atTime('2026-03-29', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(Date.parse(atWallTime('2026-03-29', '02:30', 'Europe/Berlin'))).toBe(Date.parse('2026-03-29T00:30:00Z'));
  });

  it('takes the first passing of a wall time that an autumn night has twice', () => {
    const first = Date.parse('2026-10-25T00:30:00Z');

    expect(atTime('2026-10-25', '02:30', 'Europe/Berlin')).toBe(first);
    expect(Date.parse(atWallTime('2026-10-25', '02:30', 'Europe/Berlin'))).toBe(first);
  });
});
