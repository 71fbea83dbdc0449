// SPDX-License-Identifier: Apache-2.0
import type ICAL from 'ical.js';
import type { AwayEvent, ReadCalendar, ReadingOf, SaidOf } from '../../duty/calendar/ical.port.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { whyNoAbsence } from './absence.ts';
import { componentsOf, textOf } from './components.ts';
import { lengthOf } from './length.ts';
import type { Length } from './length.ts';
import { occurrencesOf } from './recurrence.ts';
import { momentsBy } from './times.ts';
import type { Moment, MomentOf } from './times.ts';
import { ianaReader, zonesOf } from './zones.ts';

const MOST_ENTRIES = 20_000;
const MOST_AWAY = 5000;
const MOST_NAMED = 200;
/** Shorter ones are appointments, between which one can be paged, unless the entry says “out of office”. */
const SHORTEST_MILLIS = 3 * 3_600_000;

/** One component with what it is a version of. `original`: which occurrence of a series it changes. */
type Entry = {
  readonly event: ICAL.Component;
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: string;
  readonly cancelled: boolean;
  readonly momentsOf: MomentOf;
  readonly original: Moment | null;
  readonly andLater: boolean;
};

type Found = { events: AwayEvent[]; replaced: ReadCalendar['replaced'][number][]; notAbsent: SaidOf[]; unread: SaidOf[] };

/**
 * Somebody's calendar (RFC 5545) as it bears on duty: when they are away, which entries were withdrawn, what was read and
 * is no absence, what could not be read. An entry stands as its highest SEQUENCE says.
 */
export function readCalendar(text: string, how: ReadingOf): ReadCalendar {
  const found: Found = { events: [], replaced: [], notAbsent: [], unread: [] };
  const entries = new Map<string, Entry[]>();
  const { calendars, unread } = componentsOf(text);
  found.unread.push(...unread);
  for (const calendar of calendars) takeEntries(calendar, how, entries, found);
  if (entries.size === 0 && found.unread.length === 0) found.unread.push({ uid: '…', why: words.empty });
  for (const [uid, versions] of [...entries].slice(0, MOST_ENTRIES)) readEntry(uid, versions, how, found);
  if (entries.size > MOST_ENTRIES) found.unread.push(tooMany(entries.size - MOST_ENTRIES));
  const { events, replaced } = found;
  if (events.length > MOST_AWAY) found.unread.push(tooMany(events.length - MOST_AWAY));
  return { events: events.slice(0, MOST_AWAY), replaced, notAbsent: cut(found.notAbsent), unread: cut(found.unread) };
}

function takeEntries(calendar: ICAL.Component, how: ReadingOf, entries: Map<string, Entry[]>, found: Found): void {
  const method = String(calendar.getFirstPropertyValue('method') ?? 'PUBLISH').toUpperCase();
  const said = (why: Bilingual): void => void found.unread.push({ uid: `METHOD:${method.slice(0, 40)}`, why });
  if (!['PUBLISH', 'REQUEST', 'CANCEL'].includes(method)) return said(words.method);
  const momentsOf = momentsBy(zonesOf(calendar), ianaReader(how.zone));
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const uid = textOf(event, 'uid').slice(0, 255) || nameless(event);
    const recurrence = event.getFirstProperty('recurrence-id');
    const [original = null] = momentsOf(recurrence) ?? [];
    if (recurrence !== null && original === null) {
      found.unread.push({ uid, why: words.times });
      continue;
    }
    const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
    const cancelled = method === 'CANCEL' || textOf(event, 'status').toUpperCase() === 'CANCELLED';
    const andLater = (recurrence?.getFirstParameter('range') ?? '').toUpperCase() === 'THISANDFUTURE';
    const stamp = textOf(event, 'last-modified') || textOf(event, 'dtstamp');
    const entry = {
      event,
      uid,
      sequence: Number.isInteger(sequence) ? Math.max(0, sequence) : 0,
      stamp,
      cancelled,
      momentsOf,
      original,
      andLater,
    };
    entries.set(uid, [...(entries.get(uid) ?? []), entry]);
  }
  for (const name of ['vtodo', 'vjournal', 'vfreebusy']) {
    const count = calendar.getAllSubcomponents(name).length;
    if (count > 0) found.unread.push({ uid: name.toUpperCase(), why: words.other(count) });
  }
}

function readEntry(uid: string, versions: readonly Entry[], how: ReadingOf, found: Found): void {
  if (uid.endsWith('@matoi')) return void found.notAbsent.push({ uid, why: words.own });
  const master = latest(versions.filter((one) => one.original === null));
  const changed = new Map<number, Entry>();
  for (const one of versions) {
    if (one.original === null) continue;
    const known = changed.get(one.original.at);
    changed.set(one.original.at, known === undefined ? one : (latest([known, one]) ?? one));
  }
  // What cannot be read takes nothing back: the leave that is known stays, and the entry is named.
  const read = (sequence: number, occurrence: string | null, work: () => void): void => {
    const before = found.unread.length;
    work();
    if (found.unread.length === before) found.replaced.push({ uid, sequence, occurrence });
  };
  if (master !== null) read(master.sequence, null, () => readMaster(master, changed, how, found));
  for (const one of changed.values()) {
    const occurrence = new Date((one.original as Moment).at).toISOString();
    const own = timesOf(one);
    read(one.sequence, occurrence, () => {
      if (one.cancelled) found.notAbsent.push({ uid, why: words.cancelled });
      else if ('why' in own) found.unread.push({ uid, why: own.why });
      else take(one, own.start, own.length, occurrence, how, found);
    });
  }
}

