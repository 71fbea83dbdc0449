// SPDX-License-Identifier: Apache-2.0
// Which files follow one another (rotation), and which stand beside each other (two servers): a hole in one of two that
// run beside each other is a hole, though the other has lines at that time.

type Spanned = { readonly file: number; readonly name: string; readonly from: string | null; readonly to: string | null };

const HOUR = 3_600_000;

/** Whether a moment is later than another, however their fractions are written; false where one is not known. */
export function isLater(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && Date.parse(a) > Date.parse(b);
}

/** Of these gaps those that lie in a period, in whole or in part. */
export function gapsIn<T extends { readonly from: string; readonly to: string }>(
  gaps: readonly T[],
  { since, until }: { readonly since: string | null; readonly until: string | null },
): readonly T[] {
  return gaps.filter((gap) => !isLater(since, gap.to) && since !== gap.to && !isLater(gap.from, until) && gap.from !== until);
}

const YEAR = String.raw`(?:19|20)\d{2}`;
const MONTH = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
/** A day, a month, a week or the number of a day in its year. */
const YEAR_FIRST = String.raw`${YEAR}(?:[-_.]?w\d{2}|[-_.]\d{3}(?!\d)|[-_.年]?(?:\d{2}|${MONTH})(?:[-_.月]?\d{2}日?|月)?)`;
const YEAR_LAST = String.raw`(?<!\d|\d\.)\d{1,2}[-_.](?:\d{1,2}|${MONTH})[-_.]${YEAR}`;
const TIME = String.raw`(?:[-_.t]?\d{2}(?:[-_.:]?\d{2}){0,2}(?:[.,]\d{1,6})?z?)?`;
const DAYS = new RegExp(String.raw`(?:${YEAR_FIRST}|${YEAR_LAST})${TIME}(?!\d)|(?<!\d)\d{6,14}(?!\d)`, 'g');
/** An address is whose log it is, not which of its files. */
const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g;
const PACKED = /\.(?:gz|xz|bz2|zst|lz4|lzma|lz|z|br|7z|zip|tgz|tbz2?|txz|tar)$/;

/**
 * What rotation leaves of a file's name: `access.log-20261110.gz`, `access.log.1` and `access.log` are one log's files,
 * `web1.log` and `web2.log` are not.
 */
export function stemOf(name: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? name).toLowerCase().replace(PACKED, '').replace(PACKED, '');
  const plain = base
    .replaceAll(ADDRESS, (address) => address.replaceAll('.', '+'))
    .replaceAll(DAYS, '')
    .replace(/(?:\.(?:old|bak|prev|save|orig)|~)$/, '');
  return plain
    .replace(/\.\d{1,4}(?=$|\.[a-z]+$)/, '')
    .replace(/(\.(?:log|txt|csv|jsonl?))(?:[-_.]?\d{0,4}|[-_.](?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})$/, '$1')
    .replaceAll(/[-_. ]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
}

/**
 * Series of files, each in the order of time: a file continues the series of its own name that ended last before it begins
 * (an hour of overlap is what rotation leaves). Files without dates share one series of their own.
 */
export function seriesOf<T extends Spanned>(files: readonly T[]): readonly (readonly T[])[] {
  const dated = files.filter((file) => file.from !== null && file.to !== null);
  const undated = files.filter((file) => file.from === null || file.to === null);
  const series: { stem: string; end: number; files: T[] }[] = [];
  for (const file of dated.toSorted((a, b) => Date.parse(a.from ?? '') - Date.parse(b.from ?? '') || a.file - b.file)) {
    const begin = Date.parse(file.from ?? '');
    const end = Date.parse(file.to ?? '');
    const stem = stemOf(file.name);
    const before = series
      .filter((one) => one.stem === stem && one.end <= begin + HOUR && one.end < end)
      .toSorted((a, b) => b.end - a.end)[0];
    if (before === undefined) series.push({ stem, end, files: [file] });
    else {
      before.files.push(file);
      before.end = Math.max(before.end, end);
    }
  }
  return [...series.map((one) => one.files), ...(undated.length === 0 ? [] : [undated])];
}
