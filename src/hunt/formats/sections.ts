// SPDX-License-Identifier: Apache-2.0
// Some files say their own columns, and say them anew when the program starts again or its settings change.
import type { Sample } from './format.ts';

/** `key` names the columns; `when` says which lines (`n`) stand under it, null when all do. */
export type Section = { readonly key: string; readonly when: string | null };

/** Each different heading costs one pass over the file: what goes beyond is read by the last of them, and rejected by count. */
const MOST = 16;

/** `keyOf` gives the columns that a directive names, or null when it names none. Lines before the first belong to it. */
export function sectionsOf(sample: Sample, keyOf: (text: string) => string | null): readonly Section[] {
  const directives = sample.directives ?? sample.lines.map((text, at) => ({ line: at + 1, text }));
  const starts: { readonly line: number; readonly key: string }[] = [];
  for (const { line, text } of directives) {
    const key = keyOf(text);
    if (key !== null && key !== starts.at(-1)?.key) starts.push({ line, key });
  }
  const keys = [...new Set(starts.map((start) => start.key))];
  if (keys.length <= 1) return keys.map((key) => ({ key, when: null }));
  const kept = keys.slice(0, MOST);
  const ranges = new Map<string, string[]>(kept.map((key) => [key, []]));
  for (const [at, start] of starts.entries()) {
    const key = ranges.has(start.key) ? start.key : (kept.at(-1) ?? start.key);
    const from = at === 0 ? 1 : start.line;
    const next = starts[at + 1];
    ranges.get(key)?.push(next === undefined ? `n >= ${from}` : `n BETWEEN ${from} AND ${next.line - 1}`);
  }
  return kept.map((key) => ({ key, when: (ranges.get(key) ?? []).join(' OR ') }));
}
