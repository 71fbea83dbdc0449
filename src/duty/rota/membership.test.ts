// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { atTime, dayAt, weekdayOf } from '../../common/civil-day.ts';
import { lintRota } from './lint.ts';
import { planFaults, planSchema } from './plan.ts';
import { openRota } from './roster.ts';
import { openWays } from '../../../test/support/duty-world.ts';

const zone = 'Asia/Tokyo';
const at = (day: string, time: string) => atTime(day, time, zone);
const person = (id: string, more: object = {}) => ({ id, name: id, mail: [`${id}@example.jp`], ...more });

function planOf(people: readonly object[], more: object = {}, layer: object = {}) {
  return planSchema.parse({
    zone,
    people,
    rosters: [
      {
        id: 'night',
        name: { ja: '夜間', en: 'Night' },
        layers: [
          { id: 'turns', people: ['mori', 'hara', 'oda'], start: '2027-03-01T10:00', rotation: { unit: 'week', every: 2 }, ...layer },
        ],
      },
    ],
    policies: [{ id: 'call', name: { ja: '呼', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'night' }] }] }],
    ...more,
  });
}
const on = (plan: ReturnType<typeof planOf>, day: string, time: string) => openRota(plan, holidayBook()).at('night', at(day, time)).person;
const findings = (plan: ReturnType<typeof planOf>) =>
  lintRota(openRota(plan, holidayBook()), at('2027-03-01', '10:00'), 60, openWays()).findings;

describe('duty/membership', () => {
  it('ends a turn with the last day on the team and gives the rest to the next one', () => {
    const plan = planOf([person('mori', { until: '2027-03-09' }), person('hara'), person('oda')]);

    expect(on(plan, '2027-03-09', '23:59')).toBe('mori');
    expect(on(plan, '2027-03-10', '00:00')).toBe('hara');
    expect(on(plan, '2027-03-14', '12:00')).toBe('hara');
  });

  it('gives a turn to the one who joins in its first days, from that day on', () => {
    const plan = planOf([person('mori', { from: '2027-03-03' }), person('hara'), person('oda')]);

    expect(on(plan, '2027-03-02', '12:00')).toBe('hara');
    expect(on(plan, '2027-03-03', '12:00')).toBe('mori');
  });

  it('is a fault where the last day lies before the first, and none where they are one day', () => {
    const faults = (from: string, until: string) =>
      planFaults(planOf([person('mori', { from, until }), person('hara'), person('oda')]), () => true);

    expect(faults('2027-03-09', '2027-03-02')).toEqual(['mori: the last day 2027-03-02 lies before the first day 2027-03-09']);
    expect(faults('2027-03-09', '2027-03-09')).toEqual([]);
  });

  it('does not take turns from the one whose free weekday is the day of hand-over', () => {
    const plan = planOf([person('mori', { never: [1] }), person('hara'), person('oda')]);

    expect(on(plan, '2027-03-01', '12:00')).toBe('hara');
    expect(on(plan, '2027-03-02', '12:00')).toBe('mori');
    expect(on(plan, '2027-03-08', '12:00')).toBe('hara');
  });

  it.each([
    ['hour', 30, false],
    ['day', 1, true],
    ['day', 3, false],
    ['week', 1, true],
    ['week', 2, false],
  ] as const)('has nobody on duty outside their days, at any instant (%s, %i)', (unit, every, fair) => {
    const people = [person('mori', { until: '2027-04-21' }), person('hara', { never: [3, 6] }), person('oda', { from: '2027-03-17' })];
    const plan = planOf(people, {}, { rotation: { unit, every }, fair });
    const rota = openRota(plan, holidayBook());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * 1440 }), (minute) => {
        const instant = at('2027-03-01', '10:00') + minute * 60_000;
        const day = dayAt(instant, zone);
        const who = rota.at('night', instant).person;
        if (who === 'mori') return day <= '2027-04-21';
        if (who === 'hara') return ![3, 6].includes(weekdayOf(day));
        if (who === 'oda') return day >= '2027-03-17';
        return day > '2027-04-21' ? day < '2027-03-17' : [3, 6].includes(weekdayOf(day)) && (day > '2027-04-21' || day < '2027-03-17');
      }),
      { numRuns: 400 },
    );
  });

  it('names overrides to people who left or never have duty that day, and policies that page who left', () => {
    const plan = planOf([person('mori'), person('hara', { never: [7] }), person('oda', { until: '2027-03-05' })], {
      overrides: [
        { id: 'a', roster: 'night', person: 'oda', from: '2027-03-05T12:00:00+09:00', to: '2027-03-06T12:00:00+09:00' },
        { id: 'b', roster: 'night', person: 'hara', from: '2027-03-07T01:00:00+09:00', to: '2027-03-07T02:00:00+09:00' },
      ],
      policies: [{ id: 'urgent', name: { ja: '緊急', en: 'Urgent' }, steps: [{ afterMinutes: 0, targets: [{ person: 'oda' }] }] }],
    });

    expect(findings(plan).map(({ code, at: when }) => [code, when])).toEqual([
      ['duty.not-on-team', '2027-03-05T15:00:00.000Z'],
      ['duty.never-day', '2027-03-06T16:00:00.000Z'],
      ['duty.not-on-team', '2027-03-05T15:00:00.000Z'],
    ]);
  });

  it('finds nothing to say of turns that end with their people', () => {
    expect(findings(planOf([person('mori', { until: '2027-03-09' }), person('hara', { never: [3] }), person('oda')]))).toEqual([]);
  });
});
