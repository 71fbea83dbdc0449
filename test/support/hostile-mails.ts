// SPDX-License-Identifier: Apache-2.0
// Mails that a stranger would write to keep a desk busy: what patterns like least, nests, floods, size.
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { foreignPatterns } from './foreign-patterns.ts';
import { outlookFile } from './outlook-file.ts';
import { attacksOn, attackText } from './pattern-attacks.ts';

type Shape = (size: number) => string;

const HTML: readonly Shape[] = [
  (size) => `<a ${'href='.repeat(size / 5)}`,
  (size) => '<!--'.repeat(size / 4),
  (size) => `<img src=${' '.repeat(size)}`,
  (size) => '<script>'.repeat(size / 8),
  (size) => '<a href="'.repeat(size / 9),
  (size) => '<div style="'.repeat(size / 12),
  (size) => '<table><tr><td>'.repeat(size / 15),
  (size) => '&#60;'.repeat(size / 5),
];
const HEADS: readonly Shape[] = [
  (size) => `Content-Type: ${'('.repeat(size)}`,
  (size) => `Content-Type: multipart/mixed; ${'boundary*0="a";'.repeat(size / 15)}`,
  (size) => `Subject: ${'=?utf-8?b?'.repeat(size / 10)}`,
  (size) => `To: ${'<a@b.example>,'.repeat(size / 14)}`,
  (size) => `Received: ${'from x '.repeat(size / 7)}`,
  (size) => `Date: ${'('.repeat(size)}`,
];

/** Files that unpack, point in circles, or name more than there is. */
const FILES: readonly ((size: number) => { readonly name: string; readonly bytes: Buffer })[] = [
  (size) => ({
    name: 'a.docx',
    bytes: Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(Math.min(size * 300, 29_000_000)) }, { level: 6 })),
  }),
  (size) => ({ name: 'a.xlsx', bytes: Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<sheet r:id="r1"'.repeat(size / 16)) })) }),
  (size) => ({
    name: 'a.pdf',
    bytes: Buffer.from(`%PDF-1.4\n${'1 0 obj <</Kids [1 0 R]/Count 9/Type/Pages>>endobj\n'.repeat(size / 50)}trailer <</Root 1 0 R>>`),
  }),
  (size) => ({ name: 'a.png', bytes: png(8000, 1000, size) }),
  (size) => ({ name: 'a.json', bytes: Buffer.from('{"xarf_version":'.repeat(size / 16)) }),
  (size) => ({ name: 'a.msg', bytes: circles(size) }),
  (size) => ({ name: 'a.csv', bytes: Buffer.from(`"${'a",,,"'.repeat(size / 6)}`) }),
  (size) => ({ name: 'a.txt', bytes: Buffer.from('hxxps://a[.]b[.]c/'.repeat(size / 18)) }),
];

/** A picture whose rows say that they are compressed more than they are. */
function png(width: number, height: number, size: number): Buffer {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13, 0);
  head.write('IHDR', 4, 'latin1');
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  head.set([8, 0, 0, 0, 0], 16);
  const rows = deflateSync(Buffer.alloc(Math.min(size * 100, (width + 1) * height), 3));
  const chunk = Buffer.alloc(8);
  chunk.writeUInt32BE(rows.length, 0);
  chunk.write('IDAT', 4, 'latin1');
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), head, chunk, rows, Buffer.alloc(4)]);
}

/** A file of Outlook, all of whose sectors lead back to the first. */
function circles(size: number): Buffer {
  const bytes = outlookFile({
    subject: 'x',
    from: { name: 'x', address: 'x@hostile.example' },
    to: [],
    body: 'x'.repeat(Math.min(size, 50_000)),
  });
  for (let at = 512; at + 4 <= Math.min(bytes.length, 1024); at += 4) bytes.writeUInt32LE(0, at);
  return bytes;
}

function withFile(head: string, { name, bytes }: { readonly name: string; readonly bytes: Buffer }): Buffer {
  const lines = bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return Buffer.from(
    `${head}Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nSee the file.\r\n--q\r\nContent-Type: application/octet-stream; name=${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--q--\r\n`,
  );
}

/** The `index`-th of an endless row of hostile mails, each of its own; about `size` bytes. */
export function hostileMail(index: number, size: number): Buffer {
  const head = `From: x${index} <x@hostile.example>\r\nTo: desk@corp.example\r\nMessage-ID: <${index}@hostile.example>\r\n`;
  const subject = `Subject: hostile ${index}\r\n`;
  const round = Math.floor(index / 5);
  switch (index % 5) {
    case 0: {
      const html = HTML[round % HTML.length] as Shape;
      return Buffer.from(`${head}${subject}Content-Type: text/html; charset=utf-8\r\n\r\n${html(size)}\r\n`);
    }
    case 1: {
      const field = HEADS[round % HEADS.length] as Shape;
      return Buffer.from(`${head}${field(Math.min(size, 100_000))}\r\n\r\nx\r\n`);
    }
    case 2:
      return Buffer.from(`${head}${subject}${nest(round, size)}`);
    case 3: {
      const file = FILES[round % FILES.length] as (typeof FILES)[number];
      return withFile(`${head}${subject}`, file(Math.min(size, 1_000_000)));
    }
    default:
      return Buffer.from(`${head}${subject}Content-Type: text/plain; charset=utf-8\r\n\r\n${patternText(index, size)}\r\n`);
  }
}

/** Multiparts in multiparts, mails in mails, or as many parts as fit. */
function nest(round: number, size: number): string {
  const way = round % 3;
  if (way === 0) {
    const deep = Math.min(2000, size / 60) | 0;
    const open = Array.from({ length: deep }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`);
    return `${open.join('')}\r\nend\r\n`;
  }
  if (way === 1) return `${'Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n'.repeat(Math.min(5000, size / 50) | 0)}\r\nend\r\n`;
  return `Content-Type: multipart/mixed; boundary=q\r\n\r\n${'--q\r\n\r\nx\r\n'.repeat(size / 10)}--q--\r\n`;
}

const attacks = { all: null as readonly ((size: number) => string)[] | null };

function patternText(index: number, size: number): string {
  attacks.all ??= foreignPatterns().flatMap(({ pattern }) =>
    attacksOn(pattern)
      .slice(0, 6)
      .map((attack) => (most: number) => attackText(attack, most)),
  );
  const make = attacks.all[(index * 7919) % attacks.all.length];
  return (make?.(size) ?? 'x').replaceAll(/[\r\n]+\./g, '\n ');
}

const PLACES = ['注文画面', '会員登録', 'お問い合わせ', '検索', '予約', '管理画面'];

/** The `index`-th ordinary mail: a short report in its own words, as a person writes it. */
export function ordinaryMail(index: number): Buffer {
  const place = PLACES[index % PLACES.length] ?? '';
  const text = `お世話になっております。御社のサイトの${place}（/shop/page${index}.cgi）で、入力した文字がそのまま表示されました。\r\n番号 ${index} の画面です。クロスサイトスクリプティングの可能性があります。ご確認をお願いいたします。\r\n`;
  const head = `From: reader${index} <reader${index}@mail.example>\r\nTo: desk@corp.example\r\nMessage-ID: <o${index}@mail.example>\r\nDate: Fri, 27 Nov 2026 10:00:00 +0900\r\n`;
  const subject = `Subject: =?utf-8?B?${Buffer.from(`${place}について ${index}`).toString('base64')}?=\r\n`;
  return Buffer.from(
    `${head}${subject}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`,
  );
}
