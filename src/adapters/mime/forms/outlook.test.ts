// SPDX-License-Identifier: Apache-2.0
import encoding from 'encoding-japanese';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlookFile } from '../../../../test/support/outlook-file.ts';
import { readMail } from '../parse-mail.ts';

const NOTE = {
  subject: '【至急】貴社サイトの改ざんについて',
  from: { name: '鈴木 一', address: 'suzuki@reporter.example' },
  to: [{ name: '窓口', address: 'desk@corp.example' }],
  body: 'お問い合わせフォームに不正なスクリプトが差し込まれています。\r\nhttps://www.corp.example/form.cgi',
} as const;

describe('adapters/mime/outlook', () => {
  it('reads sender, recipients, subject, both bodies and files of a .msg', () => {
    const file = { name: '証拠.txt', type: 'text/plain', bytes: Buffer.from('証拠'.repeat(3000)) };
    const mail = readMail(outlookFile({ ...NOTE, html: '<p>改ざん <b>確認</b></p>', files: [file] }));
    expect(mail.subject).toBe(NOTE.subject);
    expect(mail.from).toEqual([NOTE.from]);
    expect(mail.to).toEqual(NOTE.to);
    expect(mail.text).toContain('https://www.corp.example/form.cgi');
    expect(mail.htmlText).toContain('改ざん');
    expect(mail.attachments.map(({ fileName, size }) => [fileName, size])).toEqual([['証拠.txt', file.bytes.length]]);
    expect(mail.attachments[0]?.bytes).toEqual(file.bytes);
    expect(mail).toMatchObject({ rebuilt: true, unreadable: [] });
  });

  it('keeps the header lines with which the mail came, but not those of its form', () => {
    const headers =
      'Received: from a.example by mx.corp.example;\r\n Fri, 27 Nov 2026 10:00:00 +0900\r\nFrom: =?utf-8?B?6Yi05pyo?= <suzuki@reporter.example>\r\nMessage-ID: <m1@reporter.example>\r\nContent-Type: text/plain; charset=us-ascii\r\nDate: Fri, 27 Nov 2026 10:00:00 +0900\r\n\r\n';
    const mail = readMail(outlookFile({ ...NOTE, headers }));
    expect(mail.messageId).toBe('<m1@reporter.example>');
    expect(mail.from).toEqual([{ name: '鈴木', address: 'suzuki@reporter.example' }]);
    expect(mail.date).toBe('2026-11-27T01:00:00.000Z');
    expect(mail.headers.find(({ name }) => name === 'received')?.value).toContain('Fri, 27 Nov 2026');
    expect(mail.text).toContain('差し込まれています');
  });

  it('reads texts of code page 932', () => {
    const encode = (text: string): Buffer => Buffer.from(encoding.convert(encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
    expect(readMail(outlookFile({ ...NOTE, encode, codePage: 932 }))).toMatchObject({ subject: NOTE.subject, from: [NOTE.from] });
  });

  it('follows a .msg in a .msg and in a mail', () => {
    const inner = outlookFile({ ...NOTE, subject: '外', mails: [NOTE] });
    expect(readMail(inner).embedded.map(({ subject }) => subject)).toEqual([NOTE.subject]);
    const around = Buffer.from(
      `From: t@corp.example\r\nSubject: FW\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/octet-stream; name=a.msg\r\nContent-Transfer-Encoding: base64\r\n\r\n${inner.toString('base64')}\r\n--b--\r\n`,
    );
    const read = readMail(around);
    expect(read).toMatchObject({ rebuilt: false, embedded: [{ subject: '外', rebuilt: true, embedded: [{ subject: NOTE.subject }] }] });
  });

  it('never throws: damaged files are named as such, and no line of a text becomes a header', () => {
    const whole = outlookFile({ ...NOTE, subject: 'a\r\nBcc: x@evil.example', body: '--=_outlook-file--\r\nFrom: y' });
    const mail = readMail(whole);
    expect(mail.headers.map(({ name }) => name)).not.toContain('bcc');
    expect(mail.text).toContain('From: y');
    fc.assert(
      fc.property(fc.nat(whole.length - 9), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
        const broken = Buffer.from(whole.subarray(0, Math.max(600, end)));
        broken[8 + (at % (broken.length - 8))] = byte;
        const read = readMail(broken);
        return read.unreadable.length > 0 || read.rebuilt;
      }),
      { numRuns: 1000 },
    );
  });
});
