// SPDX-License-Identifier: Apache-2.0
import type { CalendarEvent, Ical, ReadCalendar } from '../../duty/ical.port.ts';

const MOST_EVENTS = 20_000;

export const ical: Ical = { write, read };

function write(calendar: { readonly name: string; readonly stamp: string; readonly events: readonly CalendarEvent[] }): string {
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

function read(text: string, zone: string): ReadCalendar {
  const events: ReadCalendar['events'][number][] = [];
  const unread: ReadCalendar['unread'][number][] = [];
  for (const [index, block] of [...blocksOf(text)].entries()) {
    const uid = (valueOf(block, 'UID')?.value ?? `event ${index + 1}`).slice(0, 200);
    if (index >= MOST_EVENTS) {
      unread.push({ uid, why: `more than ${MOST_EVENTS} events` });
      continue;
    }
    const summary = (valueOf(block, 'SUMMARY')?.value ?? '')
      .replaceAll(/\\([\\;,])/g, '$1')
      .replaceAll(/\\[nN]/g, ' ')
      .slice(0, 300);
    const why = refusal(block);
    const from = why === null ? timeOf(valueOf(block, 'DTSTART'), zone) : null;
    const to = from === null ? null : endOf(block, from, zone);
    if (why !== null) unread.push({ uid, why });
    else if (from === null || to === null || to.at <= from.at) unread.push({ uid, why: 'beginning and end cannot be read' });
    else events.push({ uid, from: new Date(from.at).toISOString(), to: new Date(to.at).toISOString(), summary });
  }
  return { events, unread };
}

type Line = { readonly name: string; readonly params: string; readonly value: string };

function* blocksOf(text: string): Iterable<readonly Line[]> {
  let block: Line[] | null = null;
  for (const raw of text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const match = /^([A-Za-z0-9-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/.exec(raw);
    if (match === null) continue;
    const line = { name: (match[1] as string).toUpperCase(), params: match[2] ?? '', value: (match[3] as string).trim() };
    if (line.name === 'BEGIN' && line.value === 'VEVENT') block = [];
    else if (line.name === 'END' && line.value === 'VEVENT' && block !== null) {
      yield block;
      block = null;
    } else block?.push(line);
  }
}

function valueOf(block: readonly Line[], name: string): Line | undefined {
  return block.find((line) => line.name === name);
}

/** Recurring events are not guessed at: they are named as not read. */
function refusal(block: readonly Line[]): string | null {
  if (valueOf(block, 'RRULE') !== undefined || valueOf(block, 'RDATE') !== undefined)
    return 'a recurring event; enter each absence or its span';
  if (valueOf(block, 'STATUS')?.value.toUpperCase() === 'CANCELLED') return 'cancelled';
  return null;
}

function endOf(block: readonly Line[], from: { readonly at: number; readonly wholeDay: boolean }, zone: string) {
  const end = valueOf(block, 'DTEND');
  if (end !== undefined) return timeOf(end, zone);
  const duration = valueOf(block, 'DURATION');
  if (duration !== undefined) {
    try {
      return {
        at: from.at + Temporal.Duration.from(duration.value).total({ unit: 'milliseconds', relativeTo: '2026-01-01' }),
        wholeDay: false,
      };
    } catch {
      return null;
    }
  }
  return from.wholeDay ? { at: from.at + 86_400_000, wholeDay: true } : null;
}

function timeOf(line: Line | undefined, zone: string): { readonly at: number; readonly wholeDay: boolean } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(line?.value ?? '');
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, utc] = match;
  const named = /;TZID="?([^";:]+)"?/i.exec(line?.params ?? '')?.[1];
  try {
    const date = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`, {
      overflow: 'reject',
    });
    return { at: date.toZonedDateTime(utc === undefined ? (named ?? zone) : 'UTC').epochMilliseconds, wholeDay: hour === undefined };
  } catch {
    return null;
  }
}
