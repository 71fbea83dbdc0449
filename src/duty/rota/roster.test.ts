// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { isZone } from '../../kernel/instant.ts';
import { atTime, dayAt, plusDays, weekdayOf } from '../../common/civil-day.ts';
import { longWeekends } from './day-kind.ts';
import { lintRota } from './lint.ts';
import { planFaults, planSchema } from './plan.ts';
import type { DutyPlan } from './plan.ts';
import { openRota } from './roster.ts';
import { openWays } from '../../../test/support/duty-world.ts';
import { whoIsOn } from './who.ts';

const holidays = holidayBook();
const plan = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));
const team = ['sato', 'suzuki', 'takahashi', 'tanaka', 'ito'];
const rota = openRota(plan, holidays);

function onAt(day: string, time: string, of: DutyPlan = plan) {
  return openRota(of, holidays).at('primary', atTime(day, time, 'Asia/Tokyo'));
}

/** How many days of each kind each person carries, by the person on duty at noon. */
function daysOfDuty(of: DutyPlan, from: string, to: string) {
  const read = openRota(of, holidays);
  const shown = read.segments('primary', atTime(from, '00:00', of.zone), atTime(plusDays(to, 1), '00:00', of.zone));
  const counts = new Map<string, { weekend: number; holiday: number; working: number }>();
  let index = 0;
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    const noon = atTime(day, '12:00', of.zone);
    while ((shown[index]?.to ?? Infinity) <= noon) index += 1;
    const person = shown[index]?.person ?? 'nobody';
    const count = counts.get(person) ?? { weekend: 0, holiday: 0, working: 0 };
    count[read.calendar.kindOf(day).kind] += 1;
    counts.set(person, count);
  }
  return counts;
}

const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);

