// SPDX-License-Identifier: Apache-2.0

const NUMBERS = /(?:^|[^\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=[^\d./-]|$)/;

export type DateOrder = {
  readonly order: 'dmy' | 'mdy' | null;
  /** `none`: no such date in the lines. `clear`: a number above twelve says it. `guessed`: none does. `both`: the lines contradict each other. */
  readonly how: 'none' | 'clear' | 'guessed' | 'both';
};

/** What is said of the dates of a file that a person's word `said` was taken for; null where its lines show the same. */
export function orderOrigin(shown: DateOrder, said: 'dmy' | 'mdy'): 'dmy' | 'mdy' | 'either' | null {
  if (shown.how === 'none' || (shown.how === 'clear' && shown.order === said)) return null;
  return shown.how === 'guessed' ? said : 'either';
}

/**
 * Which of `03/04/2026` is the month, for all lines of a file: a number above twelve is a day. Where none is, the order
 * by which the dates come nearest to the file's own time and not after it; that is a guess, and said.
 */
export function dateOrder(lines: readonly string[], written: string): DateOrder {
  const dates = lines.flatMap((line) => {
    const found = NUMBERS.exec(line.slice(0, 4096));
    return found === null ? [] : [{ first: Number(found[1]), second: Number(found[3]), year: Number(found[4]) }];
  });
  if (dates.length === 0) return { order: null, how: 'none' };
  const day = dates.filter((one) => one.first > 12 && one.second <= 12).length;
  const month = dates.filter((one) => one.second > 12 && one.first <= 12).length;
  if (day > 0 && month > 0) return { order: day >= month ? 'dmy' : 'mdy', how: 'both' };
  if (day > 0) return { order: 'dmy', how: 'clear' };
  if (month > 0) return { order: 'mdy', how: 'clear' };
  const limit = Date.parse(written) + 86_400_000;
  const latest = (order: 'dmy' | 'mdy'): number =>
    Math.max(
      ...dates.map((one) => Date.UTC(one.year, (order === 'dmy' ? one.second : one.first) - 1, order === 'dmy' ? one.first : one.second)),
    );
  const behind = (order: 'dmy' | 'mdy'): number => (latest(order) > limit ? Number.POSITIVE_INFINITY : limit - latest(order));
  return { order: behind('mdy') < behind('dmy') ? 'mdy' : 'dmy', how: 'guessed' };
}
