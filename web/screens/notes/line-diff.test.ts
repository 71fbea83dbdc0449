// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from './line-diff.ts';

describe('web/notes/line-diff', () => {
  it('marks only what the other text does not have, whatever stands before it', () => {
    const { left, right } = lineDiff('一行目\n二行目\n三行目', '新しい行\n一行目\n三行目');
    expect(left.map((line) => line.differs)).toEqual([false, true, false]);
    expect(right.map((line) => line.differs)).toEqual([true, false, false]);
  });

  it('drops no line, and the lines it does not mark are the same on both sides', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { left, right } = lineDiff(a, b);
        const same = (lines: typeof left) => lines.flatMap((line) => (line.differs ? [] : [line.text]));
        return (
          left.map((line) => line.text).join('\n') === a &&
          right.map((line) => line.text).join('\n') === b &&
          same(left).join('\n') === same(right).join('\n')
        );
      }),
    );
  });
});
