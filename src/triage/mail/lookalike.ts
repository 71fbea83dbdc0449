// SPDX-License-Identifier: Apache-2.0
import { foldText } from '../text/normalise-text.ts';

/** A name that looks like another one without being it: look-alike letters, digits for letters, or one letter off. */
export type Lookalike = { readonly of: string; readonly how: 'letters' | 'one-off' | 'contains' };

/**
 * The guarded domain that a sender's domain imitates: the same letters to the eye, one letter off, or the name with an
 * addition. Null for a guarded one itself.
 */
export function lookalikeOf(organisation: string, shown: string, guarded: readonly string[]): Lookalike | null {
  for (const of of guarded) {
    if (of === organisation) return null;
    if (skeleton(shown) === skeleton(of)) return { of, how: 'letters' };
  }
  for (const of of guarded) {
    const [name, suffix] = split(organisation);
    const [other, otherSuffix] = split(of);
    if (other.length >= 5 && suffix === otherSuffix && oneOff(name, other)) return { of, how: 'one-off' };
    if (other.length >= 5 && name !== other && (name.startsWith(`${other}-`) || name.endsWith(`-${other}`))) return { of, how: 'contains' };
  }
  return null;
}

function skeleton(host: string): string {
  // A Latin letter on both sides makes every look-alike fold, even in an all-Cyrillic label.
  const folded = [...host.toLowerCase()].map((char) => foldText(`a${char}a`).text.slice(1, -1)).join('');
  return folded
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('0', 'o')
    .replace(/[1|]/g, 'l')
    .replaceAll('i', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('5', 's');
}

function split(host: string): readonly [string, string] {
  const dot = host.indexOf('.');
  return dot < 0 ? [host, ''] : [host.slice(0, dot), host.slice(dot)];
}

/** One letter put in, left out, changed, or two neighbours swapped. */
function oneOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const rest = (text: string, skip: number) => text.slice(at + skip);
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2))
  );
}
