// SPDX-License-Identifier: Apache-2.0
import { decodeText } from '../charset/charset.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { readRtf } from './rtf-text.ts';
import { readTnef } from './tnef.ts';
import type { Tnef, TnefFile, TnefText } from './tnef.ts';
import { headerWords, mailPart } from './written.ts';

/** A text or a file that was packed; texts are UTF-8. */
export type Unpacked = {
  readonly contentType: string;
  readonly charset: 'utf-8' | null;
  readonly fileName: string;
  readonly contentId: string;
  readonly bytes: Buffer;
};

const BOUNDARY = '=_winmail';
const NAMED_TNEF = /^winmail(?:\d{0,6}|\(\d{1,4}\))\.dat$/i;

/** Whether a part says that it is one of Outlook's packets ([MS-OXTNEF]). */
export function saysTnef(contentType: string, fileName: string): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || NAMED_TNEF.test(fileName);
}

/** The texts and files of a winmail.dat, in this order; null where it is none, holds nothing, or was cut before any words. */
export function unpackTnef(bytes: Uint8Array): readonly Unpacked[] | null {
  const packet = readTnef(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (packet === null) return null;
  const texts = textsOf(packet);
  const files = packet.files.map((file) => fileOf(file, packet.page));
  return (texts.length === 0 && packet.cut) || texts.length + files.length === 0 ? null : [...texts, ...files];
}

/** The words of a body in compressed RTF as a text of their own, HTML where it was HTML; null where it cannot be read. */
export function rtfBody(compressed: Uint8Array): { readonly type: 'text/html' | 'text/plain'; readonly bytes: Buffer } | null {
  const plain = decompressRtf(compressed);
  const words = plain === null ? null : readRtf(plain);
  if (words === null || words.text.trim() === '') return null;
  return { type: words.html ? 'text/html' : 'text/plain', bytes: Buffer.from(words.text.toWellFormed(), 'utf8') };
}

function textsOf(packet: Tnef): readonly Unpacked[] {
  const text = (type: string, bytes: Buffer): Unpacked => ({ contentType: type, charset: 'utf-8', fileName: '', contentId: '', bytes });
  const out: Unpacked[] = [];
  const body = said(packet.body, packet.page);
  if (body.trim() !== '') out.push(text('text/plain', Buffer.from(body, 'utf8')));
  if (packet.html !== null && packet.html.length > 0)
    out.push(text('text/html', Buffer.from(decodeText(packet.html, labelOf(packet.page)).text.toWellFormed(), 'utf8')));
  if (out.length > 0 || packet.rtf === null) return out;
  const words = rtfBody(packet.rtf);
  if (words !== null) return [text(words.type, words.bytes)];
  // A person sees that there are words which were not read.
  return [{ contentType: 'application/rtf', charset: null, fileName: 'body.rtf', contentId: '', bytes: packet.rtf }];
}

function fileOf(file: TnefFile, page: number): Unpacked {
  const shown = said(file.name, page)
    .replaceAll(/[\r\n]/g, ' ')
    .slice(0, 500);
  if (file.mail !== null)
    return {
      contentType: 'message/rfc822',
      charset: null,
      fileName: shown === '' ? 'mail.eml' : shown,
      contentId: '',
      bytes: rewritten(file.mail),
    };
  const type = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(file.type) ? file.type : 'application/octet-stream';
  return { contentType: type, charset: null, fileName: shown === '' ? 'file' : shown, contentId: file.contentId, bytes: file.bytes };
}

/** A mail within the packet, written again as one of RFC 5322, so that it is read like any other. */
function rewritten(packet: Tnef): Buffer {
  const address = said(packet.from.address, packet.page);
  const plain = /^[^\s<>(),;:\\"]{1,64}@[^\s<>(),;:\\"@]{1,255}$/.test(address) ? ` <${Buffer.from(address).toString('latin1')}>` : '';
  const from = `${headerWords(said(packet.from.name, packet.page).slice(0, 500))}${plain}`.trim();
  const subject = headerWords(said(packet.subject, packet.page).slice(0, 1000));
  const parts = [...textsOf(packet), ...packet.files.map((file) => fileOf(file, packet.page))].map((one) =>
    mailPart(
      BOUNDARY,
      [
        `Content-Type: ${one.contentType}${one.charset === null ? '' : `; charset=${one.charset}`}`,
        ...(one.fileName === ''
          ? []
          : [`Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(one.fileName.slice(0, 200).toWellFormed())}`]),
      ],
      one.bytes,
    ),
  );
  const head = [
    ...(from === '' ? [] : [`From: ${from}`]),
    ...(subject === '' ? [] : [`Subject: ${subject}`]),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    '',
  ];
  return Buffer.from([head.join('\r\n'), ...parts, `--${BOUNDARY}--\r\n`].join(''), 'latin1');
}

function said(text: TnefText | null, page: number): string {
  if (text === null) return '';
  const read = text.wide ? text.bytes.toString('utf16le') : decodeText(text.bytes, labelOf(page)).text;
  return read.replaceAll('\0', '').toWellFormed();
}

function labelOf(page: number): string | null {
  if (page === 0) return null;
  if (page === 65_001) return 'utf-8';
  if (page === 20_932 || page === 51_932) return 'euc-jp';
  if (page === 20_127) return 'us-ascii';
  return page >= 1250 && page <= 1258 ? `windows-${page}` : `cp${page}`;
}
