// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

/**
 * A moment as people read it on the wall of the zone: `11月21日(土) 14:05 JST`, `Sat, 21 Nov, 14:05 JST`. `year`: with the
 * year, for papers. A day alone is said as a day; what is no time stays as it stands.
 */
export function wallTime(iso: string, zone: string, lang: Lang, year: 'year' | 'no-year' = 'no-year'): string {
  const day = { month: 'short', day: 'numeric', weekday: 'short', ...(year === 'year' ? ({ year: 'numeric' } as const) : {}) } as const;
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return new Intl.DateTimeFormat(LOCALES[lang], { ...day, timeZone: 'UTC' }).format(new Date(iso));
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  return `${new Intl.DateTimeFormat(LOCALES[lang], { ...day, ...clock }).format(at)} ${zone === 'Asia/Tokyo' ? 'JST' : `(${zone})`}`;
}
