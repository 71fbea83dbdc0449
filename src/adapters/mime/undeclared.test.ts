// SPDX-License-Identifier: Apache-2.0
import Encoding from 'encoding-japanese';
import { describe, expect, test } from 'vitest';
import { readMail } from './parse-mail.ts';

const inCharset = (text: string, to: 'SJIS' | 'EUCJP' | 'UTF8'): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE' }));
const BODY = 'お世話になっております。こちらの画面に不具合がありますのでお知らせします。';

describe('mime: what no part declares', () => {
  test.each([
    ['SJIS', '林'],
    ['SJIS', '関'],
    ['SJIS', '山田'],
    // Their second byte is a letter of ASCII.
    ['SJIS', '港'],
    ['SJIS', '構'],
    ['SJIS', '能'],
    ['EUCJP', '林'],
    ['EUCJP', '国際安全'],
    ['EUCJP', '佐々木'],
    ['UTF8', '林'],
  ] as const)('%s: a short name %s is read like the rest of the mail', (charset, name) => {
    const mail = readMail(inCharset(`From: ${name} <a@b.example>\nSubject: ${name}\n\n${BODY}\n`, charset));
    expect(mail.from).toEqual([{ name, address: 'a@b.example' }]);
    expect(mail.subject).toBe(name);
    expect(mail.text.trim()).toBe(BODY);
  });

  test('a UTF-8 name stays one where the body is Shift_JIS', () => {
    const mail = readMail(Buffer.concat([Buffer.from('From: 林檎é <a@b.example>\nSubject: x\n\n'), inCharset(BODY, 'SJIS')]));
    expect(mail.from[0]?.name).toBe('林檎é');
  });

  const coded = (text: string, width = 76): string =>
    (
      Buffer.from(text)
        .toString('base64')
        .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
    ).join('\n');
  const mail = (body: string, type = 'text/plain; charset=utf-8') =>
    readMail(Buffer.from(`From: a@b.example\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${body}`));

  test.each([
    ['padding', `${coded('ご報告です。1')}\n--\nlist footer, see list.example`],
    ['a blank line', `${coded('ご報告です。123')}\n\n_____\nlist footer, see list.example`],
    ['a short line of several', `${coded(`${'長い行。'.repeat(30)}ご報告です。`)}\nThis came by a list, footer of list.example`],
  ])('a footer in clear behind a base64 body, told by %s', (_, body) => {
    const { text } = mail(body);
    expect(text).toContain('ご報告です。');
    expect(text).toMatch(/footer.*list\.example/u);
    expect(text).not.toMatch(/\\x[0-9a-f]{2}/iu);
  });

  test('noise between lines of data, and padding in the middle, are no footer', () => {
    const halves = [coded('前半の文です。1'), coded('後半の文です。')];
    expect(mail(halves.join('\n')).text).toBe('前半の文です。1後半の文です。');
    const long = coded('あ'.repeat(200)).split('\n');
    expect(mail([...long.slice(0, 3), '!! ??', ...long.slice(3)].join('\n')).text).toBe('あ'.repeat(200));
  });
});
