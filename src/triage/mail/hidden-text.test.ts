// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { hiddenIn } from './hidden-text.ts';

const mail = (text: string, hiddenText = '') => ({ subject: 's', text, htmlText: '', hiddenText });

describe('triage/hidden-text', () => {
  test('nothing is hidden in an ordinary mail, in Persian, in an emoji, in a flag', () => {
    for (const text of [
      'ふつうの文です。',
      'می\u200cخواهم',
      '👩\u200d💻 👨\u200d👩\u200d👧',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      'a\u200b b',
    ])
      expect(hiddenIn(mail(text))).toBeNull();
  });

  test('characters without a shape inside words are counted', () => {
    expect(hiddenIn(mail('pass\u200bwo\u2060rd と パス\u200bワード'))).toEqual({ characters: 0, invisible: 3, sample: '' });
  });

  test('the invisible alphabet is spelt out', () => {
    const tags = [...'pay now'].map((char) => String.fromCodePoint(0xe0000 + (char.codePointAt(0) ?? 0))).join('');
    expect(hiddenIn(mail(`ok${tags}`))).toEqual({ characters: 0, invisible: 7, sample: 'pay now' });
  });

  test('what styles hide is shown defanged, and cut', () => {
    const found = hiddenIn(mail('x', `go to https://kensa.example/a ${'z '.repeat(400)}`));
    expect(found?.sample).toMatch(/^go to hxxps:\/\/kensa\[\.\]example\/a z .*…$/);
    expect(found?.characters).toBe(27 + 400);
  });
});
