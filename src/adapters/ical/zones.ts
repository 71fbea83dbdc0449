// SPDX-License-Identifier: Apache-2.0
import { isZone } from '../../kernel/instant.ts';
import ICAL from 'ical.js';
import { windowsZone } from './windows-zones.ts';

/** A wall time as if it were UTC, in milliseconds, to the instant; null where the zone cannot say. */
export type ZoneReader = (wall: number) => number | null;

/** Reads the TZIDs of one calendar: IANA names, Windows names, and what the file itself defines in a VTIMEZONE. */
export function zonesOf(calendar: ICAL.Component): (tzid: string) => ZoneReader | null {
  const defined = new Map(
    calendar
      .getAllSubcomponents('vtimezone')
      .map((zone): readonly [string, ICAL.Component] => [String(zone.getFirstPropertyValue('tzid') ?? ''), zone]),
  );
  const known = new Map<string, ZoneReader | null>();
  return (tzid) => {
    const before = known.get(tzid);
    if (before !== undefined) return before;
    const found = namedZone(tzid, defined.get(tzid)) ?? definedZone(defined.get(tzid));
    known.set(tzid, found);
    return found;
  };
}

/** `/example.org/2026/Europe/Berlin` names Europe/Berlin as well: the last two or three parts of a path (RFC 5545 §3.8.3.1). */
function namedZone(tzid: string, definition: ICAL.Component | undefined): ZoneReader | null {
  const parts = tzid.replace(/^\/+/, '').split('/');
  const location = definition?.getFirstPropertyValue('x-lic-location');
  const names = [
    tzid,
    windowsZone(tzid),
    parts.slice(-3).join('/'),
    parts.slice(-2).join('/'),
    typeof location === 'string' ? location : null,
  ];
  const zone = names.find((name): name is string => name !== null && /^[A-Za-z]/.test(name) && isZone(name));
  return zone === undefined ? null : ianaReader(zone);
}

/** A wall time that a spring night lacks is taken an hour later, one that an autumn night has twice at its first passing. */
export function ianaReader(zone: string): ZoneReader {
  return (wall) => Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 19)).toZonedDateTime(zone).epochMilliseconds;
}

/** The rules that the file gives for a zone of its own. */
function definedZone(definition: ICAL.Component | undefined): ZoneReader | null {
  if (definition === undefined) return null;
  const zone = new ICAL.Timezone(definition);
  return (wall) => {
    const at = new Date(wall);
    const time = ICAL.Time.fromData({
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
      isDate: false,
    });
    const offset = zone.utcOffset(time);
    return Number.isFinite(offset) ? wall - offset * 1000 : null;
  };
}
