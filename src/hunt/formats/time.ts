// SPDX-License-Identifier: Apache-2.0
import { text } from '../sql.ts';
import type { TimeZoneChoice } from './format.ts';

/** DateTime64(6) at the epoch: "no time could be read". */
export const NO_TIME = "toDateTime64(0, 6, 'UTC')";

/** Seconds since the epoch as text, as Zeek and Squid write them, kept to the microsecond without passing through a float. */
export function epochText(sql: string): string {
  return `ifNull(toDateTime64OrNull(${sql}, 6, 'UTC'), ${NO_TIME})`;
}

/** ISO 8601 or anything like it, with a zone in the text. */
export function isoText(sql: string): string {
  return `if(${possible(sql)}, ifNull(parseDateTime64BestEffortOrNull(${sql}, 6, 'UTC'), ${NO_TIME}), ${NO_TIME})`;
}

/** The engine's reader takes 25:61 for the next day, and a time without a day for a day of its own: neither is a time here. */
function possible(sql: string): string {
  return `match(${sql}, '^ *[A-Za-z0-9][^:]*(?:[^0-9:]|^)(?:[01]?[0-9]|2[0-3]):[0-5][0-9]:[0-6][0-9](?:[^0-9:]|$)')`;
}

/** Text that may carry a zone or not: its own counts, else the one that a person declared, else UTC (and said to be guessed). */
export function localText(sql: string, zone: TimeZoneChoice): string {
  return `if(${possible(sql)}, if(match(${sql}, '(?:[0-9] ?[+-][0-9]{2}:?[0-9]{2}|Z)$'), ${isoText(sql)}, ${withoutZone(sql, zone)}), ${NO_TIME})`;
}

function withoutZone(sql: string, zone: TimeZoneChoice): string {
  return `ifNull(parseDateTime64BestEffortOrNull(${zonedText(sql, zone)}, 6, ${text(ianaOr(zone, 'UTC'))}), ${NO_TIME})`;
}

/** `Aug 27 10:01:02` has no year: the year of the file is put in front. */
export function syslogText(sql: string, zone: TimeZoneChoice): string {
  const spaced = `concat(substring(${sql}, 5, 2), ' ', substring(${sql}, 1, 3), ' ${zone.year} ', substring(${sql}, 8, 8))`;
  return localText(`replaceOne(${spaced}, '  ', ' ')`, zone);
}

export function originOf(zone: TimeZoneChoice): string {
  return zone.declared === null ? 'guessed' : 'declared';
}

export function isOffset(zone: string): boolean {
  return /^[+-]\d{2}:?\d{2}$/.test(zone);
}

function zonedText(sql: string, zone: TimeZoneChoice): string {
  return zone.declared !== null && isOffset(zone.declared) ? `concat(${sql}, ' ', ${text(zone.declared.replace(':', ''))})` : sql;
}

function ianaOr(zone: TimeZoneChoice, fallback: string): string {
  return zone.declared === null || isOffset(zone.declared) ? fallback : zone.declared;
}
