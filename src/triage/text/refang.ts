// SPDX-License-Identifier: Apache-2.0
import { harmlessIn } from '../../common/defang.ts';
import type { Folded } from './normalise-text.ts';

/**
 * A folded text in which addresses that were written so that nobody clicks stand as they are meant. `undone` holds the
 * places of the dots that were put back: whoever took the trouble to defang a name says that it is one.
 */
export type Refanged = Folded & { readonly undone: ReadonlySet<number> };

/** Undoes defanging, with the way back to the original. Linear; it makes nothing live, it only reads. */
export function refangFolded(folded: Folded): Refanged {
  const undone = new Set<number>();
  let text = '';
  const from: number[] = [];
  let at = 0;
  const keep = (end: number): void => {
    text += folded.text.slice(at, end);
    for (let index = at; index < end; index += 1) from.push(folded.from[index] ?? 0);
  };
  for (const one of harmlessIn(folded.text)) {
    keep(one.from);
    if (one.meant === '.' && one.to - one.from > 1) undone.add(text.length);
    text += one.meant;
    for (const _ of one.meant) from.push(folded.from[one.from] ?? 0);
    at = one.to;
  }
  keep(folded.text.length);
  return { text, from: Int32Array.from(from), original: folded.original, undone };
}
