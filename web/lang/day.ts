// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { useLang } from './lang.tsx';
import type { Lang } from './lang.tsx';

/** A civil day, which has no zone: `11月21日(土)` · `Sat 21 Nov`; with the year when it is not this year's. */
export function formatDay(day: string, lang: Lang, thisYear = String(new Date().getFullYear())): string {
  const millis = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(millis)) return day;
  const format = new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'UTC',
    calendar: 'gregory',
    year: 'numeric',
    month: lang === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const p = Object.fromEntries(format.formatToParts(millis).map((part) => [part.type, part.value]));
  const other = p['year'] !== thisYear;
  if (lang === 'ja') return `${other ? `${p['year']}年` : ''}${p['month']}月${p['day']}日(${p['weekday']})`;
  return `${p['weekday']} ${p['day']} ${p['month']}${other ? ` ${p['year']}` : ''}`;
}

export function useDay(): (day: string) => string {
  const { lang } = useLang();
  return useMemo(() => (day: string) => formatDay(day, lang), [lang]);
}
