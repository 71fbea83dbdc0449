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

describe('conventions/claims', () => {
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
