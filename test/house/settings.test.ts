// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'scripts'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts') && existsSync(join(root, file)));

/** Names of settings as they stand in a text; a name that ends in `_` is a family, `MATOI_WEBHOOK_<NAME>`. */
function settingsIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:MATOI_[A-Z0-9_]+|DATABASE_URL)/g)].map((match) => match[0]);
}

describe('house/settings', () => {
  const inCode = new Set(sources.flatMap((file) => settingsIn(readFileSync(join(root, file), 'utf8'))));
  const table = readFileSync(join(root, 'docs/operator.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const inTable = settingsIn(table.map((line) => line.split('|')[1] ?? '').join('\n'));

  it('every setting of the code stands in the table of docs/operator.md, and the table has no other', () => {
    expect(inTable.toSorted()).toEqual([...inCode].toSorted());
  });

  it('no setting stands there twice', () => {
    expect(inTable.length).toBe(new Set(inTable).size);
  });
});
