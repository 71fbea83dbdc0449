// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '..', '..', 'src');
/** An exported function: declared, or an arrow kept in a constant. */
const FUNCTION =
  /^export (?:async )?function\*? ?(\w+)|^export const (\w+)(?:: [^=]+)? = (?:async )?(?:<[^>]*>)?\([^\n]*=>|^export const (\w+)(?:: [^=]+)? = (?:async )?\w+ =>/;
const SMALL = new Set([
  'a',
  'an',
  'the',
  'of',
  'in',
  'to',
  'is',
  'it',
  'its',
  'and',
  'or',
  'for',
  'by',
  'as',
  'on',
  'with',
  'returns',
  'gets',
]);

type Exported = { readonly name: string; readonly doc: string | null };

/** Exported functions of a file, each once (overloads count as one), with the comment that stands right above. */
function exportedIn(text: string): readonly Exported[] {
  const lines = text.split('\n');
  const found = new Map<string, Exported>();
  for (const [at, line] of lines.entries()) {
    const match = FUNCTION.exec(line);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name === undefined || found.has(name)) continue;
    let end = at - 1;
    while (lines[end]?.startsWith('// oxlint-disable') === true) end -= 1;
    found.set(name, { name, doc: docEndingAt(lines, end) });
  }
  return [...found.values()];
}

function docEndingAt(lines: readonly string[], end: number): string | null {
  if (lines[end]?.trimEnd().endsWith('*/') !== true) return null;
  let start = end;
  while (start > 0 && lines[start]?.trimStart().startsWith('/**') !== true) start -= 1;
  return lines
    .slice(start, end + 1)
    .join(' ')
    .replaceAll(/\/\*\*|\*\/|\s\*\s/g, ' ')
    .trim();
}

const words = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** Whether a comment says no more than the name of its function does. */
function restates({ name, doc }: Exported): boolean {
  const known = new Set(words(name.replaceAll(/([A-Z])/g, ' $1')));
  return doc !== null && words(doc).every((word) => known.has(word) || SMALL.has(word)) && !/[^\s\w.,'`-]/.test(doc);
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const all = files.flatMap((file) => exportedIn(readFileSync(join(src, file), 'utf8')).map((one) => ({ ...one, file: `src/${file}` })));

describe('conventions/docstrings', () => {
  it('at least nine of ten exported functions of src state their contract', () => {
    const without = all.filter(({ doc }) => doc === null);

    expect(all.length).toBeGreaterThan(1200);
    expect(without.length / all.length, without.map(({ file, name }) => `${file}: ${name}`).join('\n')).toBeLessThanOrEqual(0.1);
  });

  it('no comment says only what the name says', () => {
    expect(all.filter(restates).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('would notice a function without one, and one that repeats its name', () => {
    const planted = `/** Milliseconds since 1970. */\nexport function millisOf(at) {\n}\n\nexport const bare = (a: string) => a;\n\n/**\n * The label of the intent.\n */\nexport async function intentLabel() {}\n`;
    const found = exportedIn(planted);

    expect(found.map(({ name, doc }) => [name, doc])).toEqual([
      ['millisOf', 'Milliseconds since 1970.'],
      ['bare', null],
      ['intentLabel', 'The label of the intent.'],
    ]);
    expect(found.filter(restates).map(({ name }) => name)).toEqual(['intentLabel']);
  });
});
