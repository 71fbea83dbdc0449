// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { decodeText, decodeTextLeniently } from './decode-text.ts';

describe('common/decode-text', () => {
  it('knows UTF-8 with and without mark, UTF-16 of both orders with mark, and what Excel writes in Japan', () => {
    const text = '氏名\n髙橋①';
    const cp932 = new Uint8Array([0x8e, 0x81, 0x96, 0xbc, 0x0a, 0xfb, 0xfc, 0x8b, 0xb4, 0x87, 0x40]);
    const utf16 = new Uint8Array(Uint16Array.from([0xfeff, ...[...text].map((char) => char.charCodeAt(0))]).buffer);
    const swapped = new Uint8Array(utf16).map((_, at) => utf16[at ^ 1] ?? 0);

    expect(decodeText(new TextEncoder().encode(text))).toEqual({ encoding: 'utf-8', text });
    expect(decodeText(new TextEncoder().encode(`\ufeff${text}`))).toEqual({ encoding: 'utf-8', text });
    expect(decodeText(cp932)).toEqual({ encoding: 'shift_jis', text });
    expect(decodeText(utf16)).toEqual({ encoding: 'utf-16le', text });
    expect(decodeText(swapped)).toEqual({ encoding: 'utf-16be', text });
  });

  it('knows UTF-16 without a mark by the zeros of its first letters, and EUC-JP where it alone makes words', () => {
    const wide = new Uint8Array(Uint16Array.from([...'name,版\n'].map((char) => char.charCodeAt(0))).buffer);
    const euc = new Uint8Array([0xc0, 0xbd, 0xc9, 0xca, 0xcc, 0xbe, 0x2c, 0xc8, 0xc7, 0x0a]);
    const kana = new Uint8Array([0xbb, 0xb0, 0xca, 0xde, 0xb0, 0x2c, 0x97, 0x4c, 0x0a]);

    expect(decodeText(wide)).toEqual({ encoding: 'utf-16le', text: 'name,版\n' });
    expect(decodeText(wide.map((_, at) => wide[at ^ 1] ?? 0))).toEqual({ encoding: 'utf-16be', text: 'name,版\n' });
    expect(decodeText(euc)).toEqual({ encoding: 'euc-jp', text: '製品名,版\n' });
    expect(decodeTextLeniently(euc)).toBe('製品名,版\n');
    expect(decodeText(kana)).toEqual({ encoding: 'shift_jis', text: 'ｻｰﾊﾞｰ,有\n' });
  });

  it('refuses what is no text', () => {
    expect(decodeText(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0xff, 0x00]))).toBeNull();
    expect(decodeText(new TextEncoder().encode('氏名\0'))).toBeNull();
  });

  it('reads on in any case where it must', () => {
    expect(decodeTextLeniently(new Uint8Array([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
    expect(decodeTextLeniently(new TextEncoder().encode('氏\0名'))).toBe('氏\0名');
    // Cut within its last character, as the beginning of a larger file is.
    expect(decodeTextLeniently(new TextEncoder().encode('氏名').subarray(0, 5))).toBe('氏');
  });
});
