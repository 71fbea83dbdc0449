// SPDX-License-Identifier: Apache-2.0

/** `+09:00`, `UTC` or a name of the IANA database. */
export function isZone(text: string): boolean {
  // From Baker Island to the Line Islands.
  if (/^(?:[+-](?:0\d|1[01]):?[0-5]\d|-12:?00|\+(?:1[23]:?[0-5]\d|14:?00))$/.test(text)) return true;
  // The short names (`JST`, `EST5EDT`) are left out: the database keeps few of them, and readers do not agree on the rest.
  if (!/^(?:UTC|GMT|[A-Za-z]{2,}(?:\/[A-Za-z0-9+_-]{1,40}){1,3})$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes east of UTC, where the zone had one offset in all the years that a log may be of; else null. */
export function fixedMinutes(zone: string): number | null {
  const said = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (said !== null) return (said[1] === '-' ? -1 : 1) * (Number(said[2]) * 60 + Number(said[3]));
  if (zone === 'UTC' || zone === 'GMT') return 0;
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const seen = new Set<number>();
  for (let year = 1995; year <= 2035; year += 1)
    for (const month of [0, 3, 6, 9]) seen.add(offsetAt(format, new Date(Date.UTC(year, month, 1))));
  return seen.size === 1 ? ([...seen][0] ?? null) : null;
}

/** Minutes east of UTC at that moment. */
export function minutesAt(zone: string, at: Date): number {
  return fixedMinutes(zone) ?? offsetAt(new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }), at);
}

function offsetAt(format: Intl.DateTimeFormat, at: Date): number {
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const found = /([+-])(\d{1,2})(?::(\d{2}))?/.exec(name);
  return found === null ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}

/** Names that several places use: a line that carries one is refused. */
export const unsureZones = ['IST', 'BST', 'AST', 'ADT', 'NST', 'HST', 'PKT', 'WIB', 'CAT', 'EAT', 'SAST', 'AKST', 'AKDT', 'ACST', 'AWST'];

/**
 * Names of zones that stand in lines, in minutes east of UTC: those of RFC 5322 4.3 and those that only one place uses.
 * What several places use (IST, BST) is not among them: a line that carries one is refused, not guessed.
 */
export const zoneNames: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  CET: 60,
  WEST: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  ICT: 420,
  HKT: 480,
  SGT: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};
