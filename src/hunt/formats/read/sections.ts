// SPDX-License-Identifier: Apache-2.0
// Some files say their own columns, and say them anew when the program starts again or its settings change.
import type { Plan, Sample } from './format.ts';

/** `key` names the columns; `when` says which lines (`n`) stand under it, null when all do. */
type Section = { readonly key: string | null; readonly when: string | null };

/** Each different heading costs one pass over the file: lines under the headings beyond are rejects, with that reason. */
const MOST = 48;

/** One plan for each heading. `keyOf` gives the columns that a directive names, or null when it names none. Lines before the first belong to it. */
export function plansOfSections(
  sample: Sample,
  keyOf: (text: string) => string | null,
  planOf: (key: string, when: string | null) => Plan,
): readonly Plan[] {
  return sectionsOf(sample, keyOf).map(({ key, when }) => (key === null ? beyond(when) : planOf(key, when)));
}

function sectionsOf(sample: Sample, keyOf: (text: string) => string | null): readonly Section[] {
  const directives = sample.directives ?? sample.lines.map((text, at) => ({ line: at + 1, text }));
  const starts: { readonly line: number; readonly key: string }[] = [];
  for (const { line, text } of directives) {
    const key = keyOf(text);
    if (key !== null && key !== starts.at(-1)?.key) starts.push({ line, key });
  }
  const keys = [...new Set(starts.map((start) => start.key))];
  if (keys.length <= 1) return keys.map((key) => ({ key, when: null }));
  const ranges = new Map<string | null, string[]>([...keys.slice(0, MOST), null].map((key) => [key, []]));
  for (const [at, start] of starts.entries()) {
    const from = at === 0 ? 1 : start.line;
    const next = starts[at + 1];
    const range = next === undefined ? `n >= ${from}` : `n BETWEEN ${from} AND ${next.line - 1}`;
    ranges.get(ranges.has(start.key) ? start.key : null)?.push(range);
  }
  return [...ranges].flatMap(([key, own]) => (own.length === 0 ? [] : [{ key, when: own.join(' OR ') }]));
}

function beyond(when: string | null): Plan {
  return {
    table: 'event',
    dataset: 'unknown',
    ...(when === null ? {} : { when }),
    steps: [],
    reject: `multiIf(l = '', 'blank', startsWith(l, '#'), 'header', 'under one of too many different headings')`,
    columns: {},
  };
}
