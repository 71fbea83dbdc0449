// SPDX-License-Identifier: Apache-2.0
import ICAL from 'ical.js';
import type { SaidOf } from '../../duty/calendar/ical.port.ts';

/** A content line (RFC 5545 §3.1): a name, parameters whose quoted values may hold `:` and `;`, a value. */
const LINE = /^[A-Za-z0-9-]+(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?:/;

/**
 * The calendars of a file. A line that is none is left out and counted, so that one broken line does not take the rest
 * with it; a file whose components do not close is not read at all.
 */
export function componentsOf(text: string): { readonly calendars: readonly ICAL.Component[]; readonly unread: readonly SaidOf[] } {
  const lines = text
    .replaceAll(/\r\n?|\n/g, '\n')
    .replaceAll(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const good = lines.filter((line) => LINE.test(line));
  const broken = lines.length - good.length;
  const unread: SaidOf[] =
    broken === 0 ? [] : [{ uid: '…', why: { ja: `読めない行が ${broken} 行ある`, en: `${broken} lines cannot be read` } }];
  try {
    const parsed = ICAL.parse(good.join('\r\n')) as readonly unknown[];
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as readonly unknown[][];
    const calendars = roots.filter((root) => root[0] === 'vcalendar').map((root) => new ICAL.Component(root as never));
    return { calendars, unread: calendars.length === 0 ? [...unread, noCalendar] : unread };
  } catch {
    return { calendars: [], unread: [...unread, noCalendar] };
  }
}

/** The first value of a property as the file has it; empty where there is none. */
export function textOf(component: ICAL.Component, name: string): string {
  const [value] = component.getFirstProperty(name)?.toJSON().slice(3) ?? [];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const noCalendar: SaidOf = { uid: '…', why: { ja: 'iCalendar として読めない', en: 'this is no iCalendar that can be read' } };
