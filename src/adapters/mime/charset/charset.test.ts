// SPDX-License-Identifier: Apache-2.0
import Encoding from 'encoding-japanese';
import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../../../test/support/work-done.ts';
import { decodeText } from './charset.ts';

const TEXT = '貴社サイトの掲示板に脆弱性があります。ご確認ください。\n①番のページです。';
const as = (to: 'JIS' | 'SJIS' | 'EUCJP', text = TEXT): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE' }));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);

describe('intake/charset', () => {
  it.each([
    ['iso-2022-jp as declared', as('JIS'), 'iso-2022-jp', false],
    ['iso-2022-jp with no charset', as('JIS'), null, true],
    ['iso-2022-jp that says us-ascii', as('JIS'), 'us-ascii', true],
    ['iso-2022-jp that says utf-8', as('JIS'), 'utf-8', true],
    ['shift_jis as declared', as('SJIS'), 'Shift_JIS', false],
    ['shift_jis under a local name', as('SJIS'), 'x-sjis', false],
    ['shift_jis that says utf-8', as('SJIS'), 'utf-8', true],
    ['shift_jis that says iso-8859-1', as('SJIS'), 'iso-8859-1', true],
    ['shift_jis that says iso-2022-jp', as('SJIS'), 'iso-2022-jp', true],
    ['euc-jp as declared', as('EUCJP'), 'EUC-JP', false],
    ['euc-jp with no charset', as('EUCJP'), '', true],
    ['euc-jp that says iso-2022-jp', as('EUCJP'), 'iso-2022-jp', true],
    ['utf-8 that says iso-8859-1', utf8(TEXT), 'iso-8859-1', true],
    ['utf-8 that says shift_jis', utf8(TEXT), 'shift_jis', true],
    ['utf-8 of an unknown name', utf8(TEXT), 'x-nobody-knows', true],
    ['utf-8 that says utf-16', utf8(TEXT), 'utf-16', true],
  ])('reads %s', (_name, raw, label, noted) => {
    const { text, note } = decodeText(raw, label);
    expect(text).toBe(TEXT);
    expect(note !== null).toBe(noted);
  });

  it('reads every cell of NEC row 13 and the IBM rows in all three encodings', () => {
    const special = '①②⑳ⅠⅩ㍉㌔㌢㍻№℡㈱髙﨑';
    for (const [to, label] of [
      ['SJIS', 'shift_jis'],
      ['EUCJP', 'euc-jp'],
    ] as const)
      expect(decodeText(as(to, special), label).text).toBe(special);
    expect(decodeText(bytes(0x1b, 0x24, 0x42, 0x2d, 0x21, 0x2d, 0x6a, 0x1b, 0x28, 0x42), null).text).toBe('①㈱');
  });

  it('reads half-width kana by escape, by shift-out and as eight-bit bytes', () => {
    expect(decodeText(bytes(0x1b, 0x28, 0x49, 0x36, 0x45, 0x1b, 0x28, 0x42), 'iso-2022-jp').text).toBe('ｶﾅ');
    expect(decodeText(bytes(0x0e, 0x36, 0x45, 0x0f, 0x41), 'iso-2022-jp').text).toBe('ｶﾅA');
  });

  it('leaves no escape sequence where shifts are empty, doubled, cut or never closed', () => {
    const empty = bytes(0x1b, 0x24, 0x42, 0x1b, 0x28, 0x42, 0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42);
    expect(decodeText(empty, 'iso-2022-jp').text).toBe('日');
    expect(decodeText(bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x0a, 0x41), 'iso-2022-jp').text).toBe('日\nA');
    expect(decodeText(bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x46), 'iso-2022-jp').text).toContain('日');
  });

  it('never makes U+FFFD: bytes that nothing explains stay visible', () => {
    const { text, note } = decodeText(bytes(0xe3, 0x81, 0x82, 0x0a, 0xe3, 0x81, 0x82, 0xff, 0xe3, 0x81), 'utf-8');
    expect(text).toBe('あ\nあ\\xff\\xe3\\x81');
    expect(note).toContain('\\xNN');
    for (let lead = 0x80; lead < 0x100; lead += 1)
      for (const label of ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'us-ascii', null])
        expect(decodeText(bytes(0x41, lead, 0x20, lead, 0x0a, lead), label).text).not.toContain('\ufffd');
  });

  it.each(['\xff\n', '\xe3', '\x81\x20\x82', '\x1b$B\x7f\x7f', 'a\xff'])('looks at bytes made to be slow once: %j', (unit) => {
    const read = (size: number): void => {
      for (const label of ['utf-8', 'shift_jis', 'iso-2022-jp', null]) decodeText(Buffer.from(unit.repeat(size), 'latin1'), label);
    };
    expect(growth(read, 1000)).toBeLessThan(LINEAR);
  });

  it('keeps a U+FFFD that is in the source', () => {
    expect(decodeText(bytes(0xef, 0xbf, 0xbd, 0x41), 'utf-8').text).toBe('\ufffdA');
  });

  it('does not take Western text for Japanese', () => {
    const latin = Buffer.from('Gr\xfc\xdfe aus M\xfcnchen, d\xe9j\xe0 vu, na\xefve fa\xe7ade, \xc5ngstr\xf6m', 'latin1');
    expect(decodeText(latin, 'iso-8859-1')).toEqual({ text: 'Grüße aus München, déjà vu, naïve façade, Ångström', note: null });
    expect(decodeText(latin, null).text).toContain('München');
    expect(decodeText(latin, 'utf-8').text).toContain('München');
  });

  it('reads a quotation in another charset line by line', () => {
    const mixed = Buffer.concat([utf8('ご報告ありがとうございます。\n'), as('SJIS', '> 脆弱性があります。\n'), utf8('確認します。')]);
    expect(decodeText(mixed, 'utf-8').text).toBe('ご報告ありがとうございます。\n> 脆弱性があります。\n確認します。');
  });

  it('reads UTF-7, UTF-16 with and without its mark', () => {
    expect(decodeText(utf8('Hi +AGEAYg- +ZeVnLIqe- 1+-1'), 'utf-7').text).toBe('Hi ab 日本語 1+1');
    expect(decodeText(bytes(0xff, 0xfe, 0x42, 0x30), 'utf-16le').text).toBe('あ');
  });
});