describe('duty/roster', { timeout: 60_000 }, () => {
  it('gives the same holiday duties to everybody, within one, over ten years', () => {
    const alone = { ...plan, absences: [] };
    const counts = daysOfDuty(alone, '2026-01-01', '2035-12-31');

    expect([...counts.keys()].toSorted()).toEqual(team.toSorted());
    expect(spread([...counts.values()].map((count) => count.holiday))).toBeLessThanOrEqual(1);
    expect(spread([...counts.values()].map((count) => count.weekend))).toBeLessThanOrEqual(1);
  });

  it('stays within one over ten years though people take leave, swap, and one never works on Wednesdays', () => {
    const absences = Array.from({ length: 60 }, (_, index) => {
      const from = atTime(plusDays('2026-02-01', index * 57), '09:00', 'Asia/Tokyo');
      return {
        person: team[(index * 3) % 5] as string,
        from: new Date(from).toISOString(),
        to: new Date(from + (3 + (index % 12)) * 86_400_000).toISOString(),
        reason: '',
      };
    });
    const counts = daysOfDuty({ ...plan, absences }, '2026-01-01', '2035-12-31');

    expect(counts.has('nobody')).toBe(false);
    expect(spread([...counts.values()].map((count) => count.holiday))).toBeLessThanOrEqual(1);
    expect(spread([...counts.values()].map((count) => count.weekend))).toBeLessThanOrEqual(1);
  });

  it('gives every weekday turn to the next one, so that Friday’s person is not on again on Monday', () => {
    const counts = daysOfDuty(
      { ...plan, absences: [], people: plan.people.map((person) => ({ ...person, never: undefined }) as never) },
      '2026-01-01',
      '2027-12-31',
    );

    expect(spread([...counts.values()].map((count) => count.working))).toBeLessThanOrEqual(1);
    const alone = openRota({ ...plan, absences: [] }, holidays);
    const on = (day: string) => alone.at('primary', atTime(day, '12:00', 'Asia/Tokyo')).person;
    for (let day = '2026-03-02'; day < '2026-12-01'; day = plusDays(day, 1)) {
      if (weekdayOf(day) !== 5 || rota.calendar.kindOf(day).kind !== 'working' || rota.calendar.kindOf(plusDays(day, 3)).kind !== 'working')
        continue;
      expect(on(plusDays(day, 3))).not.toBe(on(day));
    }
  });

  it('pages exactly the person whom the roster shows, at 10,000 random instants', () => {
    const from = Date.parse('2026-01-10T00:00:00Z');
    const to = Date.parse('2028-12-31T00:00:00Z');
    const overrides = Array.from({ length: 40 }, (_, index) => {
      const start = from + index * 26.3 * 86_400_000;
      return {
        id: `o${index}`,
        roster: 'primary',
        person: team[index % 5] as string,
        from: new Date(start).toISOString(),
        to: new Date(start + 30.5 * 3_600_000).toISOString(),
        reason: '',
      };
    });
    const shown = openRota({ ...plan, overrides }, holidays).segments('primary', from, to);
    const paged = openRota({ ...plan, overrides }, holidays);
    let seed = 7;
    for (let round = 0; round < 10_000; round += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const at = Math.floor(from + (seed / 2_147_483_648) * (to - from));
      const row = shown.find((segment) => segment.from <= at && at < segment.to);
      const paging = paged.at('primary', at);
      if (row === undefined || row.person !== paging.person)
        throw new Error(`${new Date(at).toISOString()}: shown ${row?.person}, paged ${paging.person}`);
    }
    expect(shown.some((segment) => segment.because === 'override')).toBe(true);
  });

  it('never leaves a hole and never overlaps, whatever span is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 * 86_400 }), fc.integer({ min: 1, max: 60 * 86_400 }), (offset, length) => {
        const from = Date.parse('2026-01-05T00:00:00Z') + offset * 1000;
        const segments = rota.segments('primary', from, from + length * 1000);
        return (
          segments[0]?.from === from &&
          segments.at(-1)?.to === from + length * 1000 &&
          segments.every((segment, index) => segment.from < segment.to && (index === 0 || segments[index - 1]?.to === segment.from))
        );
      }),
      { numRuns: 120 },
    );
  });

  it('does not put somebody on leave on duty, and takes nobody else’s turn away for it', () => {
    for (let day = '2026-11-21'; day <= '2026-11-28'; day = plusDays(day, 1)) expect(onAt(day, '12:00').person).not.toBe('suzuki');
    expect(
      rota
        .segments('primary', Date.parse('2026-11-20T09:00:00Z'), Date.parse('2026-11-29T00:00:00Z'))
        .every((segment) => segment.person !== null),
    ).toBe(true);
  });

  it('hands over at nine, so the night before Monday still belongs to Sunday’s person', () => {
    expect(onAt('2026-11-24', '08:59').person).toBe(onAt('2026-11-23', '12:00').person);
    expect(onAt('2026-11-24', '08:59').kind).toBe('holiday');
  });

  it('swaps two duties hand for hand and says so', () => {
    const first = atTime('2026-12-05', '12:00', 'Asia/Tokyo');
    const second = atTime('2026-12-06', '12:00', 'Asia/Tokyo');
    const before = [rota.at('primary', first).person, rota.at('primary', second).person];
    const swaps = [
      {
        id: 's1',
        roster: 'primary',
        layer: 'off-days',
        first: new Date(first).toISOString(),
        second: new Date(second).toISOString(),
        reason: '',
      },
    ];
    const after = openRota({ ...plan, swaps }, holidays);

    expect([after.at('primary', second).person, after.at('primary', first).person]).toEqual(before);
    expect(after.at('primary', first).because).toBe('swap');
  });

  it('starts a newcomer level with the others instead of owing ten years', () => {
    const people = plan.people.map((person) => (person.id === 'ito' ? { ...person, from: '2027-01-01' } : person));
    const counts = daysOfDuty({ ...plan, people, absences: [] }, '2027-01-01', '2027-12-31');

    expect(spread([...counts.values()].map((count) => count.holiday))).toBeLessThanOrEqual(2);
    expect(counts.get('ito')?.weekend ?? 0).toBeGreaterThan(10);
  });

  it('follows the wall clock through the nights on which New York changes it', () => {
    const [layer] = plan.rosters[0]?.layers.slice(1) ?? [];
    const american = {
      ...plan,
      zone: 'America/New_York',
      country: 'US',
      closures: [],
      absences: [],
      rosters: [
        {
          id: 'primary',
          name: { ja: '当番', en: 'Duty' },
          required: true,
          layers: [{ ...layer, days: 'all' as const, start: '2026-03-01T02:30' } as never],
        },
      ],
    };
    const read = openRota(american, holidays);
    const spring = read.segments('primary', Date.parse('2026-03-08T05:00:00Z'), Date.parse('2026-03-10T12:00:00Z'));
    const autumn = read.segments('primary', Date.parse('2026-10-31T12:00:00Z'), Date.parse('2026-11-03T12:00:00Z'));

    for (const segment of [...spring, ...autumn]) expect(segment.person).not.toBeNull();
    // The spring night has no half past two: hand-over an hour later on the wall, at 07:30 UTC.
    expect(spring.map((segment) => new Date(segment.from).toISOString())).toContain('2026-03-08T07:30:00.000Z');
    expect(autumn.map((segment) => new Date(segment.from).toISOString())).toContain('2026-11-02T07:30:00.000Z');
  });

  it('finds gaps, long weekends and provisional days over 400 days', () => {
    const sound = lintRota(rota, Date.parse('2026-11-21T05:00:00Z'), 400, openWays());
    expect(sound.gaps).toEqual([]);
    expect(sound.longWeekends[0]).toMatchObject({ from: '2026-11-21', to: '2026-11-23', days: 3 });
    expect(sound.longWeekends.map((long) => long.from)).toContain('2026-12-29');

    const [primary, manager] = plan.rosters;
    const holed = {
      ...plan,
      rosters: [{ ...primary, layers: primary?.layers.filter((layer) => layer.id === 'weekdays') } as never, manager as never],
    };
    const found = lintRota(openRota(holed, holidays), Date.parse('2026-11-21T05:00:00Z'), 400, openWays());
    expect(found.sound).toBe(false);
    expect(found.gaps[0]).toEqual({ roster: 'primary', from: '2026-11-21T05:00:00.000Z', to: '2026-11-24T00:00:00.000Z', hours: 67 });
  });

  it('names everything in a plan that points nowhere', () => {
    const bad = planSchema.parse({
      ...plan,
      zone: 'Mars/Base',
      people: [...plan.people, plan.people[0]],
      overrides: [{ id: 'o', roster: 'nowhere', person: 'ghost', from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
    });
    expect(planFaults(bad, isZone)).toEqual([
      'zone: Mars/Base is no time zone',
      'people: sato stands twice',
      'override or absence: nobody is called ghost',
      'ghost 2026-01-02T00:00:00Z: the end is not after the beginning',
      'o: there is no roster nowhere',
    ]);
  });

  it('refuses a closure that ends before it begins, but not one over New Year', () => {
    const name = { ja: '休業', en: 'Closed' };
    const faultsOf = (from: string, to: string) => planFaults(planSchema.parse({ ...plan, closures: [{ from, to, name }] }), isZone);

    expect(faultsOf('2027-08-16', '2027-08-12')).toEqual(['closure 2027-08-16 to 2027-08-12: the end lies before the beginning']);
    expect(faultsOf('--08-12', '2027-08-16')).toEqual(['closure --08-12 to 2027-08-16: either both days carry a year or neither does']);
    expect(faultsOf('2027-12-31', '2027-12-31')).toEqual([]);
    expect(faultsOf('--02-29', '--03-01')).toEqual([]);
    for (const none of ['2027-02-29', '2027-06-31', '--04-31', '--13-01', '--00-10', '2027-00-00'])
      expect(faultsOf(none, none)).toEqual([`closure ${none} to ${none}: there is no day ${none}`]);
    for (const [from, to] of [
      ['--12-30', '--01-02'],
      ['2027-08-12', '2027-08-12'],
      ['2027-12-30', '2028-01-02'],
    ] as const)
      expect(faultsOf(from, to)).toEqual([]);
  });

  it('says who is on, until when and why', () => {
    const found = whoIsOn(rota, Date.parse('2026-11-23T03:00:00Z'));
    expect(found).toMatchObject({
      at: '2026-11-23T03:00:00.000Z',
      zone: 'Asia/Tokyo',
      day: { date: '2026-11-23', kind: 'holiday', name: { ja: '勤労感謝の日' } },
    });
    expect(found.rosters[0]).toMatchObject({
      roster: 'primary',
      person: { id: expect.stringMatching(/^(sato|takahashi|tanaka|ito)$/) },
      until: '2026-11-24T00:00:00.000Z',
    });
  });

  it('sees the five-day week of September 2026 as one stretch', () => {
    expect(longWeekends(rota.calendar, '2026-09-01', 30)).toMatchObject([{ from: '2026-09-19', to: '2026-09-23', days: 5 }]);
    expect(dayAt(Date.parse('2026-11-20T15:00:00Z'), 'Asia/Tokyo')).toBe('2026-11-21');
  });
});
