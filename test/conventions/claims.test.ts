// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** `- what somebody tries — [file](../file) “name of the test”` */
const LEAF = /^- (.+) — \[([^\]]+)\]\(\.\.\/([^)]+)\) “(.+)”$/;

function leavesOf(document: string): readonly { readonly line: string; readonly file: string; readonly name: string }[] {
  const tree = textOf(document).split(/^## (?:Attack tree|攻撃の木)$/m)[1] ?? '';
  return tree
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const leaf = LEAF.exec(line);
      return { line, file: leaf?.[3] ?? '', name: leaf?.[4] ?? '' };
    });
}

type Claim = {
  readonly en: readonly [string, string];
  readonly ja: readonly [string, string];
  readonly tests: readonly (readonly [string, string])[];
};
const claims = JSON.parse(textOf('test/claims.json')) as readonly Claim[];

/** What a document promises: the bold lines of a README's head and the rows of what it does, the rows of the threat model, the rules against guessing. */
function promisesOf(file: string): readonly string[] {
  const text = textOf(file);
  if (file.startsWith('README'))
    return [
      ...(text.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('- **')),
      ...(text.split(/\n## (?:What it does|できること)\n/)[1]?.split('\n## ')[0] ?? '')
        .split('\n')
        .filter((line) => line.startsWith('| **')),
    ];
  if (file.startsWith('docs/operator'))
    return (/## (?:How guessing is slowed down|総当たりを遅らせる仕組み)\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('- **'));
  return (text.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
}

describe('conventions/claims', () => {
  it.each(['en', 'ja'] as const)('each claim stands in its document as it is quoted (%s), and names tests that there are', (lang) => {
    const gone = claims.filter((claim) => !textOf(claim[lang][0]).includes(claim[lang][1])).map((claim) => claim[lang].join(': '));
    const untested = claims.flatMap(({ tests }) =>
      tests.filter(([file, name]) => !existsSync(join(root, file)) || !textOf(file).includes(name)),
    );

    expect(gone).toEqual([]);
    expect(untested).toEqual([]);
    expect(claims.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it.each(['README.md', 'README.ja.md', 'docs/threat-model.md', 'docs/threat-model.ja.md', 'docs/operator.md', 'docs/operator.ja.md'])(
    '%s: every promise of it is a claim with a test',
    (file) => {
      const quoted = claims.flatMap(({ en, ja }) => [en, ja].filter(([of]) => of === file).map(([, words]) => words));
      const promises = promisesOf(file);

      expect(promises.filter((line) => !quoted.some((words) => line.includes(words)))).toEqual([]);
      expect(promises.length).toBeGreaterThan(file.startsWith('README') ? 14 : 2);
    },
  );

  it.each(['docs/threat-model.md', 'docs/threat-model.ja.md'])('%s: every leaf of the attack tree has a test that tries it', (document) => {
    const leaves = leavesOf(document);
    const untested = leaves.filter(({ file, name }) => file === '' || !existsSync(join(root, file)) || !textOf(file).includes(name));

    expect(untested.map(({ line }) => line)).toEqual([]);
    expect(leaves.length).toBeGreaterThan(20);
  });

  it('both languages name the same tests in the same order', () => {
    const tests = (document: string) => leavesOf(document).map(({ file, name }) => `${file} ${name}`);

    expect(tests('docs/threat-model.ja.md')).toEqual(tests('docs/threat-model.md'));
  });
});
