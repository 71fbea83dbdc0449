// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressedRtf, winmail } from '../../../../test/support/winmail-file.ts';
import { readMail } from '../parse-mail.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { unpackTnef } from './packed.ts';
import { readRtf } from './rtf-text.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const mailWith = (packet: Buffer, text = '', type = 'application/ms-tnef; name=winmail.dat'): Buffer =>
  Buffer.from(
    `From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=k\r\n\r\n--k\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--k\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${packet.toString('base64')}\r\n--k--\r\n`,
  );
/** 脆弱性 in Shift_JIS, as RTF escapes it. */
const SJIS = String.raw`\'90\'c6\'8e\'e3\'90\'ab`;

describe('adapters/mime/packed', () => {
  it('compressed RTF: the two examples of [MS-OXRTFCP], and what is damaged', () => {
    const hello = hex('2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0');
    expect(decompressRtf(hello)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    const again = hex('1a000000 1c000000 4c5a4675 e2d44b51 41000420 5758595a 0d6e7d01 0eb0');
    expect(decompressRtf(again)?.toString('latin1')).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
    expect(decompressRtf(hello.subarray(0, 30))?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252');
    expect(decompressRtf(Buffer.from('no RTF at all, but longer than that'))).toBeNull();
  });

  it('RTF: Japanese by code page, by font and by \\u; no word of fonts, styles and pictures', () => {
    const read = (rtf: string) => readRtf(Buffer.from(rtf, 'latin1'));
    const page = String.raw`{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 Gothic;}}{\stylesheet{\s0 Normal;}}${SJIS}\par A\tab B{\*\generator X;}}`;
    expect(read(page)).toEqual({ html: false, text: '脆弱性\nA\tB' });
    const font = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}\f0 caf\'e9 {\f1 ${SJIS}}\f0 \'e9{\pict 8950}\bin3 }}}}`;
    expect(read(font)).toEqual({ html: false, text: 'café 脆弱性é' });
    expect(read(String.raw`{\rtf1\uc1\u-32310?\u24369?\u24615? {\uc0\u8364}x\~\{y\}}`)?.text).toBe(
      `${String.fromCharCode(33_226)}弱性 €x\u00a0{y}`,
    );
    expect(read('plain words')).toBeNull();
    expect(read(`{\\rtf1 ${'{'.repeat(50_000)}deep${'}'.repeat(50_000)} after}`)?.text).toContain('after');
  });

  it('HTML that Outlook wrapped into RTF comes out as HTML', () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg932\fromhtml1 \deff0{\fonttbl{\f0\fcharset128 G;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 ${SJIS}{\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 a{\*\htmltag116 <br>}\htmlrtf \par\htmlrtf0 b\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}`;
    expect(readRtf(Buffer.from(rtf, 'latin1'))).toEqual({ html: true, text: '<p>脆弱性&lt;a<br>b</p>' });
  });

  it('winmail.dat: words, files by their Japanese names, and a mail within it are read', () => {
    const packet = winmail({
      subject: '報告',
      body: '問い合わせ画面に脆弱性があります。',
      files: [
        { name: '証跡.txt', type: 'text/plain', bytes: Buffer.from('GET /a.cgi') },
        { name: Buffer.from([0x90, 0xc6, 0x2e, 0x70, 0x6e, 0x67]), bytes: Buffer.from('x') },
      ],
      page: 932,
      mails: [{ subject: '内側', from: { name: '外の人', address: 'x@evil.example' }, body: '金を払え。' }],
    });
    const mail = readMail(mailWith(packet));
    expect(mail.text).toContain('問い合わせ画面に脆弱性があります。');
    expect(mail.attachments.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
      ['証跡.txt', 'text/plain'],
      ['脆.png', 'application/octet-stream'],
      ['mail.eml', 'message/rfc822'],
    ]);
    expect(mail.embedded).toMatchObject([{ subject: '内側', from: [{ name: '外の人', address: 'x@evil.example' }], text: '金を払え。' }]);
    expect(mail.unreadable).toEqual([]);
    expect(mail.charsetNotes).toContain('winmail.dat (Outlook) was unpacked');
  });

  it('winmail.dat with words as RTF only, as HTML, or the same as beside it', () => {
    expect(readMail(mailWith(winmail({ rtf: `{\\rtf1\\ansi\\ansicpg932 ${SJIS}}` }))).text.trim()).toBe('脆弱性');
    expect(readMail(mailWith(winmail({ rtf: 'no such text' }))).unreadable).toEqual(['its words are RTF (Outlook) that could not be read']);
    expect(readMail(mailWith(winmail({ html: Buffer.from('<p>穴が<b>あります</b></p>'), page: 65_001 })))).toMatchObject({
      html: '<p>穴が<b>あります</b></p>',
    });
    const same = readMail(mailWith(winmail({ body: 'ここに 書きました。\r\n' }), 'ここに書きました。'));
    expect(same.text.trim()).toBe('ここに書きました。');
    const other = readMail(mailWith(winmail({ body: '払え' }), 'こんにちは'));
    expect(other.text).toContain('こんにちは\n払え');
    const sjis = winmail({ page: 932, body: Buffer.from([0x90, 0xc6, 0x8e, 0xe3, 0]) });
    expect(readMail(mailWith(sjis, '', 'application/octet-stream; name="winmail.dat"')).text.trim()).toBe('脆弱');
  });

  it('never throws, and a packet that cannot be read is named', () => {
    expect(unpackTnef(Buffer.from('no packet'))).toBeNull();
    expect(readMail(mailWith(Buffer.from('no packet'))).unreadable).toEqual([
      'its content is packed in winmail.dat (Outlook), which is not read',
    ]);
    const whole = winmail({
      subject: 'a',
      body: 'b',
      rtf: '{\\rtf1 c}',
      files: [{ name: 'd', bytes: Buffer.from('e') }],
      mails: [{ body: 'f' }],
    });
    const rtf = compressedRtf('{\\rtf1\\ansi{\\*\\htmltag <p>}\\u12345?\\bin9 abc}');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), fc.nat(rtf.length - 1), (at, byte, end, other) => {
        const broken = Buffer.from(whole);
        broken[at] = byte;
        unpackTnef(broken.subarray(0, Math.max(6, end)));
        const squeezed = Buffer.from(rtf);
        squeezed[other] = byte;
        const plain = decompressRtf(squeezed);
        if (plain !== null) readRtf(plain);
      }),
      { numRuns: 2000 },
    );
    const loop = Buffer.concat([whole.subarray(0, 6), Buffer.from('0100000000ffffffff00', 'hex')]);
    expect(unpackTnef(loop)).toBeNull();
    // A packet that holds its own version and nothing else.
    const hollow = Buffer.from('eJ8+IgEAAQaQCAAEAAAAAAABAAEA', 'base64');
    expect(readMail(mailWith(hollow)).unreadable).toEqual(['its content is packed in winmail.dat (Outlook), which is not read']);
  });
});
