// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { isRunnable, showsAnother } from './mail-signals.ts';

describe('triage/mail-signals', () => {
  test.each([
    ['https://kensa.example/', 'https://www.ipa.go.jp/security/'],
    ['http://kensa.example/login', 'www.ipa.go.jp'],
    ['https://kensa.example/', 'ipa.go.jp'],
    ['https://kensa.example/', '詳しくは https://www.ipa.go.jp/security/ を'],
    ['https://kensa.example/', 'Please see www.ipa.go.jp/security for more'],
    ['mailto:who@kensa.example?subject=x', 'support@ipa.go.jp'],
    ['http://127.0.0.1/', 'https://www.ipa.go.jp/'],
    ['https://192.0.2.4/x', 'www.ipa.go.jp'],
    ['tel:+815011112222', '0120-333-444'],
    ['mailto:who%40kensa.example', 'write to support@ipa.go.jp'],
  ])('%s behind "%s" shows another address', (href, shown) => {
    expect(showsAnother({ href, shown }, domains)).toBe(true);
  });

  test.each([
    ['https://www.ipa.go.jp/x', 'https://ipa.go.jp'],
    ['https://kensa.example/', 'the report'],
    ['https://kensa.example/', 'Fixed.It works'],
    ['https://kensa.example/', 'report.pdf'],
    ['tel:+81312345678', '03-1234-5678'],
    ['tel:0120333444', 'フリーダイヤル 0120-333-444'],
    ['https://192.0.2.4/', 'the report'],
    ['mailto:Who@kensa.example', 'who@kensa.example'],
    ['mailto:who@kensa.example', 'write to us'],
  ])('%s behind "%s" does not', (href, shown) => {
    expect(showsAnother({ href, shown }, domains)).toBe(false);
  });

  test.each([
    'a.exe',
    'a.pdf.scr',
    'a.scr.',
    'a.exe . ',
    'a.exe\u200b',
    'a.e\u200bxe',
    'a\u202efdp.exe',
    'A.EXE',
    'a.lnk',
    'a.cpl',
    'a.search-ms',
    'a.xlsb',
    'a.rdp',
  ])('%j runs when it is opened', (name) => {
    expect(isRunnable(name, 'application/octet-stream')).toBe(true);
  });

  test.each(['a.pdf', 'exe', 'a.exe.txt', 'a.docx'])('%j does not', (name) => {
    expect(isRunnable(name, 'application/octet-stream')).toBe(false);
  });
});
