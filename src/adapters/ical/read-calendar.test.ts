// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from './read-calendar.ts';
import { windowsZone, windowsZones } from './windows-zones.ts';

const HOW = {
  zone: 'Asia/Tokyo',
  mine: ['noda@corp.example'],
  from: Date.parse('2027-01-01T00:00:00Z'),
  to: Date.parse('2028-02-01T00:00:00Z'),
};
const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR'].join('\r\n');
const read = (...parts: readonly string[]) => readCalendar(calendar(...parts), HOW);
/** The stretches taken, as wall times of Tokyo. */
const spans = (...parts: readonly string[]) => read(...parts).events.map(({ from, to }) => `${tokyo(from)} ${tokyo(to)}`);
const tokyo = (at: string): string => new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 16);
const day = (start: string, ...more: readonly string[]) => event('UID:d', `DTSTART;VALUE=DATE:${start}`, 'SUMMARY:休暇', ...more);
const why = (...parts: readonly string[]) => read(...parts).notAbsent.map((one) => one.why.en);
const unread = (...parts: readonly string[]) => read(...parts).unread.map((one) => one.why.en);

describe('adapters/ical: what makes somebody absent', () => {
  it.each([
    ['free', 'TRANSP:TRANSPARENT', 'marked as free'],
    ['cancelled', 'STATUS:CANCELLED', 'cancelled'],
    ['tentative', 'STATUS:TENTATIVE', 'tentative'],
    ['Outlook’s “free”', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'marked as free'],
    ['Outlook’s “working elsewhere”', 'X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE', 'working elsewhere'],
    ['declined by its owner', 'ATTENDEE;PARTSTAT=DECLINED:MAILTO:Noda@Corp.example', 'declined'],
  ])('is not what is %s', (_, line, said) => {
    expect(spans(day('20270510', line))).toEqual([]);
    expect(why(day('20270510', line))).toEqual([said]);
  });

  it.each([
    ['somebody else declined', 'ATTENDEE;PARTSTAT=DECLINED:mailto:other@corp.example'],
    ['out of office though shown as free', 'TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF'],
    ['busy', 'TRANSP:OPAQUE\r\nSTATUS:CONFIRMED'],
  ])('is what %s', (_, line) => {
    expect(spans(day('20270510', line))).toEqual(['2027-05-10T00:00 2027-05-11T00:00']);
  });

  it('is no appointment of an hour, but one out of office of an hour', () => {
    const hour = (...more: readonly string[]) =>
      event('UID:h', 'DTSTART;TZID=Asia/Tokyo:20270510T100000', 'DTEND;TZID=Asia/Tokyo:20270510T110000', ...more);
    expect(why(hour())).toEqual(['an appointment of less than three hours']);
    expect(spans(hour('X-MICROSOFT-CDO-BUSYSTATUS:OOF'))).toEqual(['2027-05-10T10:00 2027-05-10T11:00']);
  });

  it.each(['REPLY', 'COUNTER', 'REFRESH', 'ADD'])('is nothing of a METHOD:%s, which is named', (method) => {
    expect(read(`METHOD:${method}`, day('20270510'))).toMatchObject({ events: [], unread: [{ uid: `METHOD:${method}` }] });
  });

  it('is withdrawn by METHOD:CANCEL, for all of an entry or one of a series', () => {
    expect(read('METHOD:CANCEL', day('20270510', 'SEQUENCE:3')).replaced).toEqual([{ uid: 'd', sequence: 3, occurrence: null }]);
    const one = read('METHOD:CANCEL', day('20270510', 'RECURRENCE-ID;VALUE=DATE:20270503'));
    expect(one.replaced).toEqual([{ uid: 'd', sequence: 0, occurrence: '2027-05-02T15:00:00.000Z' }]);
    expect(one.events).toEqual([]);
  });

  it('is not the duty that this desk hands out', () => {
    expect(why(event('UID:night-2027-05-10T00:00:00.000Z@matoi', 'DTSTART:20270510T000000Z', 'DTEND:20270511T000000Z'))).toEqual([
      'duty that this desk hands out itself: no absence',
    ]);
  });

  it('names what is no event, and a file that is no calendar', () => {
    expect(read('BEGIN:VFREEBUSY\r\nUID:f\r\nEND:VFREEBUSY', 'BEGIN:VTODO\r\nUID:t\r\nEND:VTODO').unread.map((one) => one.uid)).toEqual([
      'VTODO',
      'VFREEBUSY',
    ]);
    for (const text of ['', 'hello', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT', '\u0000\u0001', '{"a":1}'])
      expect(readCalendar(text, HOW).unread.at(-1)?.why.en).toBe('this is no iCalendar that can be read');
    expect(read('this line is none', day('20270510'))).toMatchObject({
      events: [{ uid: 'd' }],
      unread: [{ why: { en: '1 lines cannot be read' } }],
    });
  });
});

describe('adapters/ical: when', () => {
  it.each([
    ['a whole day without an end', day('20270510'), '2027-05-10T00:00 2027-05-11T00:00'],
    ['a whole day whose end is its beginning', day('20270510', 'DTEND;VALUE=DATE:20270510'), '2027-05-10T00:00 2027-05-11T00:00'],
    ['days with an end that is not counted', day('20270510', 'DTEND;VALUE=DATE:20270513'), '2027-05-10T00:00 2027-05-13T00:00'],
    ['days by their duration', day('20270510', 'DURATION:P2D'), '2027-05-10T00:00 2027-05-12T00:00'],
    ['a week by its duration', day('20270510', 'DURATION:P1W'), '2027-05-10T00:00 2027-05-17T00:00'],
    ['hours in UTC', event('UID:u', 'DTSTART:20270510T000000Z', 'DURATION:PT8H'), '2027-05-10T09:00 2027-05-10T17:00'],
    ['a wall time without a zone', event('UID:u', 'DTSTART:20270510T090000', 'DTEND:20270510T180000'), '2027-05-10T09:00 2027-05-10T18:00'],
    [
      'a Windows zone',
      event('UID:w', 'DTSTART;TZID="Tokyo Standard Time":20270510T090000', 'DURATION:PT5H'),
      '2027-05-10T09:00 2027-05-10T14:00',
    ],
    [
      'another Windows zone, in summer',
      event('UID:w', 'DTSTART;TZID=Pacific Standard Time:20270510T170000', 'DURATION:PT5H'),
      '2027-05-11T09:00 2027-05-11T14:00',
    ],
    [
      'a zone by a path',
      event('UID:p', 'DTSTART;TZID=/corp.example/20270101/Europe/Paris:20270510T090000', 'DURATION:PT4H'),
      '2027-05-10T16:00 2027-05-10T20:00',
    ],
    [
      'an end in another zone',
      event('UID:z', 'DTSTART;TZID=Asia/Tokyo:20270510T090000', 'DTEND;TZID=Europe/London:20270510T090000'),
      '2027-05-10T09:00 2027-05-10T17:00',
    ],
    [
      'an alarm inside',
      day('20270510', 'BEGIN:VALARM', 'TRIGGER:-PT1H', 'DURATION:PT5M', 'REPEAT:1', 'UID:alarm', 'SUMMARY:bell', 'END:VALARM'),
      '2027-05-10T00:00 2027-05-11T00:00',
    ],
    [
      'folded lines and lower case',
      'begin:vevent\r\nuid:f\r\ndtstart;value=da\r\n te:20270510\r\nend:vevent',
      '2027-05-10T00:00 2027-05-11T00:00',
    ],
  ])('%s', (_, entry, span) => {
    expect(spans(entry)).toEqual([span]);
  });

  it('keeps UID and text of the entry, not of its alarm', () => {
    const alarm = ['BEGIN:VALARM', 'UID:bell', 'SUMMARY:bell', 'DESCRIPTION:x', 'END:VALARM'];
    expect(read(day('20270510', ...alarm)).events[0]).toMatchObject({ uid: 'd', summary: '休暇' });
  });

  it('follows a zone that the file defines itself', () => {
    const zone = [
      'BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone',
      'BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n');
    expect(spans(zone, event('UID:c', 'DTSTART;TZID=Customized Time Zone:20270510T053000', 'DURATION:PT4H'))).toEqual([
      '2027-05-10T09:00 2027-05-10T13:00',
    ]);
  });

  it.each([
    ['an unknown zone', event('UID:x', 'DTSTART;TZID=Mars/Base:20270510T090000', 'DURATION:PT5H')],
    ['a day that no month has', day('20270231')],
    ['an end before the beginning', day('20270510', 'DTEND;VALUE=DATE:20270509')],
    ['no beginning', event('UID:n', 'SUMMARY:x')],
    ['a negative duration', day('20270510', 'DURATION:-P1D')],
  ])('names %s as not read', (_, entry) => {
    expect(spans(entry)).toEqual([]);
    expect(unread(entry)).toEqual(['its beginning, end or time zone cannot be read']);
  });

  it('takes an entry as its highest version says, in whatever order the versions stand', () => {
    const [old, young] = [day('20270510', 'SEQUENCE:1'), day('20270607', 'SEQUENCE:2')];
    for (const both of [
      [old, young],
      [young, old],
    ])
      expect(spans(...both)).toEqual(['2027-06-07T00:00 2027-06-08T00:00']);
  });

  it('knows every zone of the Windows table, and no other', () => {
    for (const [name, zone] of windowsZones()) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
      expect(windowsZone(name.toUpperCase())).toBe(zone);
    }
    expect(windowsZone('W. Europe Daylight Time')).toBe('Europe/Berlin');
    expect(windowsZone('Atlantis Standard Time')).toBeNull();
  });
});

describe('adapters/ical: series', () => {
  const weekly = (...more: readonly string[]) =>
    event('UID:s', 'DTSTART;TZID=Asia/Tokyo:20270104T130000', 'DTEND;TZID=Asia/Tokyo:20270104T180000', 'SUMMARY:大学', ...more);
  const days = (...parts: readonly string[]) => read(...parts).events.map((one) => tokyo(one.from).slice(0, 10));

  it('follows a rule to its count or its end, which may be written in UTC', () => {
    const four = ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25'];
    expect(days(weekly('RRULE:FREQ=WEEKLY;COUNT=4'))).toEqual(four);
    expect(days(weekly('RRULE:FREQ=WEEKLY;UNTIL=20270125T040000Z'))).toEqual(four);
    expect(days(weekly('RRULE:FREQ=WEEKLY;UNTIL=20270125T035959Z'))).toEqual(four.slice(0, 3));
    expect(days(weekly('RRULE:FREQ=WEEKLY;UNTIL=20270125'))).toEqual(four);
  });

  it('leaves out exceptions in whatever zone they are written, and adds single dates', () => {
    const rule = 'RRULE:FREQ=WEEKLY;COUNT=3';
    expect(days(weekly(rule, 'EXDATE:20270111T040000Z'))).toEqual(['2027-01-04', '2027-01-18']);
    expect(days(weekly(rule, 'EXDATE;TZID=Tokyo Standard Time:20270111T130000'))).toEqual(['2027-01-04', '2027-01-18']);
    expect(days(weekly(rule, 'EXDATE;VALUE=DATE:20270111,20270118'))).toEqual(['2027-01-04']);
    expect(days(weekly('RDATE;TZID=Asia/Tokyo:20270302T130000,20270303T130000'))).toEqual(['2027-01-04', '2027-03-02', '2027-03-03']);
  });

  it('moves, cancels and frees one of a series, and moves one and all later', () => {
    const rule = weekly('RRULE:FREQ=WEEKLY;COUNT=4');
    const one = (original: string, ...more: readonly string[]) =>
      event(
        'UID:s',
        `RECURRENCE-ID;TZID=Asia/Tokyo:${original}T130000`,
        'DTSTART;TZID=Asia/Tokyo:20270113T090000',
        'DURATION:PT6H',
        ...more,
      );
    expect(days(rule, one('20270111'))).toEqual(['2027-01-04', '2027-01-18', '2027-01-25', '2027-01-13']);
    expect(days(rule, one('20270111', 'STATUS:CANCELLED'))).toEqual(['2027-01-04', '2027-01-18', '2027-01-25']);
    expect(days(rule, one('20270111', 'TRANSP:TRANSPARENT'))).toEqual(['2027-01-04', '2027-01-18', '2027-01-25']);
    const later = event(
      'UID:s',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Tokyo:20270118T130000',
      'DTSTART;TZID=Asia/Tokyo:20270119T130000',
      'DURATION:PT5H',
    );
    expect(days(rule, later).toSorted()).toEqual(['2027-01-04', '2027-01-11', '2027-01-19', '2027-01-26']);
  });

  it('names no day that a month lacks', () => {
    expect(days(event('UID:l', 'DTSTART;VALUE=DATE:20270131', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3'))).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
    expect(days(event('UID:l', 'DTSTART;VALUE=DATE:20270131', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3'))).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ]);
    expect(days(event('UID:l', 'DTSTART;VALUE=DATE:20270131', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))).toEqual(['2027-01-31']);
  });

  it('keeps the wall time over a change of the clocks', () => {
    const found = read(
      event('UID:b', 'DTSTART;TZID=Europe/Madrid:20270322T080000', 'DTEND;TZID=Europe/Madrid:20270322T140000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    ).events;
    expect(found.map((one) => one.from)).toEqual(['2027-03-22T07:00:00.000Z', '2027-03-29T06:00:00.000Z']);
  });

  it('follows an endless rule to the end of the window only, and one from long ago', () => {
    expect(days(weekly('RRULE:FREQ=WEEKLY'))).toHaveLength(57);
    const old = event('UID:o', 'DTSTART;VALUE=DATE:19900105', 'RRULE:FREQ=YEARLY');
    expect(days(old)).toEqual(['2027-01-05', '2028-01-05']);
  });

  it.each(['SECONDLY', 'MINUTELY', 'HOURLY'])('names a series that recurs %s instead of following it', (freq) => {
    expect(unread(weekly(`RRULE:FREQ=${freq}`))).toEqual(['it recurs too often to be followed']);
  });

  it('agrees with plain arithmetic about any weekly rule', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 300 }),
        (interval, count, offset) => {
          const start = new Date(Date.UTC(2027, 0, 4 + offset));
          const text = start.toISOString().slice(0, 10).replaceAll('-', '');
          const expected = Array.from({ length: count }, (_, index) => start.getTime() + index * interval * 7 * 86_400_000)
            .map((at) => new Date(at).toISOString().slice(0, 10))
            .filter((date) => Date.parse(`${date}T00:00:00+09:00`) < HOW.to);
          expect(days(day(text, `RRULE:FREQ=WEEKLY;INTERVAL=${interval};COUNT=${count}`))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const CASES = '../shared/cases/acting/21-ics';
describe.skipIf(!existsSync(CASES))('adapters/ical: the collected calendars', () => {
  const of = (name: string) => {
    const { events, notAbsent } = readCalendar(readFileSync(`${CASES}/${name}`, 'utf8'), { ...HOW, from: 0 });
    return { spans: events.map(({ from, to }) => `${tokyo(from)} ${tokyo(to)}`), notAbsent: notAbsent.length };
  };

  it('are read as their owner would say', () => {
    expect(readdirSync(CASES).toSorted()).toEqual(['alarm.ics', 'free.ics', 'moved-1.ics', 'moved-2.ics', 'windows-zone.ics']);
    expect(of('free.ics')).toEqual({ spans: [], notAbsent: 1 });
    expect(of('alarm.ics')).toEqual({ spans: ['2026-12-05T00:00 2026-12-06T00:00'], notAbsent: 0 });
    expect(of('windows-zone.ics').spans).toEqual(['2026-12-07T09:00 2026-12-11T18:00']);
    expect(of('moved-2.ics').spans).toEqual(['2026-12-19T00:00 2026-12-26T00:00']);
  });
});
