// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { atTime, dayAt, timeAt } from '../../common/civil-day.ts';
import type { Holidays } from '../../common/holidays.port.ts';
import { calendarOf } from './day-kind.ts';
import { planSchema } from './plan.ts';
import { absencesOf, layerShifts, overlaps } from './shifts.ts';

const zone = 'Asia/Tokyo';
/** 3 March 2027, a Wednesday, is a holiday here, and no other day. */
const holidays: Holidays = {
  on: (_, day) => (day === '2027-03-03' ? { is: 'holiday', name: { ja: '祝日', en: 'Holiday' }, provisional: false } : { is: 'none' }),
};
const at = (day: string, time = '00:00') => atTime(`2027-${day}`, time, zone);
const instant = (day: string, time = '00:00') => new Date(at(day, time)).toISOString();
const away = (person: string, from: number, to: number) => ({ person, from: new Date(from).toISOString(), to: new Date(to).toISOString() });

type Asked = { readonly people?: readonly object[]; readonly layer?: object; readonly plan?: object; readonly until: number };

function shiftsOf({ people = ['ada', 'bo', 'cy'].map((id) => ({ id })), layer = {}, plan = {}, until }: Asked) {
  const ids = people.map((one) => (one as { id: string }).id);
  const own = { id: 'own', people: ids, start: '2027-03-01T09:00', rotation: { unit: 'day', every: 1 }, ...layer };
  const read = planSchema.parse({
    zone,
    people: people.map((one) => ({ name: 'x', ...one })),
    rosters: [
      { id: 'night', name: { ja: '夜', en: 'Night' }, layers: [own, { ...own, id: 'second' }] },
      { id: 'day', name: { ja: '昼', en: 'Day' }, layers: [{ ...own, id: 'own' }] },
    ],
    ...plan,
  });
  const [first] = read.rosters[0]?.layers ?? [];
  return first === undefined ? [] : layerShifts(read, first, calendarOf(read, holidays), until);
}

const when = (millis: number): string => `${dayAt(millis, zone).slice(5)} ${timeAt(millis, zone)}`;
/** `03-01 09:00 ada`, where the next line begins at the end of this one; `… to …` where it does not. */
function lines(asked: Asked): readonly string[] {
  const shifts = shiftsOf(asked);
  return shifts.map((shift, index) => {
    const next = shifts[index + 1];
    const end = next?.from === shift.to ? '' : ` to ${when(shift.to)}`;
    return `${when(shift.from)}${end} ${shift.person ?? 'nobody'}${shift.because === 'turn' ? '' : ` (${shift.because})`}`;
  });
}

