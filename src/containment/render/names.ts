// SPDX-License-Identifier: Apache-2.0
import { formatRange, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { isTree, matchesName, nameIndex } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import { rangeIndex } from '../address/range-index.ts';
import { rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';

/** Patterns without those that another one of the list covers, sorted: several programs refuse both `x` and `.x`. */
export function minimal(patterns: readonly NamePattern[]): readonly NamePattern[] {
  const distinct = [...new Set(patterns)];
  const trees = nameIndex(distinct.filter((one) => isTree(one)).map((one) => [one, one] as const));
  return distinct.filter((one) => trees.find(one.replace(/^\./, '')).every((other) => other === one)).toSorted();
}

/**
 * Ranges without those that another one of the list covers. Squid keeps a list as a tree in which a narrow entry
 * hides the wide one that holds it: `198.51.100.9 198.51.100.8/29` there means the single address.
 */
export function minimalRanges(texts: readonly string[]): readonly string[] {
  const distinct = new Map<string, Range>();
  for (const text of texts) {
    const range = parseRange(text);
    if (range !== null) distinct.set(formatRange(range), range);
  }
  const index = rangeIndex([...distinct.values()].map((range) => [range, range.bits] as const));
  return [...distinct].flatMap(([text, range]) => (index.find(range).some((bits) => bits < range.bits) ? [] : [text]));
}

/** Blocked and kept names for programs where the more specific name wins: what is kept inside a blocked tree is left out, because blocks go first. */
export function blockedAndKept(policy: Policy): { readonly blocked: readonly NamePattern[]; readonly kept: readonly NamePattern[] } {
  const blocked = minimal(rulesOf(policy, 'name').map((rule) => rule.pattern));
  const kept = policy.base === 'allow' ? [] : minimal(rulesOf(policy, 'allow').flatMap((rule) => rule.patterns));
  const covered = (pattern: NamePattern) =>
    blocked.some((one) => one === pattern || (isTree(one) && matchesName(one, pattern.replace(/^\./, ''))));
  return { blocked, kept: kept.filter((pattern) => !covered(pattern)) };
}

/** Long lists in lines that old parsers still take. */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const found: T[][] = [];
  for (let at = 0; at < list.length; at += size) found.push(list.slice(at, at + size));
  return found;
}
