// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

type Words = { readonly [key: string]: unknown };

/** Every sentence of a dictionary by its path; functions are asked with a stand-in for each argument. */
function leaves(words: Words, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === 'string') return [[`${path}${key}`, value] as const];
    if (typeof value === 'function')
      return [[`${path}${key}`, (value as (...args: readonly string[]) => string)('1', '2', '3', '4', '5')] as const];
    return leaves(value as Words, `${path}${key}.`);
  });
}

/** Words that are the same in every language, and a language's own name for itself. */
const SAME = /^(TLP:|API|Webhook|Message-ID|CC|Cc|Matoi|纏|日本語|English)/;

describe('web/i18n/words', async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) => /^[a-z-]+\.ts$/.test(name) && name !== 'time.ts');
  const dictionaries = (
    await Promise.all(
      files.map(async (name) =>
        Object.values((await import(/* @vite-ignore */ `./${name}`)) as Words)
          .filter(
            (value): value is { ja: Words; en: Words } => typeof value === 'object' && value !== null && 'ja' in value && 'en' in value,
          )
          .map((value) => ({ name, ...value })),
      ),
    )
  ).flat();

  it('finds the dictionaries', () => {
    expect(dictionaries.length).toBeGreaterThan(8);
  });

  it.each(dictionaries)('$name says everything in both languages, and each in its own', ({ ja, en }) => {
    const japanese = leaves(ja);
    const english = new Map(leaves(en));
    expect([...english.keys()].toSorted()).toEqual(japanese.map(([path]) => path).toSorted());
    for (const [path, text] of japanese) {
      expect(text.trim(), path).not.toBe('');
      if (!SAME.test(text) && /[a-z]{4}/i.test(text) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text))
        expect.fail(`${path} is not Japanese: ${text}`);
    }
    for (const [path, text] of english) {
      expect(text.trim(), path).not.toBe('');
      if (!SAME.test(text) && /[\u3040-\u30ff\u4e00-\u9fff]/.test(text.replaceAll('纏', '')))
        expect.fail(`${path} is not English: ${text}`);
    }
  });
});