describe('duty/rota/shifts', () => {
  it.each<readonly [string, object, number, readonly string[]]>([
    [
      'a day',
      { unit: 'day', every: 1 },
      at('03-04', '09:01'),
      ['03-01 09:00 ada', '03-02 09:00 bo', '03-03 09:00 cy', '03-04 09:00 to 03-05 09:00 ada'],
    ],
    ['two days', { unit: 'day', every: 2 }, at('03-05'), ['03-01 09:00 ada', '03-03 09:00 to 03-05 09:00 bo']],
    ['a week', { unit: 'week', every: 1 }, at('03-15'), ['03-01 09:00 ada', '03-08 09:00 to 03-15 09:00 bo']],
    ['two weeks', { unit: 'week', every: 2 }, at('03-16'), ['03-01 09:00 ada', '03-15 09:00 to 03-29 09:00 bo']],
    [
      'twelve hours',
      { unit: 'hour', every: 12 },
      at('03-02', '10:00'),
      ['03-01 09:00 ada', '03-01 21:00 bo', '03-02 09:00 to 03-02 21:00 cy'],
    ],
  ])('turns of %s follow one another from the start, in the order of the team', (_, rotation, until, wanted) => {
    expect(lines({ layer: { rotation }, until })).toEqual(wanted);
  });

  it.each(['day', 'hour'])('a turn (%s) that begins at the very end of what is asked is not among them', (unit) => {
    expect(lines({ layer: { rotation: { unit, every: unit === 'day' ? 1 : 24 } }, until: at('03-02', '09:00') })).toEqual([
      '03-01 09:00 to 03-02 09:00 ada',
    ]);
  });

  it('numbers the slots, gives the kind of the day on which each begins, and joins nothing of two slots', () => {
    expect(shiftsOf({ until: at('03-07') }).map(({ slot, kind }) => [slot, kind])).toEqual([
      [0, 'working'],
      [1, 'working'],
      [2, 'holiday'],
      [3, 'working'],
      [4, 'working'],
      [5, 'weekend'],
    ]);
  });

  describe('hours and days', () => {
    it('a night that began before the hand-over at midnight belongs to the one who takes over', () => {
      const layer = { start: '2027-03-01T00:00', hours: { from: '22:00', to: '06:00' } };

      expect(lines({ layer, until: at('03-02', '01:00') })).toEqual([
        '03-01 00:00 to 03-01 06:00 ada',
        '03-01 22:00 ada',
        '03-02 00:00 to 03-02 06:00 bo',
        '03-02 22:00 to 03-03 00:00 bo',
      ]);
    });

    it.each([
      ['daytime', { from: '09:00', to: '17:30' }, ['03-01 09:00 to 03-01 17:30 ada', '03-02 09:00 to 03-02 17:30 bo']],
      ['the whole day, where both ends are the same', { from: '09:00', to: '09:00' }, ['03-01 09:00 ada', '03-02 09:00 to 03-03 09:00 bo']],
      ['a night within the slot', { from: '22:00', to: '06:00' }, ['03-01 22:00 to 03-02 06:00 ada', '03-02 22:00 to 03-03 06:00 bo']],
    ])('%s', (_, hours, wanted) => {
      expect(lines({ layer: { hours }, until: at('03-03', '08:00') })).toEqual(wanted);
    });

    it('in turns of hours a duty is cut at each hand-over', () => {
      const layer = { rotation: { unit: 'hour', every: 4 }, hours: { from: '08:00', to: '18:00' } };

      // The start lies within that day's hours; the night's turns use up nobody's.
      expect(lines({ layer, until: at('03-02', '13:00') })).toEqual([
        '03-01 09:00 ada',
        '03-01 13:00 bo',
        '03-01 17:00 to 03-01 18:00 cy',
        '03-02 08:00 ada',
        '03-02 09:00 to 03-02 13:00 bo',
      ]);
    });

    it('days off run from hand-over to hand-over, weekend and holiday apart, working days between them use up no turn', () => {
      const asked = { layer: { days: 'off' }, until: at('03-14') };

      expect(lines(asked)).toEqual([
        '03-03 09:00 to 03-04 09:00 ada',
        '03-06 09:00 bo',
        '03-07 09:00 to 03-08 09:00 cy',
        '03-13 09:00 to 03-14 09:00 ada',
      ]);
      expect(shiftsOf(asked).map(({ kind, slot }) => [kind, slot])).toEqual([
        ['holiday', 0],
        ['weekend', 1],
        ['weekend', 2],
        ['weekend', 3],
      ]);
    });

    it('in a turn of a week the working days are joined, and parted by what lies between', () => {
      expect(lines({ layer: { days: 'working', rotation: { unit: 'week' } }, until: at('03-09') })).toEqual([
        '03-01 09:00 to 03-03 09:00 ada',
        '03-04 09:00 to 03-06 09:00 ada',
        '03-08 09:00 to 03-13 09:00 bo',
      ]);
    });

    it('a holiday beside a weekend is a part of its own', () => {
      const closures = [{ from: '2027-03-05', to: '2027-03-05', name: { ja: '休', en: 'Closed' } }];

      expect(lines({ layer: { days: 'off', rotation: { unit: 'week' } }, plan: { closures }, until: at('03-08') })).toEqual([
        '03-03 09:00 to 03-04 09:00 ada',
        '03-05 09:00 ada',
        '03-06 09:00 to 03-08 09:00 ada',
      ]);
    });

    it('only the weekdays it names, and of these only the kind it names', () => {
      expect(lines({ layer: { weekdays: [1, 3] }, until: at('03-09') })).toEqual([
        '03-01 09:00 to 03-02 09:00 ada',
        '03-03 09:00 to 03-04 09:00 bo',
        '03-08 09:00 to 03-09 09:00 cy',
      ]);
      expect(lines({ layer: { weekdays: [1, 3], days: 'working' }, until: at('03-09') })).toEqual([
        '03-01 09:00 to 03-02 09:00 ada',
        '03-08 09:00 to 03-09 09:00 bo',
      ]);
    });
  });

  describe('who is away', () => {
    it('the next of the team stands in for as long as the absence lasts, and nobody’s turn moves', () => {
      const absences = [away('bo', at('03-02', '15:00'), at('03-02', '18:00'))];

      expect(lines({ plan: { absences }, until: at('03-04') })).toEqual([
        '03-01 09:00 ada',
        '03-02 09:00 bo',
        '03-02 15:00 cy (substitute)',
        '03-02 18:00 bo',
        '03-03 09:00 to 03-04 09:00 cy',
      ]);
    });

    it('an absence that ends at the hand-over, or begins at the next one, takes nothing away', () => {
      const absences = [away('bo', at('03-01'), at('03-02', '09:00')), away('bo', at('03-03', '09:00'), at('03-05'))];

      expect(lines({ plan: { absences }, until: at('03-03', '09:00') })).toEqual(['03-01 09:00 ada', '03-02 09:00 to 03-03 09:00 bo']);
    });

    it('where the next one is away too the one after stands in, and again the first of the team after the last', () => {
      const absences = [away('cy', at('03-03'), at('03-05')), away('ada', at('03-03'), at('03-03', '20:00'))];

      expect(lines({ plan: { absences }, until: at('03-04') }).slice(2)).toEqual([
        '03-03 09:00 bo (substitute)',
        '03-03 20:00 to 03-04 09:00 ada (substitute)',
      ]);
    });

    it('where everybody is away nobody has it, for as long as that lasts', () => {
      const absences = ['ada', 'bo', 'cy'].map((person, index) => away(person, at('03-02', '09:00'), at('03-02', `1${index + 2}:00`)));

      expect(lines({ plan: { absences }, until: at('03-03') })).toEqual([
        '03-01 09:00 ada',
        '03-02 09:00 nobody (substitute)',
        '03-02 12:00 ada (substitute)',
        '03-02 13:00 to 03-03 09:00 bo',
      ]);
    });

    it('two absences that meet are one to whoever stands in', () => {
      const absences = [away('ada', at('03-01'), at('03-01', '12:00')), away('ada', at('03-01', '12:00'), at('03-02', '09:00'))];

      expect(lines({ plan: { absences }, until: at('03-02') })).toEqual(['03-01 09:00 to 03-02 09:00 bo (substitute)']);
    });
  });

  describe('who is on the team', () => {
    it('a turn belongs to the one whose last day it begins on, up to midnight; the next turn is another’s', () => {
      const people = [{ id: 'ada', until: '2027-03-04' }, { id: 'bo' }, { id: 'cy' }];

      expect(lines({ people, until: at('03-08') })).toEqual([
        '03-01 09:00 ada',
        '03-02 09:00 bo',
        '03-03 09:00 cy',
        '03-04 09:00 ada',
        '03-05 00:00 bo (substitute)',
        '03-05 09:00 bo',
        '03-06 09:00 cy',
        '03-07 09:00 to 03-08 09:00 bo',
      ]);
    });

    it('a turn of a week belongs to who joins in its first half, not to who joins in the middle of it', () => {
      const asked = (from: string, every = 4) => ({
        people: [{ id: 'ada', from }, { id: 'bo' }, { id: 'cy' }],
        layer: { start: '2027-03-01T00:00', rotation: { unit: 'day', every } },
        until: at('03-02'),
      });

      expect(lines(asked('2027-03-02'))).toEqual(['03-01 00:00 bo (substitute)', '03-02 00:00 to 03-05 00:00 ada']);
      expect(lines(asked('2027-03-03'))).toEqual(['03-01 00:00 to 03-05 00:00 bo']);
      // Two days of five are the smaller part.
      expect(lines(asked('2027-03-03', 5))).toEqual(['03-01 00:00 bo (substitute)', '03-03 00:00 to 03-06 00:00 ada']);
    });

    it('nobody has the weekdays on which they never do', () => {
      const people = [{ id: 'ada', never: [1, 2] }, { id: 'bo' }, { id: 'cy', never: [4] }];

      expect(lines({ people, layer: { start: '2027-03-01T00:00' }, until: at('03-05') })).toEqual([
        '03-01 00:00 bo',
        '03-02 00:00 bo',
        '03-03 00:00 cy',
        '03-04 00:00 to 03-05 00:00 ada',
      ]);
    });

    it('where nobody of the layer is on the team any more nobody has the turn', () => {
      expect(lines({ people: [{ id: 'ada', until: '2020-01-01' }], until: at('03-02') })).toEqual(['03-01 09:00 to 03-02 09:00 nobody']);
    });
  });

  describe('fair turns', () => {
    const fair = { fair: true, days: 'off' as const };
    const who = (asked: Asked) => shiftsOf(asked).map(({ person }) => person);
    const until = (weeks: number) => at('03-01') + weeks * 7 * 86_400_000;

    it('says that it was fairness that chose', () => {
      expect(lines({ layer: fair, until: at('03-07') })).toEqual([
        '03-03 09:00 to 03-04 09:00 ada (fair)',
        '03-06 09:00 to 03-07 09:00 bo (fair)',
      ]);
    });

    it('fewest of that kind of day come first, then fewest in all, then longest ago, then the order of the team', () => {
      // Holiday: ada. Weekends: bo and cy have none of any kind and come first, in the order of the team; then ada.
      expect(who({ layer: fair, until: until(2) })).toEqual(['ada', 'bo', 'cy', 'ada', 'bo']);
      // Six more: each round goes to whoever has waited longest.
      expect(who({ layer: fair, until: until(4) }).slice(5)).toEqual(['cy', 'ada', 'bo', 'cy']);
    });

    it('who is away for a duty is passed over and comes next', () => {
      const absences = [away('bo', at('03-06', '12:00'), at('03-06', '13:00'))];

      expect(who({ layer: fair, plan: { absences }, until: until(2) })).toEqual(['ada', 'cy', 'bo', 'ada', 'cy']);
    });

    it('an absence that ends at the hand-over passes nobody over', () => {
      const absences = [away('bo', at('03-05'), at('03-06', '09:00'))];

      expect(who({ layer: fair, plan: { absences }, until: until(1) })).toEqual(['ada', 'bo', 'cy']);
    });

    it('where everybody is away for a while nobody is chosen and each stands in where present', () => {
      const absences = ['ada', 'bo', 'cy'].map((person) => away(person, at('03-03', '10:00'), at('03-03', '11:00')));

      expect(lines({ layer: fair, plan: { absences }, until: at('03-04') })).toEqual([
        '03-03 09:00 ada (substitute)',
        '03-03 10:00 nobody (fair)',
        '03-03 11:00 to 03-04 09:00 ada (substitute)',
      ]);
    });

    it.each([
      ['four weeks starts level with whoever had fewest of each kind: leave is no debt', 28, [10, 9, 11]],
      ['a day less than that makes up for it: all have had nineteen in the end', 27, [5, 6, 19]],
    ])('somebody back from %s', (_, days, wanted) => {
      const back = at('03-01', '09:00') + days * 86_400_000;
      const absences = [away('cy', at('03-01'), back)];
      const after = shiftsOf({ layer: { ...fair, days: 'all' }, plan: { absences }, until: back + 30 * 86_400_000 }).filter(
        ({ from }) => from >= back,
      );

      expect(['ada', 'bo', 'cy'].map((person) => after.filter((shift) => shift.person === person).length)).toEqual(wanted);
    });

    it('a newcomer starts level with the one who had fewest', () => {
      const people = [{ id: 'ada' }, { id: 'bo' }, { id: 'cy', from: '2027-03-20' }];
      const chosen = who({ people, layer: fair, until: until(6) });

      expect(chosen.slice(0, 5)).toEqual(['ada', 'bo', 'ada', 'bo', 'ada']);
      expect(chosen.slice(5).filter((person) => person === 'cy').length).toBeLessThanOrEqual(3);
    });
  });

  describe('swaps', () => {
    const swap = (first: string, second: string, more: object = {}) => ({ id: 's', roster: 'night', layer: 'own', first, second, ...more });

    it('two duties change hands, each named by an instant in it, and others stay', () => {
      const swaps = [swap(instant('03-01', '09:00'), instant('03-03', '08:59'))];

      expect(lines({ plan: { swaps }, until: at('03-05') })).toEqual([
        '03-01 09:00 bo (swap)',
        '03-02 09:00 ada (swap)',
        '03-03 09:00 cy',
        '03-04 09:00 to 03-05 09:00 ada',
      ]);
    });

    it('several swaps follow one another', () => {
      const swaps = [
        swap(instant('03-01', '12:00'), instant('03-02', '12:00')),
        swap(instant('03-02', '12:00'), instant('03-03', '12:00')),
      ];

      expect(lines({ plan: { swaps }, until: at('03-04') })).toEqual([
        '03-01 09:00 bo (swap)',
        '03-02 09:00 cy (swap)',
        '03-03 09:00 to 03-04 09:00 ada (swap)',
      ]);
    });

    it('what a substitute has of the day stays theirs', () => {
      const absences = [away('ada', at('03-01', '20:00'), at('03-02', '09:00'))];
      const swaps = [swap(instant('03-01', '12:00'), instant('03-03', '12:00'))];

      expect(lines({ plan: { absences, swaps }, until: at('03-04') })).toEqual([
        '03-01 09:00 cy (swap)',
        '03-01 20:00 bo (substitute)',
        '03-02 09:00 bo',
        '03-03 09:00 to 03-04 09:00 ada (swap)',
      ]);
    });

    it.each<readonly [string, object]>([
      ['both instants lie in one duty', swap(instant('03-01', '10:00'), instant('03-01', '20:00'))],
      ['one lies in none', swap(instant('02-01', '10:00'), instant('03-02', '10:00'))],
      ['the other lies in none', swap(instant('03-02', '10:00'), instant('02-01', '10:00'))],
      ['it is another layer’s', swap(instant('03-01', '10:00'), instant('03-02', '10:00'), { layer: 'second' })],
      ['it is another roster’s', swap(instant('03-01', '10:00'), instant('03-02', '10:00'), { roster: 'day' })],
      ['it is no roster’s', swap(instant('03-01', '10:00'), instant('03-02', '10:00'), { roster: 'none' })],
    ])('nothing changes hands where %s', (_, one) => {
      expect(lines({ plan: { swaps: [one] }, until: at('03-03') })).toEqual(['03-01 09:00 ada', '03-02 09:00 to 03-03 09:00 bo']);
    });
  });

  it('reads each person’s absences, in their order', () => {
    const read = absencesOf({ absences: [away('ada', 1000, 2000), away('bo', 5000, 6000), away('ada', 3000, 4000)] } as never);

    expect([...read]).toEqual([
      [
        'ada',
        [
          { from: 1000, to: 2000 },
          { from: 3000, to: 4000 },
        ],
      ],
      ['bo', [{ from: 5000, to: 6000 }]],
    ]);
  });

  it('spans that only touch do not overlap', () => {
    const spans = [
      { from: 10, to: 20 },
      { from: 40, to: 50 },
    ];

    expect(
      [
        [0, 10],
        [20, 40],
        [50, 60],
      ].map(([from = 0, to = 0]) => overlaps(spans, from, to)),
    ).toEqual([false, false, false]);
    expect(
      [
        [0, 11],
        [19, 20],
        [12, 13],
        [0, 100],
        [49, 60],
      ].map(([from = 0, to = 0]) => overlaps(spans, from, to)),
    ).toEqual([true, true, true, true, true]);
    expect(overlaps(undefined, 0, 100)).toBe(false);
  });
});
