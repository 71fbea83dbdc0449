// SPDX-License-Identifier: Apache-2.0
import { isDay, plusDays } from '../../common/civil-day.ts';

/** A wall time of a table in minutes from midnight; 24:00 and later is the next day, as shift tables write it (to 48:00). */
export function readTime(text: string): number | null {
  const match = /^(\d{1,2})(?::([0-5]\d)(?::[0-5]\d)?|時(?:([0-5]?\d)分)?)$/.exec(text);
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? match[3] ?? 0);
  return minutes <= 48 * 60 ? minutes : null;
}

/** Hours of a code of the table on the wall, in minutes from midnight. */
export type Hours = { readonly from: number; readonly to: number };

/** `9:00-18:00`, `21時～翌9時`. */
export function rangeOf(text: string): Hours | null {
  const [first = '', second = '', ...more] = text.split(/\s*[-−–~〜～]\s*/);
  if (more.length > 0) return null;
  const [from, to] = [readTime(first), readTime(second.replace(/^翌/, ''))];
  return from === null || to === null ? null : { from, to };
}

/** What a table says of a day; a part that it leaves out is null. */
export type DayParts = { readonly year: number | null; readonly month: number | null; readonly day: number };

/** `2027-01-10`, `2027/1/10`, `2027年1月10日`, `1/10`, `1月10日`, `10日`, `10`; a weekday after it is passed over. */
export function readDay(text: string): DayParts | null {
  const plain = text.replace(/\s*\([月火水木金土日]\)$|\s+[月火水木金土日]$|\s*\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\)?$/iu, '');
  const match = /^(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})日?$/.exec(plain.trim());
  if (match === null) return null;
  const part = (index: number): number | null => (match[index] === undefined ? null : Number(match[index]));
  return { year: part(1), month: part(2), day: Number(match[3]) };
}

/** `2027年1月`, `2027-01`, `2027/1`, alone or inside a title. */
export function readMonth(text: string): { readonly year: number; readonly month: number } | null {
  const match = /(?:^|\D)(\d{4})\s*[-/.年]\s*(\d{1,2})(?:月|$|\D)/.exec(text);
  if (match === null) return null;
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? { year: Number(match[1]), month } : null;
}

/** The civil day that the parts name, `2027-01-10`; a year that is not said is the one that brings it nearest after `near` less a month. */
export function dayFrom(parts: DayParts, month: { readonly year: number; readonly month: number } | null, near: string): string | null {
  const inMonth = parts.month ?? month?.month ?? null;
  if (inMonth === null) return null;
  const said = parts.year ?? (parts.month === null || parts.month === month?.month ? month?.year : undefined);
  const text = (year: number): string => `${year}-${String(inMonth).padStart(2, '0')}-${String(parts.day).padStart(2, '0')}`;
  const first = Number(near.slice(0, 4)) - 1;
  const earliest = plusDays(near, -31);
  const day = said === undefined ? [first, first + 1, first + 2].map((year) => text(year)).find((one) => one >= earliest) : text(said);
  return day !== undefined && isDay(day) ? day : null;
}

/** Full-width to half-width, one blank for many. */
export function plainCell(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}
