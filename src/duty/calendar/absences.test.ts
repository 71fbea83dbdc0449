// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../adapters/ical/read-calendar.ts';
import { planSchema } from '../rota/plan.ts';
import type { DutyPlan } from '../rota/plan.ts';
import { withAbsences } from './absences.ts';

const SINCE = Date.parse('2027-01-01T00:00:00Z');
const how = { zone: 'Asia/Tokyo', mine: [], from: SINCE, to: Date.parse('2028-01-01T00:00:00Z') };
const empty = planSchema.parse({
  people: ['kudo', 'ogata'].map((id) => ({ id, name: id })),
  rosters: [
    { id: 'r', name: { ja: 'r', en: 'r' }, layers: [{ id: 'l', people: ['kudo'], start: '2027-01-04T09:00', rotation: { unit: 'day' } }] },
  ],
});
const file = (...lines: readonly string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
const leave = (day: string, ...more: readonly string[]) =>
  ['BEGIN:VEVENT', 'UID:leave', `DTSTART;VALUE=DATE:${day}`, ...more, 'END:VEVENT'].join('\r\n');
const taken = (plan: DutyPlan, text: string, person = 'kudo') => withAbsences(plan, person, readCalendar(text, how), SINCE);
const days = (plan: DutyPlan, person = 'kudo') =>
  plan.absences
    .filter((row) => row.person === person)
    .map((row) => new Date(Date.parse(row.from) + 9 * 3_600_000).toISOString().slice(0, 10));

describe('duty/absences', () => {
  it('moves a leave with its entry, and takes it back when it is cancelled or freed', () => {
    const first = taken(empty, file(leave('20270510')));
    expect([first.added, first.removed, days(first.plan)]).toEqual([1, 0, ['2027-05-10']]);
    const moved = taken(first.plan, file(leave('20270607', 'SEQUENCE:1')));
    expect([moved.added, moved.removed, days(moved.plan)]).toEqual([1, 1, ['2027-06-07']]);
    for (const gone of [
      file('METHOD:CANCEL', leave('20270607', 'SEQUENCE:2')),
      file(leave('20270607', 'SEQUENCE:2', 'TRANSP:TRANSPARENT')),
    ])
      expect(days(taken(moved.plan, gone).plan)).toEqual([]);
  });

  it('takes no leave back for a newer version that it cannot read', () => {
    const first = taken(empty, file(leave('20270510'))).plan;
    const moved = ['BEGIN:VEVENT', 'UID:leave', 'SEQUENCE:1', 'DTSTART;TZID=Nowhere/Here:20270607T090000', 'END:VEVENT'].join('\r\n');
    const unread = taken(first, file(moved));
    expect([unread.added, unread.removed, days(unread.plan)]).toEqual([0, 0, ['2027-05-10']]);
    expect(readCalendar(file(moved), how).unread).toHaveLength(1);
  });

  it('lets an older version of an entry change nothing, and says so', () => {
    const moved = taken(empty, file(leave('20270607', 'SEQUENCE:4'))).plan;
    const older = taken(moved, file(leave('20270510', 'SEQUENCE:3')));
    expect([older.added, older.removed, days(older.plan), older.older.map((one) => one.uid)]).toEqual([0, 0, ['2027-06-07'], ['leave']]);
  });

  it('changes one of a series and leaves the others', () => {
    const series = taken(empty, file(leave('20270503', 'RRULE:FREQ=WEEKLY;COUNT=3'))).plan;
    expect(days(series)).toEqual(['2027-05-03', '2027-05-10', '2027-05-17']);
    const one = taken(series, file(leave('20270512', 'RECURRENCE-ID;VALUE=DATE:20270510', 'SEQUENCE:1')));
    expect(days(one.plan).toSorted()).toEqual(['2027-05-03', '2027-05-12', '2027-05-17']);
  });

  it('keeps what is over, what was entered by hand, and what is another person’s', () => {
    const past = { person: 'kudo', from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', reason: '', uid: 'leave', sequence: 0 };
    const hand = { person: 'kudo', from: '2027-03-01T00:00:00Z', to: '2027-03-02T00:00:00Z', reason: '' };
    const other = taken({ ...empty, absences: [past, hand] }, file(leave('20270510')), 'ogata').plan;
    const after = taken(other, file('METHOD:CANCEL', leave('20270510')));
    expect(after.plan.absences.map((row) => row.person)).toEqual(['kudo', 'kudo', 'ogata']);
  });

  it('changes nothing when the same file comes again', () => {
    const text = file(leave('20270503', 'RRULE:FREQ=DAILY;COUNT=5'));
    const once = taken(empty, text).plan;
    expect(taken(once, text)).toMatchObject({ added: 0, removed: 0, plan: { absences: once.absences } });
  });

  it.skipIf(!existsSync('../shared/cases/acting/21-ics'))('has one absence after the collected leave was moved', () => {
    const files = ['moved-1.ics', 'moved-2.ics'].map((name) => readFileSync(`../shared/cases/acting/21-ics/${name}`, 'utf8'));
    const plan = files.reduce<DutyPlan>((before, text) => withAbsences(before, 'kudo', readCalendar(text, how), 0).plan, empty);
    expect(plan.absences.map(({ from, to }) => [from, to])).toEqual([['2026-12-18T15:00:00.000Z', '2026-12-25T15:00:00.000Z']]);
  });
});
