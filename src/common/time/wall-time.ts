// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import { dayAt, timeAt, weekdayOf } from '../civil-day.ts';

const WEEKDAYS = { ja: ['月', '火', '水', '木', '金', '土', '日'], en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * A moment as people read it on the wall of the zone: `11月21日(土) 14:05 JST`, `Sat 21 Nov, 14:05 JST`. `year`: with the
 * year, for papers. A day alone is said as a day; what is no time stays as it stands.
 */
export function wallTime(iso: string, zone: string, lang: Lang, year: 'year' | 'no-year' = 'no-year'): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return dayWords(iso, lang, year);
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return `${dayWords(dayAt(at, zone), lang, year)}${lang === 'ja' ? '' : ','} ${timeAt(at, zone)} ${zoneName(at, zone)}`;
}

const INSTANTS = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g;

/** Sentences of the desk name instants in UTC; on paper they stand as on the wall of the zone, with the year. */
export function timesOnWall(text: string, zone: string, lang: Lang): string {
  return text.replace(INSTANTS, (iso) => wallTime(iso, zone, lang, 'year'));
}

function dayWords(day: string, lang: Lang, year: 'year' | 'no-year'): string {
  const [of = '', month = '', date = ''] = day.split('-');
  const weekday = WEEKDAYS[lang][weekdayOf(day) - 1] ?? '';
  const withYear = year === 'year';
  return lang === 'ja'
    ? `${withYear ? `${of}年` : ''}${Number(month)}月${Number(date)}日(${weekday})`
    : `${weekday} ${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}${withYear ? ` ${of}` : ''}`;
}

/** `JST`, `UTC`; others by their offset of that moment. */
function zoneName(millis: number, zone: string): string {
  if (zone === 'Asia/Tokyo') return 'JST';
  const { offset } = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
  return offset === '+00:00' ? 'UTC' : `UTC${offset}`;
}
