// SPDX-License-Identifier: Apache-2.0

/** English counts: `1 day`, `3 days`, `12,000 lines`; a verb may stand in both words. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}

export const people = (count: number): string => counted(count, 'person', 'people');
