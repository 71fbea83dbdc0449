// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/support/any-text.ts';
import { cellsOf, csvRecords, delimiterOf, readCsv } from './csv.ts';

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('common/csv', () => {
  it('reads back any table that was written by RFC 4180, whatever is in its cells', () => {
    const cell = fc.oneof(anyText(8), fc.constantFrom('"', '""', ',', 'a\nb', 'a\r\nb', ';\t'));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n', '\r'), (rows, delimiter, lineEnd) => {
        const text = rows.map((cells) => cells.map(quote).join(delimiter)).join(lineEnd);
        const read = [...readCsv(text, delimiter)].map(({ cells, torn }) => ({ cells, torn }));
        const full = rows.filter((cells) => cells.some((one) => one.trim() !== ''));

        expect(read).toEqual(full.map((cells) => ({ cells, torn: false })));
        for (const cells of full) expect(cellsOf(cells.map(quote).join(delimiter), delimiter)).toEqual(cells);
      }),
    );
  });

  it('names the line at which a record begins, in the file as an editor counts', () => {
    const text = '\ufeffname,note\r\n\r\n"a","over\r\ntwo lines"\r\n,\r\nb,c';

    expect([...csvRecords(text)].map(({ line, record }) => [line, record])).toEqual([
      [3, { name: 'a', note: 'over\r\ntwo lines' }],
      [6, { name: 'b', note: 'c' }],
    ]);
  });

  it('takes a quote that does not close for a slip of its own line', () => {
    const rows = [...readCsv('a,"b\nc,d\n"e"f,g\nh,i')];

    expect(rows.map(({ line, torn, cells }) => [line, torn, cells])).toEqual([
      [1, true, ['a', '"b']],
      [2, false, ['c', 'd']],
      [3, true, ['"e"f', 'g']],
      [4, false, ['h', 'i']],
    ]);
  });

  it('takes the delimiter that parts the header into most cells, outside of quotes, below a title', () => {
    expect(delimiterOf('a,b\n1;2;3;4')).toBe(',');
    expect(delimiterOf('"a, b";"c, d";e')).toBe(';');
    expect(delimiterOf('a\tb')).toBe('\t');
    expect(delimiterOf('March\n\na\tb\tc, d')).toBe('\t');
    expect(delimiterOf('alone')).toBe(',');
  });
});