/** The entry itself, or each of its series that no version of its own replaces; later ones as “this and all later” says. */
function readMaster(master: Entry, changed: ReadonlyMap<number, Entry>, how: ReadingOf, found: Found): void {
  const { uid, event } = master;
  if (master.cancelled) return void found.notAbsent.push({ uid, why: words.cancelled });
  const own = timesOf(master);
  if ('why' in own) return void found.unread.push({ uid, why: own.why });
  const series = event.getAllProperties('rrule').length + event.getAllProperties('rdate').length > 0;
  if (!series) return take(master, own.start, own.length, null, how, found);
  const moments = occurrencesOf(event, own.start, master.momentsOf, how.from, how.to);
  if ('why' in moments) return void found.unread.push({ uid, why: moments.why === 'too-often' ? words.tooOften : words.times });
  const shifts = [...changed.values()]
    .filter((one) => one.andLater && !one.cancelled)
    .toSorted((a, b) => (a.original as Moment).at - (b.original as Moment).at);
  const ended = [...changed.values()].filter((one) => one.andLater && one.cancelled).map((one) => (one.original as Moment).at);
  for (const moment of moments) {
    if (changed.has(moment.at) || ended.some((at) => at <= moment.at)) continue;
    const shift = shifts.findLast((one) => (one.original as Moment).at <= moment.at);
    const times = shift === undefined ? own : timesOf(shift);
    if ('why' in times) continue;
    const by = shift === undefined ? 0 : times.start.wall - (shift.original as Moment).wall;
    const at = times.start.zone(moment.wall + by);
    if (at === null) continue;
    take(shift ?? master, { ...times.start, wall: moment.wall + by, at }, times.length, new Date(moment.at).toISOString(), how, found);
  }
}

function take(entry: Entry, start: Moment, length: Length, occurrence: string | null, how: ReadingOf, found: Found): void {
  const { uid, sequence, event } = entry;
  const end = length(start);
  const long = start.wholeDay || end - start.at >= SHORTEST_MILLIS;
  const why = end <= start.at ? words.noLength : whyNoAbsence(event, how.mine, long);
  if (why !== null) {
    // Once for a series, not for each of its days.
    if (!found.notAbsent.some((one) => one.uid === uid && one.why.en === why.en)) found.notAbsent.push({ uid, why });
    return;
  }
  const summary = textOf(event, 'summary').slice(0, 300);
  if (occurrence !== null && (end <= how.from || start.at >= how.to)) return;
  found.events.push({ uid, sequence, occurrence, summary, from: new Date(start.at).toISOString(), to: new Date(end).toISOString() });
}

function timesOf({ event, momentsOf }: Entry): { readonly start: Moment; readonly length: Length } | { readonly why: Bilingual } {
  const [start] = momentsOf(event.getFirstProperty('dtstart')) ?? [];
  if (start === undefined) return { why: words.times };
  const length = lengthOf(event, start, momentsOf);
  return length === null ? { why: words.times } : { start, length };
}

/** Two imports of one entry without a UID are told to be one by what it says. */
function nameless(event: ICAL.Component): string {
  return `(${textOf(event, 'dtstart')} ${textOf(event, 'summary')})`.slice(0, 255);
}

function latest(versions: readonly Entry[]): Entry | null {
  return versions.reduce<Entry | null>(
    (best, one) =>
      best === null || one.sequence > best.sequence || (one.sequence === best.sequence && one.stamp >= best.stamp) ? one : best,
    null,
  );
}

function cut(said: readonly SaidOf[]): readonly SaidOf[] {
  return said.length <= MOST_NAMED ? said : [...said.slice(0, MOST_NAMED), { uid: '…', why: words.more(said.length - MOST_NAMED) }];
}

function tooMany(count: number): SaidOf {
  return { uid: '…', why: words.tooMany(count) };
}

const words = {
  method: {
    ja: '招待への返信などのやり取りで、予定そのものではないため読んでいない',
    en: 'a message about an invitation, not an entry: not read',
  },
  own: { ja: 'このデスクが配った当番の予定のため、不在とはしない', en: 'duty that this desk hands out itself: no absence' },
  cancelled: { ja: '取り消された予定', en: 'cancelled' },
  times: { ja: '開始・終了の日時かタイムゾーンを読み取れない', en: 'its beginning, end or time zone cannot be read' },
  empty: { ja: '予定（VEVENT）が一件も入っていない', en: 'there is no event in it' },
  tooOften: { ja: '繰り返しが細かすぎるため展開していない', en: 'it recurs too often to be followed' },
  noLength: { ja: '長さのない予定', en: 'it has no length' },
  other: (count: number): Bilingual => ({
    ja: `予定（VEVENT）ではないため読んでいない（${count} 件）`,
    en: `not an event: not read (${count})`,
  }),
  more: (count: number): Bilingual => ({ ja: `ほか ${count} 件`, en: `${count} more` }),
  tooMany: (count: number): Bilingual => ({ ja: `多すぎるため ${count} 件を読んでいない`, en: `${count} not read: too many` }),
} as const;
