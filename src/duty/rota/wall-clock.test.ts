// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { planSchema } from './plan.ts';
import type { DutyPlan } from './plan.ts';
import { openRota } from './roster.ts';

const CASE = '../shared/cases/acting/20-duty-12h-turns-and-dst.json';
const planOf = (zone: string, start: string, rotation: object, people = ['a', 'b', 'c']) =>
  planSchema.parse({
    zone,
    people: people.map((id) => ({ id, name: id })),
    rosters: [{ id: 'r', name: { ja: 'r', en: 'r' }, layers: [{ id: 'l', people, start, rotation }] }],
  });
/** The wall time in the zone by another road than the product's: the platform's own formatter. */
const wall = (at: number, timeZone: string): string => {
  const known =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, known);
  return known.format(at);
};
const formats = new Map<string, Intl.DateTimeFormat>();
const handOvers = (plan: DutyPlan, from: string, days: number): readonly number[] => {
  const begin = Date.parse(from);
  return openRota(plan, holidayBook())
    .segments(plan.rosters[0]?.id ?? '', begin, begin + days * 86_400_000)
    .slice(1)
    .map((segment) => segment.from)
    .filter((at, index, all) => all.indexOf(at) === index);
};

describe('duty/wall-clock', () => {
  it.each([
    ['Europe/Madrid', '2027-01-04T08:00', ['08:00', '20:00']],
    ['America/Denver', '2027-01-04T06:30', ['06:30', '18:30']],
    ['Australia/Lord_Howe', '2027-01-04T07:00', ['07:00', '19:00']],
    ['Asia/Tokyo', '2027-01-04T09:00', ['09:00', '21:00']],
  ])('hands over at the same two times all year in %s', (zone, start, times) => {
    const changes = handOvers(planOf(zone, start, { unit: 'hour', every: 12 }), '2027-01-10T00:00:00Z', 360);
    expect(new Set(changes.filter((at) => new Date(at).getUTCDay() >= 0).map((at) => wall(at, zone)))).toEqual(
      new Set([...times, ...midnights(changes, zone)]),
    );
    expect(changes.filter((at) => times.includes(wall(at, zone))).length).toBeGreaterThan(715);
  });

  it('leaves no hole and no doubled person over any change of the clocks, whatever the length of the turn', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/London', 'America/New_York', 'Africa/Cairo', 'Pacific/Chatham', 'America/Santiago'),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 23 }),
        (zone, every, hour) => {
          const plan = planOf(zone, `2027-01-01T${String(hour).padStart(2, '0')}:00`, { unit: 'hour', every });
          const begin = Date.parse('2027-01-02T12:00:00Z');
          const segments = openRota(plan, holidayBook()).segments('r', begin, begin + 330 * 86_400_000);
          const faults = segments.filter(
            ({ person, from, to }, index) => person === null || to <= from || (index > 0 && from !== segments[index - 1]?.to),
          );
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it.skipIf(!existsSync(CASE))('keeps 9 and 21 in the collected case', () => {
    const plan = planSchema.parse(JSON.parse(readFileSync(CASE, 'utf8')));
    const of = (from: string) => new Set(handOvers(plan, from, 20).map((at) => wall(at, plan.zone)));
    expect([...of('2026-01-10T12:00:00Z')].filter((time) => time !== '00:00').toSorted()).toEqual(['09:00', '21:00']);
    expect([...of('2026-07-10T12:00:00Z')].filter((time) => time !== '00:00').toSorted()).toEqual(['09:00', '21:00']);
  });
});

/** A stretch ends at midnight as well where the kind of day changes. */
function midnights(changes: readonly number[], zone: string): readonly string[] {
  return changes.some((at) => wall(at, zone) === '00:00') ? ['00:00'] : [];
}
