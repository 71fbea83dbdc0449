// SPDX-License-Identifier: Apache-2.0
import Encoding from 'encoding-japanese';
import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../../test/support/work-done.ts';
import { asUtf8Words, decodeHeader } from './header-words.ts';

const jis = (text: string): string => Encoding.codeToString(Encoding.convert(Encoding.stringToCode(text), { to: 'JIS', from: 'UNICODE' }));
const sjis = (text: string): string =>
  Encoding.codeToString(Encoding.convert(Encoding.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }));
const b64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const read = (value: string, hint: string | null = null): string => decodeHeader(value, hint, () => undefined);

describe('intake/header-words', () => {
  it.each([
    ['plain ASCII', 'Hello there', 'Hello there'],
    ['B and Q', '=?UTF-8?B?44GT44KT?= =?utf-8?q?=E3=81=AB=E3=81=A1?=', 'こんにち'],
    ['text between words', 'Re: =?utf-8?B?44GT?= and =?utf-8?B?44KT?=', 'Re: こ and ん'],
    ['a character cut between two words', '=?utf-8?B?44E=?= =?utf-8?B?kw==?=', 'こ'],
    ['a base64 word without its padding', '=?utf-8?B?44GT44KT44E?=', 'こん\\xe3\\x81'],
    ['a word glued to text', 'A=?utf-8?B?44GT?=B', 'AこB'],
    ['a word with spaces in it', '=?utf-8?Q?vulnerable page found?=', 'vulnerable page found'],
    ['a word with a language', '=?utf-8*ja?B?44GT?=', 'こ'],
    ['a word that never ends', '=?utf-8?B?44GT44KT', 'こん'],
    ['an unknown charset', '=?x-none?B?44GT44KT?=', 'こん'],
    ['a lying charset', `=?us-ascii?B?${b64(sjis('脆弱性のご報告です'))}?=`, '脆弱性のご報告です'],
    ['raw UTF-8', Buffer.from('脆弱性のご報告', 'utf8').toString('latin1'), '脆弱性のご報告'],
    ['raw Shift_JIS', sjis('脆弱性のご報告です'), '脆弱性のご報告です'],
    ['raw ISO-2022-JP', jis('脆弱性のご報告①'), '脆弱性のご報告①'],
    [
      'ISO-2022-JP words',
      `=?ISO-2022-JP?B?${b64(jis('ホームページの'))}?=\t=?ISO-2022-JP?B?${b64(jis('脆弱性'))}?=`,
      'ホームページの脆弱性',
    ],
  ])('reads %s', (_name, value, wanted) => {
    expect(read(value)).toBe(wanted);
  });

  it('makes control characters visible, folds and NUL among them', () => {
    expect(read('a\u0000b\u001b[31mc\r\nd')).toBe('a␀b␛[31mc d');
    expect(read(`=?utf-8?B?${b64('x\u001b]0;owned\u0007\r\nBcc: y')}?=`)).toBe('x␛]0;owned␇ Bcc: y');
  });

  it.each([
    ['', '=?a?b?'],
    ['', '=?'],
    ['=?utf-8?q?', '=\t'],
    ['', ' '],
  ])('looks once at a header made to be slow: %s %j without end', (lead, unit) => {
    expect(growth((size) => read(lead + unit.repeat(size)), 15_000)).toBeLessThan(LINEAR);
  });

  it('gives a structured reader nothing but UTF-8 words and ASCII', () => {
    const value = `${sjis('山田, "太郎"')} <yamada@example.jp>, "${jis('佐藤')}" <sato@example.jp>`;
    const even = asUtf8Words(value, null, () => undefined);
    // oxlint-disable-next-line no-control-regex -- ASCII is what is asked for
    expect(even).toMatch(/^[\u0020-\u007e]*$/);
    expect(even).toContain('<yamada@example.jp>');
    expect(even).toContain('<sato@example.jp>');
  });
});
