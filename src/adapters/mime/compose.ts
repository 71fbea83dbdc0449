// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { ComposeMail } from '../../intake/compose.port.ts';
import { headerWords, mailPart } from './forms/written.ts';

/** Every value is base64 in UTF-8, so that nothing typed can become a header or a boundary. The Message-ID makes each one unique. */
export const composeMail: ComposeMail = (typed) => {
  const boundary = `=_${randomBytes(18).toString('hex')}`;
  const head = [
    `Date: ${new Date(typed.date).toUTCString().replace('GMT', '+0000')}`,
    `From: ${headerWords(typed.from)} <>`,
    `Subject: ${headerWords(typed.subject)}`,
    `Message-ID: <${randomBytes(16).toString('hex')}@desk.invalid>`,
    ...Object.entries(typed.marks).map(([name, value]) => `${name}: ${headerWords(value)}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    '',
  ].join('\r\n');
  const text = mailPart(boundary, ['Content-Type: text/plain; charset=utf-8'], Buffer.from(typed.text, 'utf8'));
  const files = typed.files.map((file) =>
    mailPart(
      boundary,
      [
        `Content-Type: ${/^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(file.contentType) ? file.contentType : 'application/octet-stream'}`,
        `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(file.fileName.slice(0, 200).toWellFormed())}`,
      ],
      Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length),
    ),
  );
  return Buffer.from([head, text, ...files, `--${boundary}--\r\n`].join(''), 'latin1');
};
