// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMark } from './ways.contract.ts';

describe('intake/ways.contract', () => {
  it.each([
    ['Security@Example.JP', 'security@example.jp'],
    [' <shop.owner.github.com> ', 'shop.owner.github.com'],
    ['mailto:desk@corp.example', 'desk@corp.example'],
    ['example.jp.', 'example.jp'],
    ['jp', null],
    ['two words.example', null],
    ['', null],
  ])('reads %s as %s', (text, mark) => expect(parseMark(text)).toBe(mark));

  it('is its own reading, and quick on anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (text) => {
        const mark = parseMark(text);
        return mark === null || parseMark(mark) === mark;
      }),
    );
  });
});
