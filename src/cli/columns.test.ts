// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aligned, widthOf } from './columns.ts';
import { createOutput } from './output.ts';

describe('cli/columns', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['営業一課', 8],
    ['ｶﾅ', 2],
    ['（株）', 6],
    ['が', 2],
    ['か\u3099', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['𠮷野家', 6],
    ['→', 1],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('begins every cell of a column at one place, whatever the letters', () => {
    const cell = fc.stringMatching(/^[a-zが漢ｶ（é]{0,9}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.constant('|')), { minLength: 1, maxLength: 8 }), (rows) => {
        const ends = aligned(rows).map((line) => widthOf(line));
        expect(new Set(ends).size).toBe(1);
      }),
    );
  });

  it('writes rows before the line that follows them, inert, and nothing of them is lost at the end', () => {
    const said: string[] = [];
    const out = createOutput({ stdout: (text) => void said.push(String(text)), stderr: () => undefined, terminal: false }, 'ja', 'words');
    out.row(['P-1', '佐藤 花', 'a\tb\u001b']);
    out.row(['P-22', '前田', '']);
    out.line('2');
    out.row(['x', 'y']);
    out.finish();
    expect(said.join('')).toBe('P-1   佐藤 花  a\\x09b\\x1b\nP-22  前田\n2\nx  y\n');
  });
});
