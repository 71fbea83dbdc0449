// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingPages, withSettings, withoutJapanese } from '../../scripts/make-settings.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'scripts'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts') && existsSync(join(root, file)));

/** Names of settings as they stand in a text; a name that ends in `_` is a family, `MATOI_WEBHOOK_<NAME>`. */
function settingsIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:MATOI_[A-Z0-9_]+|DATABASE_URL)/g)].map((match) => match[0]);
}

describe('conventions/settings', () => {
  const inCode = new Set(sources.flatMap((file) => settingsIn(readFileSync(join(root, file), 'utf8'))));
  const table = readFileSync(join(root, 'docs/operator.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const inTable = settingsIn(table.map((line) => line.split('|')[1] ?? '').join('\n'));

  it('every setting of the code stands in the table of docs/operator.md, and the table has no other', () => {
    expect(inTable.toSorted()).toEqual([...inCode].toSorted());
  });

  it.each(['en', 'ja'] as const)('the operator’s page in %s says what settings.ts says (npm run make:settings)', (lang) => {
    const page = readFileSync(settingPages[lang], 'utf8');

    expect(withSettings(page, lang)).toBe(page);
    expect(withSettings(page.replace('`4646` |', '`8080` |'), lang)).toBe(page);
  });

  it('every setting has its Japanese text', () => {
    expect(withoutJapanese()).toEqual([]);
  });

  it('the wiring reads no setting but through settings.ts, where it is parsed', () => {
    const byHand = sources.filter(
      (file) => file.startsWith('src/wiring/') && /env(\[|\.)['"]?(MATOI_|DATABASE_URL)/.test(readFileSync(join(root, file), 'utf8')),
    );

    expect(byHand).toEqual([]);
  });

  it('no setting stands there twice', () => {
    expect(inTable.length).toBe(new Set(inTable).size);
  });
});
