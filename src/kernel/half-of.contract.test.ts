// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { halfOf } from './half-of.contract.ts';

describe('kernel/half-of.contract', () => {
  it('gives each language its half of a citation, and whole what has none', () => {
    expect(halfOf('法12条3項・規則4条 (Act art. 12(3), Rule 4)', 'ja')).toBe('法12条3項・規則4条');
    expect(halfOf('法12条3項・規則4条 (Act art. 12(3), Rule 4)', 'en')).toBe('Act art. 12(3), Rule 4');
    expect([halfOf('経理課 / accounts', 'ja'), halfOf('経理課 / accounts', 'en')]).toEqual(['経理課', 'accounts']);
    expect([halfOf('経理課 / 会計', 'en'), halfOf('a / b', 'ja'), halfOf('経理課 / ', 'en')]).toEqual([
      '経理課 / 会計',
      'a / b',
      '経理課 / ',
    ]);
    expect([halfOf('art. 9(4)(b)', 'ja'), halfOf('施行令 2条', 'en')]).toEqual(['art. 9(4)(b)', '施行令 2条']);
  });
});
