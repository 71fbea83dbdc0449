// SPDX-License-Identifier: Apache-2.0
/** One part of a multipart, in base64; `headers` are written as they are. */
export function mailPart(boundary: string, headers: readonly string[], bytes: Buffer): string {
  const lines = bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return [`--${boundary}`, ...headers, 'Content-Transfer-Encoding: base64', '', lines, ''].join('\r\n');
}

/** RFC 2047 in pieces of whole characters, each word at most 75 long. */
export function headerWords(text: string): string {
  const plain = text.replaceAll(/[\r\n]+/g, ' ').toWellFormed();
  if (plain === '') return '';
  const out: string[] = [];
  let piece = '';
  for (const char of plain) {
    if (Buffer.byteLength(piece + char) > 42) {
      out.push(piece);
      piece = '';
    }
    piece += char;
  }
  return [...out, piece].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
