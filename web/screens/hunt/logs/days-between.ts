// SPDX-License-Identifier: Apache-2.0

const MOST = 40_000;

/** Calendar days from one to the other, both included, as `2026-11-21`. */
export function daysBetween(from: string | undefined, to: string | undefined): readonly string[] {
  if (from === undefined || to === undefined) return [];
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); days.length < MOST; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > to) break;
    days.push(day);
  }
  return days;
}

/** `2026年11月21日(土)` · `Sat 21 Nov 2026`. */
export function dayName(day: string | undefined, lang: 'ja' | 'en'): string {
  if (day === undefined) return '';
  const format = new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: lang === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const p = Object.fromEntries(format.formatToParts(Date.parse(`${day}T00:00:00Z`)).map((part) => [part.type, part.value]));
  return lang === 'ja'
    ? `${p['year']}年${p['month']}月${p['day']}日(${p['weekday']})`
    : `${p['weekday']} ${p['day']} ${p['month']} ${p['year']}`;
}

export type Column = { readonly from: string; readonly to: string; readonly days: number };

const WORTH_A_BREAK = 21;

/** One column a day; three weeks or more in which no log has anything are one column, so that what there is can be seen. */
export function columnsOf(there: ReadonlySet<string>): readonly Column[] {
  const sorted = [...there].toSorted();
  const columns: Column[] = [];
  for (const [at, day] of sorted.entries()) {
    const before = sorted[at - 1];
    const between = before === undefined ? [] : daysBetween(before, day).slice(1, -1);
    const [first] = between;
    const last = between.at(-1);
    if (first !== undefined && last !== undefined && between.length >= WORTH_A_BREAK)
      columns.push({ from: first, to: last, days: between.length });
    else columns.push(...between.map((one) => ({ from: one, to: one, days: 1 })));
    columns.push({ from: day, to: day, days: 1 });
  }
  return columns;
}
