// SPDX-License-Identifier: Apache-2.0
/**
 * National holidays of Japan for 2020 to 2099, worked out from the text of the law (国民の祝日に関する法律 2条, 3条) and,
 * for the days of the Olympic Games, from its special measures for 2020 and 2021. Equinoxes by the usual approximation
 * of the mean sun for 1980-2099; the Cabinet's notice of the February before is what counts in law. Nothing of a
 * calendar library is used here: this is the third witness beside the two that the product carries.
 */
export function holidaysByLaw(year: number): ReadonlyMap<string, string> {
  if (year < 2020 || year > 2099) throw new RangeError('the law and the formula are written down here for 2020 to 2099');
  const named = new Map<string, string>([
    [on(year, 1, 1), '元日'],
    [monday(year, 1, 2), '成人の日'],
    [on(year, 2, 11), '建国記念の日'],
    [on(year, 2, 23), '天皇誕生日'],
    [on(year, 3, equinox(year, 20.8431)), '春分の日'],
    [on(year, 4, 29), '昭和の日'],
    [on(year, 5, 3), '憲法記念日'],
    [on(year, 5, 4), 'みどりの日'],
    [on(year, 5, 5), 'こどもの日'],
    [monday(year, 9, 3), '敬老の日'],
    [on(year, 9, equinox(year, 23.2488)), '秋分の日'],
    [on(year, 11, 3), '文化の日'],
    [on(year, 11, 23), '勤労感謝の日'],
    ...summer(year),
  ]);
  // 3条2項: a holiday on a Sunday makes the next day that is no holiday a day off.
  const days = new Map(named);
  for (const day of named.keys()) {
    if (weekday(day) !== 0) continue;
    let next = plus(day, 1);
    while (named.has(next)) next = plus(next, 1);
    days.set(next, '休日');
  }
  // 3条3項: a day between two holidays that is itself none is a day off.
  for (const day of named.keys()) {
    const between = plus(day, 1);
    if (named.has(plus(day, 2)) && !named.has(between) && !days.has(between) && weekday(between) !== 0) days.set(between, '休日');
  }
  return new Map([...days].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** 海の日, 山の日 and スポーツの日; moved in 2020 and 2021 for the Games (特別措置法 平成27年法律33号 as amended). */
function summer(year: number): readonly (readonly [string, string])[] {
  if (year === 2020)
    return [
      [on(2020, 7, 23), '海の日'],
      [on(2020, 7, 24), 'スポーツの日'],
      [on(2020, 8, 10), '山の日'],
    ];
  if (year === 2021)
    return [
      [on(2021, 7, 22), '海の日'],
      [on(2021, 7, 23), 'スポーツの日'],
      [on(2021, 8, 8), '山の日'],
    ];
  return [
    [monday(year, 7, 3), '海の日'],
    [on(year, 8, 11), '山の日'],
    [monday(year, 10, 2), 'スポーツの日'],
  ];
}

/** Day of the month: 20.8431 (March) or 23.2488 (September) + 0.242194 a year, less the leap days since 1980. */
function equinox(year: number, base: number): number {
  return Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4);
}

function monday(year: number, month: number, nth: number): string {
  const first = (8 - weekday(on(year, month, 1))) % 7;
  return on(year, month, 1 + first + 7 * (nth - 1));
}

function on(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function plus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 Sunday. */
function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
