// SPDX-License-Identifier: Apache-2.0
// Days and times of day that a text in Japanese or English names. Zones are not guessed: a time stays as it was told.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?`;
const CLOCK = String.raw`(?:[T\s,]{1,3}(\d{1,2}):(\d{2}))?`;
const NUMERIC = new RegExp(String.raw`(?<!\d)(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)${CLOCK}`, 'giu');
const JAPANESE =
  /(?:(20\d{2})\s?年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日(?:[^\d\n。、]{0,8}?(?:(\d{1,2})\s?時(?:\s?(\d{1,2})\s?分)?|(\d{1,2}):(\d{2})))?/giu;
const DAY_FIRST = new RegExp(String.raw`(?<![\w.])(\d{1,2})(?:st|nd|rd|th)?\s+${MONTH}(?:,?\s+(20\d{2}))?\b${CLOCK}`, 'giu');
const MONTH_FIRST = new RegExp(String.raw`\b${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(20\d{2}))?\b${CLOCK}`, 'giu');

/** Earliest first, `2026-11-21` or `2026-11-21T09:30`. A day without its year is the last one up to `now` (ISO 8601). */
export function readTimes(text: string, now: string): readonly string[] {
  const found = new Set<string>();
  const add = (year: string | undefined, month: number, day: number, hour?: string, minute?: string) => {
    const at = dayOf(year, month, day, now);
    if (at === null) return;
    const clock = hour === undefined || Number(hour) > 23 || Number(minute ?? 0) > 59 ? '' : `T${two(hour)}:${two(minute ?? '0')}`;
    found.add(`${at}${clock}`);
  };
  for (const [, year, month, day, hour, minute] of text.matchAll(NUMERIC)) add(year, Number(month), Number(day), hour, minute);
  for (const [whole, year, month, day, hour, minute, hour2, minute2] of text.matchAll(JAPANESE)) {
    const told = hour ?? hour2;
    const afternoon = whole.includes('午後') && told !== undefined && Number(told) < 12;
    add(year, Number(month), Number(day), afternoon ? String(Number(told) + 12) : told, minute ?? minute2);
  }
  for (const [, day, month, year, hour, minute] of text.matchAll(DAY_FIRST)) add(year, monthOf(month), Number(day), hour, minute);
  for (const [, month, day, year, hour, minute] of text.matchAll(MONTH_FIRST)) add(year, monthOf(month), Number(day), hour, minute);
  return [...found].toSorted();
}

const two = (text: string) => text.padStart(2, '0');
const monthOf = (word: string | undefined) => MONTHS.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;

function dayOf(year: string | undefined, month: number, day: number, now: string): string | null {
  const inYear = (one: number): string | null => {
    const at = new Date(Date.UTC(one, month - 1, day));
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
  };
  if (year !== undefined) return inYear(Number(year));
  const thisYear = inYear(Number(now.slice(0, 4)));
  // A report may be dated by a clock some hours ahead of ours.
  return thisYear !== null && Date.parse(thisYear) > Date.parse(now) + 86_400_000 ? inYear(Number(now.slice(0, 4)) - 1) : thisYear;
}
