// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import japanese from '@holiday-jp/holiday_jp';
import DateHolidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { holidaysByLaw } from '../../../test/support/japanese-holidays.ts';
import { holidayBook, PUBLISHED_THROUGH } from './holidays.ts';

const cabinet = JSON.parse(readFileSync('fixtures/duty/cabinet-office-holidays.json', 'utf8')) as { days: [string, string][] };
const book = holidayBook();

function daysOf(country: string, from: number, to: number): string[] {
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(`${from}-01-01`); day.year <= to; day = day.add({ days: 1 })) {
    if (book.on(country, day.toString()).is === 'holiday') days.push(day.toString());
  }
  return days;
}

/*
 * Where the list comes from: fixtures/duty/cabinet-office-holidays.json is entered by hand to say what the Cabinet
 * Office's page 「国民の祝日」について says (https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html), days off between and after
 * holidays being called 休日 as there. It was not fetched by a program, and no test asks the network; so the claim rests on
 * three witnesses that do not know of one another: the law worked out in test/support/japanese-holidays.ts, holiday_jp,
 * and date-holidays. Whoever is online compares it with the Office's syukujitsu.csv.
 */
const YEARS = [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];

function differing(one: Iterable<string>, other: Iterable<string>): readonly string[] {
  const [a, b] = [new Set(one), new Set(other)];
  return [...a.symmetricDifference(b)].toSorted();
}

describe('adapters/holidays witnesses', () => {
  it('the list equals the law worked out by hand, day by day and name by name, 2020 to 2027', () => {
    const byLaw = YEARS.flatMap((year) => [...holidaysByLaw(year)]);
    expect(cabinet.days).toEqual(byLaw);
    expect(byLaw.length).toBe(143);
  });

  it.each(YEARS)('both libraries give the list of %i, each by itself', (year) => {
    const listed = cabinet.days.map(([day]) => day).filter((day) => day.startsWith(`${year}-`));
    const first = Object.keys(japanese.holidays).filter((day) => day.startsWith(`${year}-`));
    const second = new DateHolidays('JP')
      .getHolidays(year)
      .filter((row) => row.type === 'public')
      .map((row) => row.date.slice(0, 10));
    expect({ holiday_jp: differing(first, listed), date_holidays: differing(second, listed) }).toEqual({
      holiday_jp: [],
      date_holidays: [],
    });
  });

  it('the law has its hard cases among them', () => {
    // The Games moved three days; a Sunday in a row of three; a day squeezed between two.
    expect([...holidaysByLaw(2021)].filter(([day]) => /-0[78]-/.test(day))).toEqual([
      ['2021-07-22', '海の日'],
      ['2021-07-23', 'スポーツの日'],
      ['2021-08-08', '山の日'],
      ['2021-08-09', '休日'],
    ]);
    expect(holidaysByLaw(2020).get('2020-05-06')).toBe('休日');
    expect(holidaysByLaw(2026).get('2026-09-22')).toBe('休日');
    expect(holidaysByLaw(2020).has('2020-10-12')).toBe(false);
  });

  it('what is marked provisional later agrees with the law for as long as the product has data, or says so', () => {
    const off: string[] = [];
    for (let year = 2028; year <= 2050; year += 1) {
      const byLaw = holidaysByLaw(year);
      for (let day = Temporal.PlainDate.from(`${year}-01-01`); day.year === year; day = day.add({ days: 1 })) {
        const answer = book.on('JP', day.toString());
        if ((answer.is === 'holiday') !== byLaw.has(day.toString()) && !(answer.is === 'holiday' && answer.provisional))
          off.push(day.toString());
      }
    }
    expect(off).toEqual([]);
  });
});

describe('adapters/holidays', () => {
  it('gives exactly the Cabinet Office’s days of 2020 to 2027, none of them provisional', () => {
    expect(daysOf('JP', 2020, 2027)).toEqual(cabinet.days.map(([day]) => day));
    expect(
      cabinet.days.every(
        ([day]) =>
          book.on('JP', day).is === 'holiday' && !('provisional' in book.on('JP', day) && Reflect.get(book.on('JP', day), 'provisional')),
      ),
    ).toBe(true);
  });

  it('gives the Cabinet Office’s names', () => {
    for (const [day, name] of cabinet.days) {
      const answer = book.on('JP', day);
      if (name !== '休日') expect(answer).toMatchObject({ name: { ja: name } });
    }
  });

  it('marks equinox days beyond the published year as provisional, and what hangs on them', () => {
    expect(book.on('JP', '2027-09-23')).toMatchObject({ is: 'holiday', provisional: false });
    expect(book.on('JP', `${PUBLISHED_THROUGH + 1}-03-20`)).toMatchObject({ is: 'holiday', provisional: true });
    expect(book.on('JP', '2028-09-22')).toMatchObject({ is: 'holiday', provisional: true });
    expect(book.on('JP', '2032-09-21')).toMatchObject({ is: 'holiday', provisional: true });
    expect(book.on('JP', '2028-11-03')).toMatchObject({ is: 'holiday', provisional: false });
  });

  it('knows the days on which US federal holidays are observed', () => {
    expect(['2026-07-03', '2027-07-05', '2026-11-26', '2027-12-31'].map((day) => book.on('US', day).is)).toEqual(Array(4).fill('holiday'));
    expect(book.on('US', '2026-11-27').is).toBe('none');
  });

  it('says unknown where it has no data instead of "no holiday"', () => {
    expect(book.on('JP', '2051-01-01').is).toBe('unknown');
    expect(book.on('XX', '2026-01-01').is).toBe('unknown');
    expect(book.on('__proto__', '2026-01-01').is).toBe('unknown');
  });
});
