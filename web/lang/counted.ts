// SPDX-License-Identifier: Apache-2.0

/** English counts: `1 day`, `3 days`, `12,000 lines`; a verb may stand in both words. A figure that is written already stays so. */
export function counted(count: number | string, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${Number(count) === 1 ? one : several}`;
}

export const people = (count: number): string => counted(count, 'person', 'people');
