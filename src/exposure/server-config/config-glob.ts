// SPDX-License-Identifier: Apache-2.0
import { joined, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { ConfigFiles } from './config-files.port.ts';

const MOST = 10_000;

/** Paths that an absolute pattern of glob(7) names (`*`, `?`, `[a-z]`, `[!a]`, `\` before a special), in byte order. A leading dot must be written out. */
export function expand(files: Pick<ConfigFiles, 'list'>, pattern: string): readonly BytePath[] {
  let found: readonly BytePath[] = ['/' as BytePath];
  for (const part of tidied(pattern)
    .split('/')
    .filter((each) => each !== '')) {
    if (!/[*?[\\]/.test(part)) found = found.map((folder) => joined(folder, part));
    else
      found = found.flatMap((folder) =>
        (files.list(folder) ?? []).filter((name) => matches(part, name)).map((name) => joined(folder, name)),
      );
    if (found.length > MOST) found = found.slice(0, MOST);
  }
  return found;
}

/** Without going back more than to the last star: a hostile pattern costs no more than its length times the name's. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.') && !pattern.startsWith('\\.')) return false;
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    const step = pattern[p] === '*' ? null : one(pattern, p, name[n] as string);
    if (pattern[p] === '*') {
      star = p;
      mark = n;
      p += 1;
    } else if (step !== null) {
      p = step;
      n += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      n = mark;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** Does the piece of `pattern` at `at` take `char`? Where the pattern goes on, or null. */
function one(pattern: string, at: number, char: string): number | null {
  const head = pattern[at];
  if (head === undefined) return null;
  if (head === '?') return at + 1;
  if (head === '\\' && at + 1 < pattern.length) return pattern[at + 1] === char ? at + 2 : null;
  const close = head === '[' ? pattern.indexOf(']', at + (/^\[[!^]/.test(pattern.slice(at, at + 2)) ? 3 : 2)) : -1;
  if (close < 0) return head === char ? at + 1 : null;
  const inside = pattern.slice(at + 1, close);
  const not = inside.startsWith('!') || inside.startsWith('^');
  return inSet(not ? inside.slice(1) : inside, char) === not ? null : close + 1;
}

function inSet(set: string, char: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const [low, dash, high] = [set[at] as string, set[at + 1], set[at + 2]];
    if (dash === '-' && high !== undefined) {
      if (char >= low && char <= high) return true;
      at += 2;
    } else if (char === low) return true;
  }
  return false;
}
