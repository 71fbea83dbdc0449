// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { lettersOf, showable } from './letters.ts';

const font = (name: string) => readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-jp/${name}`));

describe('adapters/typst/letters', () => {
  const letters = lettersOf(font('400Regular/NotoSansJP_400Regular.ttf'));

  it('shows what the font has, and the number of what it has not', () => {
    expect(showable([letters])('髙𠮷①㈱〜～﨑邉（㋿）')).toBe('髙𠮷①㈱〜～﨑邉（㋿）');
    expect(showable([letters])('김😀')).toBe('[U+AE40][U+1F600]');
    expect(showable([letters, [[0xac00, 0xd7a3]]])('김😀')).toBe('김[U+1F600]');
  });

  it('leaves marks of variation and line feeds where they are', () => {
    expect(showable([letters])('葛\u{e0100}\nA\u200bB')).toBe('葛\u{e0100}\nA\u200bB');
  });

  it('reads both tables of a font alike', () => {
    const sums = letters.filter(([first, last]) => first <= 0x3042 && last >= 0x3042);
    expect(sums.length).toBeGreaterThanOrEqual(2);
  });

  it('refuses bytes that are no font', () => {
    expect(() => lettersOf(new Uint8Array(40))).toThrow(RangeError);
    expect(() => lettersOf(new Uint8Array(3))).toThrow(RangeError);
  });
});
