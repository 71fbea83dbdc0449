// SPDX-License-Identifier: Apache-2.0
/** A reader of files that answers, throws, or never comes to an end. */
export function slowReader(what: string): string {
  if (what === 'throw') throw new Error('no such thing');
  if (what === 'forever') for (;;);
  return what.repeat(2);
}
