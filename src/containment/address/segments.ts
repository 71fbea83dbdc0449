// SPDX-License-Identifier: Apache-2.0
import { lastOf, prefixes } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';

/** A stretch of address space and the things that cover it, no two stretches overlapping. */
export type Segment<T> = { readonly ranges: readonly Range[]; readonly values: readonly T[] };

/**
 * Splits overlapping ranges into disjoint stretches, grouped by the set of values that cover them. Devices
 * that cannot say "or" between overlapping objects get one object for each group.
 */
export function disjoint<T>(entries: readonly (readonly [Range, T])[]): readonly Segment<T>[] {
  const groups = new Map<string, { ranges: Range[]; values: readonly T[] }>();
  const ids = new Map<T, number>();
  for (const [, value] of entries) if (!ids.has(value)) ids.set(value, ids.size);
  for (const family of [4, 6] as const) {
    const own = entries.filter(([range]) => range.family === family);
    const edges = [...new Set(own.flatMap(([range]) => [range.first, lastOf(range) + 1n]))].toSorted((a, b) =>
      a < b ? -1 : a > b ? 1 : 0,
    );
    const starts = new Map<bigint, T[]>();
    const ends = new Map<bigint, T[]>();
    for (const [range, value] of own) {
      push(starts, range.first, value);
      push(ends, lastOf(range) + 1n, value);
    }
    const live = new Map<T, number>();
    edges.forEach((edge, index) => {
      for (const value of ends.get(edge) ?? []) {
        const left = (live.get(value) ?? 0) - 1;
        if (left <= 0) live.delete(value);
        else live.set(value, left);
      }
      for (const value of starts.get(edge) ?? []) live.set(value, (live.get(value) ?? 0) + 1);
      const next = edges[index + 1];
      if (next === undefined || live.size === 0) return;
      const values = [...live.keys()].toSorted((a, b) => (ids.get(a) ?? 0) - (ids.get(b) ?? 0));
      const key = values.map((value) => ids.get(value)).join(',');
      const group = groups.get(key) ?? { ranges: [], values };
      groups.set(key, group);
      group.ranges.push(...prefixes(family, edge, next - 1n));
    });
  }
  return [...groups.values()];
}

function push<T>(map: Map<bigint, T[]>, key: bigint, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
