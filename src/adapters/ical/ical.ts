// SPDX-License-Identifier: Apache-2.0
import type { CalendarEvent } from '../../duty/calendar/ical.port.ts';

/** A calendar of duties for other programs (RFC 5545). Its UIDs end in `@matoi`, by which the desk knows its own again. */
export function writeCalendar(calendar: {
  readonly name: string;
  readonly stamp: string;
  readonly events: readonly CalendarEvent[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Matoi//duty//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...calendar.events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${escaped(event.uid)}`,
      `DTSTAMP:${basic(calendar.stamp)}`,
      `DTSTART:${basic(event.from)}`,
      `DTEND:${basic(event.to)}`,
      `SUMMARY:${escaped(event.summary)}`,
      `DESCRIPTION:${escaped(event.description)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map((line) => folded(line)).join('\r\n')}\r\n`;
}

/** At most 75 octets a line, never cutting a character (RFC 5545 §3.1). */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += char;
    octets += size;
  }
  return out;
}

function escaped(text: string): string {
  // Control characters cannot stand in iCalendar text.
  return (
    text
      // oxlint-disable-next-line no-control-regex -- they are what this removes
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
      .replaceAll(/[\\;,]/g, String.raw`\$&`)
      .replaceAll('\n', String.raw`\n`)
  );
}

function basic(instant: string): string {
  return instant.replaceAll(/[-:]|\.\d+/g, '');
}
