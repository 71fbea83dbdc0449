// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roleNames } from '../src/common/words/role-names.contract.ts';
import { figuresApart } from '../test/support/figures.ts';
import { scales } from './lang/common.ts';

type Words = { readonly [key: string]: unknown };
type Dictionary = { readonly name: string; readonly ja: Words; readonly en: Words };

/** A figure as text, out of which any field gives a figure. */
const standIn = (text: string) =>
  new Proxy(Object(text) as object, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own === 'function') return (own as (...args: readonly unknown[]) => unknown).bind(target);
      return own ?? (typeof key === 'string' ? '1' : own);
    },
  });

const STAND_INS = ['1', '2', '3', '4', '5'].map(standIn);

/** Every sentence of a dictionary by its path; functions are asked with a stand-in for each argument. */
function leaves(words: Words, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === 'string') return [[`${path}${key}`, value] as const];
    if (typeof value === 'function')
      return [[`${path}${key}`, String((value as (...args: readonly unknown[]) => unknown)(...STAND_INS))] as const];
    return leaves(value as Words, `${path}${key}.`);
  });
}

/** English sentences asked with the number one for each argument; those that want something else are left out. */
function ofOne(words: Words, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === 'string') return [];
    if (typeof value !== 'function') return ofOne(value as Words, `${path}${key}.`);
    try {
      return [[`${path}${key}`, (value as (...args: readonly number[]) => string)(1, 1, 1, 1, 1, 1)] as const];
    } catch {
      return [];
    }
  });
}

/** `1 messages`; not `1 of 1 rows`, and no verb or adverb after the figure. */
const ONE_OF_MANY =
  /(?<!of |of the |all )\b1 (?:more |other |open |rule |attack |user )?(?!is\b|was\b|has\b|as\b|stays\b|knows\b|[a-z]*ss\b)[a-z]+s\b/;

/** Words that are the same in every language, and a language's own name for itself. */
const SAME =
  /^(TLP:|API|Webhook|Message-ID|CC|Cc|Matoi|纏|日本語|English|Microsoft 365|Google Workspace|Active Directory|Microsoft Teams|Slack|Google Chat|Chatwork|LINE WORKS)/;

/** In a Japanese sentence a colon is full-width, and a range is written with ～ (U+FF5E). */
const WESTERN = /[ぁ-んァ-ヶ一-龠々ー）」]: |〜/;

const isDictionaries = (value: unknown): value is { ja: Words; en: Words } =>
  typeof value === 'object' && value !== null && 'ja' in value && 'en' in value && typeof value.ja === 'object';

describe('web/words', async () => {
  it('calls a role as paper and the page of the API do', () => {
    for (const lang of ['ja', 'en'] as const)
      expect(scales[lang].role).toEqual(Object.fromEntries(Object.entries(roleNames).map(([role, name]) => [role, name[lang]])));
  });

  const files = (await readdir(import.meta.dirname, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && /[.]tsx?$/.test(file.name) && !file.name.includes('.test.'))
    .map((file) => join(file.parentPath, file.name))
    .map((file) => ({ file, calls: readFileSync(file, 'utf8').match(/\bwordsOf\(\n?/g)?.length ?? 0 }))
    .filter(({ calls }) => calls > 0);

  const found = await Promise.all(
    files.map(async ({ file, calls }) => ({
      name: relative(import.meta.dirname, file),
      calls,
      dictionaries: Object.values((await import(/* @vite-ignore */ file)) as Words).filter(isDictionaries),
    })),
  );
  const dictionaries: readonly Dictionary[] = found.flatMap(({ name, dictionaries: own }) => own.map((words) => ({ name, ...words })));

  it.each(['例: 当番', '（図: 端末）', '「次」: 送る', '1〜9'])('a planted western sign is seen: %s', (text) => {
    expect(text).toMatch(WESTERN);
    expect(text.replace(': ', '：').replace('〜', '～')).not.toMatch(WESTERN);
  });

  it.each(['1 messages left', '1 more files', 'every 1 days', 'Version 2: 1 people and 1 entries'])(
    'a planted plural is seen: %s',
    (text) => {
      expect(text).toMatch(ONE_OF_MANY);
    },
  );

  it.each(['1 message left', '1 of 1 rows', '1 was not read', '1 address', '11 messages'])('and this is none: %s', (text) => {
    expect(text).not.toMatch(ONE_OF_MANY);
  });

  it.each(dictionaries)('$name counts one as one', ({ en }) => {
    expect(ofOne(en).filter(([, text]) => ONE_OF_MANY.test(text))).toEqual([]);
  });

  it('finds every dictionary of the desk, wherever it is written', () => {
    expect(dictionaries.length).toBeGreaterThan(35);
    expect(found.filter(({ calls, dictionaries: own }) => own.length !== calls).map(({ name }) => name)).toEqual([]);
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
    for (const [path, text] of japanese) expect(text, path).not.toMatch(WESTERN);
    for (const [path, text] of japanese) expect(figuresApart(text, english.get(path) ?? ''), path).toEqual([]);
    for (const [path, text] of english) {
      expect(text.trim(), path).not.toBe('');
      if (!SAME.test(text) && /[\u3040-\u30ff\u4e00-\u9fff]/.test(text.replaceAll('纏', '')))
        expect.fail(`${path} is not English: ${text}`);
    }
  });
});
