// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, spansOf } from './marked-blocks.ts';

describe('web/ui/marked-blocks', () => {
  it('reads paragraphs, lists of both kinds, quotations, headings and code', () => {
    const text = '# 順番\n1. 返信しない\n2．調べる\n- 社内\n\n> メール\n> 本文\nそして\n続き\n```\n- no list\n```';
    expect(blocksOf(text).map(({ is, lines }) => [is, ...lines])).toEqual([
      ['heading', '順番'],
      ['list', '返信しない', '調べる'],
      ['list', '社内'],
      ['quote', 'メール', '本文'],
      ['paragraph', 'そして', '続き'],
      ['code', '- no list'],
    ]);
    expect(spansOf('a **b** `c` **d').map(({ is, text: said }) => `${is} ${said}`)).toEqual([
      'plain a ',
      'strong b',
      'plain  ',
      'code c',
      'plain  **d',
    ]);
  });

  it('loses no word, and makes nothing of links and HTML', () => {
    const words = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
    expect(blocksOf('<b>x</b> [y](https://z.example)')).toEqual([
      { is: 'paragraph', ordered: false, lines: ['<b>x</b> [y](https://z.example)'] },
    ]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'あ', '\n', '#', '> ', '**', '`', 'b\n', '-', ' ')), (parts) => {
        const text = parts.join('').replaceAll('```', '');
        const shown = blocksOf(text).flatMap(({ lines }) => lines.flatMap((line) => spansOf(line).map((span) => span.text)));
        expect(words(shown.join(''))).toBe(words(text));
      }),
    );
  });
});
