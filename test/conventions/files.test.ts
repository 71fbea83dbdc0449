// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const tracked = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const isProduct = (file: string): boolean => /^(src|web)\//.test(file) && !/[.]test[.]tsx?$/.test(file);

describe('conventions/files', () => {
  it('every source file names its licence', () => {
    const without = tracked.filter((file) => !textOf(file).slice(0, 120).includes('SPDX-License-Identifier: Apache-2.0'));

    expect(without).toEqual([]);
  });

  it('no file of the product is a hall: 330 lines at the most', () => {
    const long = tracked.filter(isProduct).map((file) => ({ file, lines: textOf(file).split('\n').length }));

    expect(long.filter(({ lines }) => lines > 331)).toEqual([]);
  });

  it('the median file is a page: 90 lines at the most', () => {
    const lengths = tracked
      .filter(isProduct)
      .map((file) => textOf(file).split('\n').length - 1)
      .toSorted((a, b) => a - b);

    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
  });

  it('nothing is left unsaid in the code, and no test is switched off', () => {
    const marks = /\b(TODO|FIXME|XXX)\b|\b(it|test|describe)\.(skip|todo|only)\(/;
    const found = tracked.filter((file) => !file.startsWith('test/conventions/') && marks.test(textOf(file)));

    expect(found).toEqual([]);
  });

  it('no barrel: a file is imported by its own name', () => {
    expect(tracked.filter((file) => /^(src|web)\/.*\/index[.]tsx?$/.test(file))).toEqual([]);
  });
});
