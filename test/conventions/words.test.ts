// SPDX-License-Identifier: Apache-2.0
// What people read says one thing by one word: the glossary's table "Not said" is looked for in every text of the product.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', 'src', 'web'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

const rejected =
  readFileSync(join(root, 'docs/glossary.md'), 'utf8')
    .split('## Not said')[1]
    ?.split('\n')
    .flatMap((line) => /^\| ([^|]+) \| ([^|]+) \|$/.exec(line)?.[1] ?? [])
    .filter((word) => word !== 'not' && !word.startsWith('---')) ?? [];

/** Words inside quoted texts; comments and patterns that read other people's words are left out. */
function unsaid(text: string): readonly string[] {
  const said = text
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*|#)/.test(line) && !/^\s*(?:any|also|all|not|miss|hit|near|unless)\s*:|^\s*-\s/.test(line))
    .join('\n')
    .toLowerCase();
  return rejected.filter((word) => said.includes(word.toLowerCase()));
}

const read = (file: string) => /^(?:src|web)\/.*\.(?:tsx?|yaml)$/.test(file) && !/\.test\.tsx?$/.test(file);

describe('conventions/words', () => {
  it('the table has words in both languages, and what it rejects is found', () => {
    expect(rejected.length).toBeGreaterThan(20);
    expect(unsaid("title: '真偽の一枚'")).toEqual(['真偽の一枚']);
    expect(unsaid("inside: 'Traffic inside the house'")).toEqual(['the house']);
    expect(unsaid('// the house\n  any: [弱点, 離籍]')).toEqual([]);
  });

  it('no text says what the glossary rejects', () => {
    const found = tracked.filter(read).flatMap((file) => unsaid(readFileSync(join(root, file), 'utf8')).map((word) => `${file}: ${word}`));
    expect(found).toEqual([]);
  });
});
