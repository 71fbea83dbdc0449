// SPDX-License-Identifier: Apache-2.0

/** English counts: `1 day`, `3 days`, `2 addresses`. A verb may stand in both: `1 computer stays`, `2 computers stay`. */
export function counted(count: number | string | undefined, one: string, several = `${one}s`): string {
  return `${count ?? '?'} ${Number(count) === 1 ? one : several}`;
}
