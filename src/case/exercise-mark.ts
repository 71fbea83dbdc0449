// SPDX-License-Identifier: Apache-2.0

/** What stands before every title, subject and page head of an exercise. */
export const MARK = '【訓練】[EXERCISE]';

/** A new title for what had another one: a mark that it bore stays on it. */
export function keepingMark(before: string, title: string): string {
  return before.startsWith(MARK) && !title.startsWith(MARK) ? `${MARK} ${title}` : title;
}
