// SPDX-License-Identifier: Apache-2.0

const SPAN = /^(?:(\d{1,3})d)?\s*(?:(\d{1,4})h)?\s*(?:(\d{1,5})m)?\s*(?:(\d{1,6})s)?$/;
const UNITS = [86_400, 3600, 60, 1] as const;

/** Seconds of `2d 4h 30m 10s` (each part may be absent, `0m` is the start); null where it is no such time. */
export function secondsOf(text: string): number | null {
  const match = text.trim() === '' ? null : SPAN.exec(text.trim());
  if (match === null) return null;
  return UNITS.reduce((sum, unit, at) => sum + unit * Number(match[at + 1] ?? 0), 0);
}

/** The shortest way of writing so many seconds; `0m` for none. */
export function spanOf(seconds: number): string {
  const parts = ['d', 'h', 'm', 's'].map((letter, at) => {
    const above = at === 0 ? Number.POSITIVE_INFINITY : (UNITS[at - 1] ?? 1);
    const count = Math.floor((seconds % above) / (UNITS[at] ?? 1));
    return count === 0 ? '' : `${count}${letter}`;
  });
  return parts.filter((part) => part !== '').join(' ') || '0m';
}
