// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../../test/support/work-done.ts';
import { anyText } from '../../../test/support/any-text.ts';
import { composeMail } from './compose.ts';
import { readMail } from './parse-mail.ts';

const mail = (text: string): ReturnType<typeof readMail> => readMail(Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8'));

const MIXED = `From: =?utf-8?B?5bGx55Sw?= <yamada@example.jp>
To: security@example.jp, "Web, Admin" <web@example.jp>
Subject: Found a hole
Date: Sat, 21 Nov 2026 14:05:00 +0900 (JST)
Message-ID: <1@example.jp>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

preamble
--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

plain words
--inner
Content-Type: text/html; charset=utf-8

<p>html <b>words</b></p>
--inner--
--outer
Content-Type: image/png; name="=?utf-8?B?55S76Z2iLnBuZw==?="
Content-Disposition: attachment; filename*=utf-8''%E7%94%BB%E9%9D%A2.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--outer--
epilogue
`;

describe('intake/parse-mail', () => {
  it('reads body, frame, attachments and people of a usual mail', () => {
    const read = mail(MIXED);
    expect(read).toMatchObject({
      subject: 'Found a hole',
      text: 'plain words',
      html: '<p>html <b>words</b></p>',
      date: '2026-11-21T05:05:00.000Z',
      messageId: '<1@example.jp>',
      unreadable: [],
      charsetNotes: [],
    });
    expect(read.from).toEqual([{ name: '山田', address: 'yamada@example.jp' }]);
    expect(read.to.map((to) => to.address)).toEqual(['security@example.jp', 'web@example.jp']);
    expect(read.attachments).toMatchObject([{ fileName: '画面.png', contentType: 'image/png', disposition: 'attachment' }]);
    expect([...(read.attachments[0]?.bytes ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  });

  it('agrees with a second parser on what is well formed', async () => {
    const theirs = await PostalMime.parse(MIXED.replaceAll('\n', '\r\n'));
    const ours = mail(MIXED);
    expect(ours.subject).toBe(theirs.subject);
    expect(ours.text.trim()).toBe(theirs.text?.trim());
    expect(ours.attachments.map((part) => part.fileName)).toEqual(theirs.attachments.map((part) => part.filename));
  });

  it('reads the words of an HTML mail without plain text, and nothing that a script says', () => {
    const read = mail(
      'Subject: x\nContent-Type: text/html; charset=utf-8\n\n<style>p{}</style><script>alert("no")</script><p>一行目<br>二行目 &amp; &#x3042;</p>',
    );
    expect(read.text).toBe('一行目\n二行目 & あ');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'it is empty'],
    ['random bytes', Buffer.from([0, 255, 1, 254, 0, 128, 10, 13, 0]), 'it has no mail headers'],
    ['a text that is no mail', Buffer.from('Just words.\nMore words.\n'), 'it has no mail headers'],
    [
      'a sealed mail',
      Buffer.from(
        'Subject: s\nContent-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nxx\n--b--\n',
      ),
      'its content is encrypted (OpenPGP)',
    ],
  ])('says why a person must read %s', (_name, raw, why) => {
    expect(readMail(raw).unreadable).toContain(why);
  });

  it('stops at a nesting bomb and says so', () => {
    const depth = 2000;
    const open = Array.from({ length: depth }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`).join('');
    const read = mail(`Subject: bomb\n${open}\ninnermost`);
    expect(read.unreadable).toEqual(['nested deeper than 30 levels']);
    expect(read.subject).toBe('bomb');
  });

  it('stops at a mail of too many parts', () => {
    const read = mail(`Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(5000)}--b--\n`);
    expect(read.unreadable).toEqual(['more than 1000 parts']);
  });

  it('reads a mail with a header of a megabyte, fifty thousand headers and NUL bytes', () => {
    const long = mail(`Subject: long\nX-Long: ${'=?utf-8?B?44GT?= '.repeat(62_000)}\n\nbody`);
    expect(long).toMatchObject({ subject: 'long', text: 'body' });
    expect(long.charsetNotes.join()).toContain('bytes; the first 16384 are read');
    expect(mail(`${'X-A: b\n'.repeat(50_000)}Subject: never\n\nbody`).text).toBe('body');
    expect(readMail(Buffer.from('Subject: a\0b\n\nx\0y')).text).toBe('x␀y');
    expect(growth((size) => mail(`${'X-A: b\n'.repeat(size)}Subject: never\n\nbody`), 3000)).toBeLessThan(LINEAR);
  });

  it('looks at a large attachment once, and gives its bytes', () => {
    const megabytes = (size: number): Uint8Array =>
      composeMail({
        subject: '大きな添付',
        from: '',
        marks: {},
        date: '2026-11-21T05:05:00Z',
        text: '本文',
        files: [{ fileName: 'big.bin', contentType: 'application/octet-stream', bytes: Buffer.alloc(size * 1024 * 1024, 7) }],
      });
    const [small, large] = [megabytes(0.5), megabytes(16)];
    const read = readMail(large);

    expect(read).toMatchObject({ subject: '大きな添付', text: '本文' });
    expect(read.attachments[0]?.bytes.length).toBe(16 * 1024 * 1024);
    expect(growth((size) => readMail(size === 1 ? small : large), 1)).toBeLessThan(LINEAR);
  });

  it('gives what a person typed back as it was typed, whatever it was', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter((each) => each.trim() === each && !/\p{Cc}|\s{2}/u.test(each) && each.isWellFormed());
    fc.assert(
      fc.property(text, text, (subject, body) => {
        const read = readMail(
          composeMail({
            subject,
            from: subject,
            marks: { 'X-Matoi-Channel': 'form' },
            date: '2026-11-21T05:05:00Z',
            text: body,
            files: [],
          }),
        );
        expect(read.subject).toBe(subject);
        expect(read.text).toBe(body);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('never throws and never lets an escape character through', () => {
    const pieces = fc.constantFrom(
      'Subject: ',
      'From: ',
      '=?',
      '?B?',
      '?=',
      '\u001b$B',
      '\u001b(B',
      '\r\n',
      '\n',
      '\n\n',
      '--b',
      '--b--',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html',
      'charset=shift_jis',
      ';',
      '"',
      '\\',
      '<',
      '\u0000',
      '(',
      ' ',
      'base64',
      '\u00e3\u0081',
      '=3D',
      '=\n',
      'begin 644 x\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, anyText(8)), { maxLength: 60 }), (list) => {
        const read = readMail(Buffer.from(list.join(''), 'latin1'));
        const shown = `${read.subject}${read.text}${read.from.map((from) => from.name).join('')}${read.headers.map((header) => header.value).join('')}`;
        expect(shown.includes('\u0000') || shown.includes('\u001b')).toBe(false);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it.each([
    ['written in clear', '貴社に脆弱性があります。', /脆弱性があります/],
    ['written in clear, in English', 'Dear team, your form has a hole and we would like to tell you of it.', /has a hole/],
    [
      'with a footer right behind whole groups',
      `${Buffer.from('脆弱性があります。').toString('base64')}\r\n-- \r\nthe list in clear words`,
      /脆弱性があります。\s+--[\s\S]*clear words/,
    ],
    [
      'with a Japanese footer',
      `${Buffer.from('脆弱性があります。').toString('base64')}\r\n--\r\nメーリングリストの案内`,
      /脆弱性があります。\s+--[\s\S]*案内/,
    ],
    ['of one short line', Buffer.from('hi').toString('base64'), /^hi$/],
  ])('a body that is said to be base64: %s', (_about, body, wanted) => {
    const head = 'From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    expect(readMail(Buffer.from(head + body)).text.trim()).toMatch(wanted);
  });

  it.each([
    ['Fri, 27 Nov 2026 10:00:00 +09:00', '2026-11-27T01:00:00.000Z'],
    ['2026-11-27T10:00:00+09:00', '2026-11-27T01:00:00.000Z'],
    ['2026-11-27 01:00:00Z', '2026-11-27T01:00:00.000Z'],
    ['Fri, 27 Nov 2026 10:00:00', null],
    ['27 November, in the morning', null],
  ])('the date %s', (said, wanted) => {
    expect(readMail(Buffer.from(`From: a@b.example\r\nDate: ${said}\r\n\r\nx`)).date).toBe(wanted);
  });
});
