// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { inOwnWords, organisationKinds, ownWords } from './own-words.ts';

describe('common/own-words', () => {
  it('says in Japanese what the organisation calls itself, and leaves English and other marks as they are', () => {
    const text = { ja: '{self}の{staff}に{outside}から（{cause}）', en: 'our {self}' };
    expect(inOwnWords(text, ownWords.university)).toEqual({ ja: '本学の教職員に学外から（{cause}）', en: 'our {self}' });
    expect(inOwnWords(text, ownWords.company).ja).toBe('当社の社員に社外から（{cause}）');
    for (const kind of organisationKinds.filter((one) => one !== 'company'))
      expect(inOwnWords(text, ownWords[kind]).ja).not.toMatch(/社|\{self\}/);
  });
});
