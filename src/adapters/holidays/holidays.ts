// SPDX-License-Identifier: Apache-2.0
import japanese from '@holiday-jp/holiday_jp';
import DateHolidays from 'date-holidays';
import type { HolidayAnswer } from '../../common/holidays.port.ts';

/**
 * The last year whose equinox days the National Astronomical Observatory has published (calendar of February 2026).
 * Later equinoxes, and the days that hang on them, are provisional.
 */
export const PUBLISHED_THROUGH = 2027;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2050;

export type HolidayBook = { readonly on: (country: string, day: string) => HolidayAnswer; readonly countries: () => readonly string[] };

/** A country's days of a year: what the packages compute slowly, and answer the same every time. */
const years = new Map<string, ReadonlyMap<string, HolidayAnswer>>();

/** Bundled calendars: Japan from holiday_jp and cross-checked with date-holidays, other countries from date-holidays. No look-up leaves the machine. */
export function holidayBook(): HolidayBook {
  const makers = new Map<string, DateHolidays | null>();

  function makerOf(country: string): DateHolidays | null {
    const known = makers.get(country);
    if (known !== undefined) return known;
    const maker = Object.hasOwn(new DateHolidays().getCountries(), country) ? new DateHolidays(country) : null;
    makers.set(country, maker);
    return maker;
  }

  return {
    countries: () => Object.keys(new DateHolidays().getCountries()),
    on(country, day) {
      const year = Number(day.slice(0, 4));
      const maker = makerOf(country);
      if (maker === null || !(year >= FIRST_YEAR && year <= LAST_YEAR)) return { is: 'unknown' };
      const key = `${country} ${year}`;
      let found = years.get(key);
      if (found === undefined) {
        const others = publicDays(maker, year);
        found = country === 'JP' ? japaneseYear(year, others) : others;
        years.set(key, found);
      }
      return found.get(day) ?? { is: 'none' };
    },
  };
}

function publicDays(maker: DateHolidays, year: number): ReadonlyMap<string, HolidayAnswer> {
  return new Map(
    maker
      .getHolidays(year)
      .filter((row) => row.type === 'public')
      .map((row) => [row.date.slice(0, 10), { is: 'holiday', name: { ja: row.name, en: row.name }, provisional: false }]),
  );
}

/** Where the two sources differ, the day counts as a holiday and is provisional: a person should look. */
function japaneseYear(year: number, others: ReadonlyMap<string, HolidayAnswer>): ReadonlyMap<string, HolidayAnswer> {
  const days = new Map<string, HolidayAnswer>();
  for (const row of Object.values(japanese.holidays)) {
    if (!row.date.startsWith(`${year}-`)) continue;
    const unsure = year > PUBLISHED_THROUGH && (hangsOnEquinox(row.date, row.name) || !others.has(row.date));
    days.set(row.date, { is: 'holiday', name: { ja: row.name, en: row.name_en }, provisional: unsure });
  }
  for (const [day, answer] of others) {
    if (!days.has(day) && answer.is === 'holiday') days.set(day, { ...answer, provisional: true });
  }
  return days;
}

/** The equinox itself, its substitute day, and the day squeezed between Respect-for-the-Aged Day and the equinox. */
function hangsOnEquinox(day: string, name: string): boolean {
  const month = day.slice(5, 7);
  return month === '03' || (month === '09' && !name.includes('敬老'));
}
