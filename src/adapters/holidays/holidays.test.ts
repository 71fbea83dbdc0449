// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
