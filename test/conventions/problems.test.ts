// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsPage, problemTables } from '../../scripts/make-errors.ts';

const root = join(import.meta.dirname, '..', '..');
const tables = await problemTables();
const rows = tables.flatMap(({ file, problems }) =>
  Object.entries(problems.table).map(([code, words]) => ({ file, part: problems.part, code, words })),
);

/** A problem written by hand: a code, a status and a first sentence side by side. */
const BY_HAND = /\bcode:\s*[^\n]+,\s*status:\s*\d{3},\s*what:/;

describe('conventions/problems', () => {
  it('docs/errors.md is what the tables of problems say (npm run make:errors)', async () => {
    expect(readFileSync(join(root, 'docs', 'errors.md'), 'utf8')).toBe(await errorsPage());
  });

  it('finds the tables of every part, and each code once', () => {
    expect(tables.length).toBeGreaterThanOrEqual(15);
    const codes = rows.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('a table names the part in whose folder it is', () => {
    expect(rows.filter(({ file, part }) => !file.startsWith(`src/${part}/`)).map(({ file }) => file)).toEqual([]);
  });

  it('says three things in both languages, and fills both from the same names', () => {
    const names = (text: string) => [...new Set([...text.matchAll(/\{[a-zA-Z]+\}/g)].map(String))].toSorted().join(' ');
    const faulty = rows.filter(({ words }) =>
      [words.what, words.safe, words.next].some(({ ja, en }) => ja.length === 0 || en.length === 0 || names(ja) !== names(en)),
    );

    expect(faulty.map(({ code }) => code)).toEqual([]);
  });

  it('no problem is declared outside a table', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );

    expect(BY_HAND.test("return {\n  code: 'a.b',\n  status: 400,\n  what: { ja: '', en: '' },")).toBe(true);
    expect(files.filter((file) => BY_HAND.test(readFileSync(join(root, 'src', file), 'utf8')))).toEqual([]);
  });
});
