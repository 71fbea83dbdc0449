// SPDX-License-Identifier: Apache-2.0
import { dayAt, timeAt } from '../civil-day.ts';

const JAPANESE = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  timeZone: 'UTC',
});

/**
 * A moment on the wall of the zone with the year of the Japanese era, whose first year is 元年:
 * `令和8年11月21日(土) 14:05 JST`. Before 1873, when the Gregorian calendar began there, days keep its year.
 */
export function eraTime(iso: string, zone: string): string {
  const millis = Date.parse(iso);
  const at = `${timeAt(millis, zone)} ${zone === 'Asia/Tokyo' ? 'JST' : `(${zone})`}`;
  return `${eraDay(dayAt(millis, zone))} ${at}`;
}

/** A civil day, `2026-11-21`, likewise. */
export function eraDay(day: string): string {
  const parts = new Map(JAPANESE.formatToParts(new Date(`${day}T00:00:00Z`)).map(({ type, value }) => [type as string, value]));
  const [year = '', month = '', date = ''] = day.split('-');
  const ofEra = parts.get('year') ?? parts.get('relatedYear');
  const counted = day < '1873-01-01' ? Number(year) : `${parts.get('era')}${ofEra === '1' ? '元' : ofEra}`;
  return `${counted}年${Number(month)}月${Number(date)}日(${parts.get('weekday')})`;
}
