// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ical } from '../../src/wiring/calendar/calendars.ts';

const how = { zone: 'Asia/Tokyo', mine: [], from: Date.parse('2027-01-01T00:00:00Z'), to: Date.parse('2028-02-01T00:00:00Z') };
const event = (...lines: readonly string[]) =>
  ['BEGIN:VEVENT', 'UID:x', 'DTSTART;VALUE=DATE:20270104', ...lines, 'END:VEVENT'].join('\r\n');
const read = (...parts: readonly string[]) =>
  ical.read(new TextEncoder().encode(['BEGIN:VCALENDAR', ...parts, 'END:VCALENDAR'].join('\r\n')), how);

/** Calendars made to keep a reader busy: each ends within its limit and is named, while this thread goes on. */
describe('integration/calendar-attacks', { timeout: 60_000 }, () => {
  it.each([
    ['a rule that never comes true', event('RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31')],
    ['a rule for every second of two thousand years', event('RRULE:FREQ=SECONDLY')],
    ['a beginning in the first year', ['BEGIN:VEVENT', 'UID:x', 'DTSTART:00010101T000000Z', 'RRULE:FREQ=DAILY', 'END:VEVENT'].join('\r\n')],
    [
      'a zone whose rules are endless',
      [
        'BEGIN:VTIMEZONE\r\nTZID:z\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE',
        'BEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID=z:20270510T090000\r\nDURATION:PT9H\r\nEND:VEVENT',
      ].join('\r\n'),
    ],
    ['components in one another', `${'BEGIN:X\r\n'.repeat(50_000)}${'END:X\r\n'.repeat(50_000)}`],
  ])('%s', async (_, part) => {
    const beats = { count: 0 };
    const timer = setInterval(() => (beats.count += 1), 20);
    const found = await read(part);
    clearInterval(timer);
    expect(found.events.length).toBeLessThanOrEqual(1);
    expect(found.unread.length + found.notAbsent.length + found.events.length).toBeGreaterThan(0);
  });

  it('reads the next calendar after an attack', async () => {
    expect((await read(event('SUMMARY:休暇'))).events).toHaveLength(1);
  });
});
