// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const { core, judged } = JSON.parse(readFileSync(join(root, 'test/mutants.json'), 'utf8')) as {
  readonly core: readonly string[];
  readonly judged: readonly { readonly file: string; readonly was: string; readonly now: string; readonly why: string }[];
};
const linesOf = (file: string): ReadonlySet<string> =>
  new Set(
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line) => line.trim()),
  );

describe('conventions/mutants', () => {
  it('the core files that faults are planted in are there', () => {
    expect(core.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('a judged survivor is of a line that still stands, with a reason, and only once', () => {
    expect(judged.filter(({ file, was, why }) => !linesOf(file).has(was) || why.length < 20)).toEqual([]);
    expect(new Set(judged.map(({ file, was, now }) => [file, was, now].join('\n'))).size).toBe(judged.length);
  });
});
