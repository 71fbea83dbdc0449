// SPDX-License-Identifier: Apache-2.0
import { withoutComments } from './comments.ts';

/** Content-Transfer-Encoding undone (RFC 2045, section 6). Faulty input gives what can be read of it, never an error. */
export function decodeTransfer(body: Uint8Array, encoding: string, isText = false): Uint8Array {
  const name = /[a-z0-9-]+/.exec(withoutComments(encoding, '').toLowerCase())?.[0] ?? '';
  if (name.startsWith('base64')) return isText && !mayBeBase64(body) ? body : isText ? decodeBase64WithTail(body) : decodeBase64(body);
  if (name.startsWith('quoted')) return decodeQuotedPrintable(body, false);
  if (name.includes('uue') || name === 'x-uu') return decodeUu(body) ?? body;
  return body;
}

const DATA_LINE = /^[A-Za-z0-9+/]{1,1000}={0,2}$/;
/** A delimiter, words apart, or eight-bit text: no base64 is broken like that. */
const CLEAR = /^[-_=*~]{2,}|[A-Za-z]{2,40} [A-Za-z]{2,40}|[\x80-\xff]{3}/;

/** Some programs announce base64 and write in clear: then the first line holds words, and hardly any line is data. */
function mayBeBase64(body: Uint8Array): boolean {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 4096)).toString('latin1').trim();
  const lines = start.split('\n').map((line) => line.trim());
  return !CLEAR.test(lines[0] ?? '') || lines.some((line) => line.length >= 20 && DATA_LINE.test(line));
}

/**
 * A list writes its footer in clear behind a body that is base64 (RFC 2045, 6.8 leaves such a mail without a meaning). Where a
 * line that cannot be base64 follows the end of the data (padding, a short or an empty line) and no data comes after it, the
 * rest is that footer.
 */
function decodeBase64WithTail(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');
  let ended = false;
  let longest = 0;
  let tail = -1;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, Math.min(end, at + 1000)).trim();
    const isData = DATA_LINE.test(line);
    if (isData && tail < 0) {
      longest = Math.max(longest, line.length);
      ended = line.endsWith('=') || line.length < longest;
    } else if (isData && line.length >= 40) tail = -1;
    else if (line === '') ended ||= longest > 0;
    else if (!isData && tail < 0 && (ended || (longest > 0 && CLEAR.test(line)))) tail = at;
    at = end + 1;
  }
  if (tail < 0) return decodeBase64(body);
  return Buffer.concat([decodeBase64(body.subarray(0, tail)), Buffer.from('\n'), body.subarray(tail)]);
}

/** Padding in the middle (pieces joined by a gateway) starts anew, as the sender meant it. */
export function decodeBase64(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');
  const pad = text.indexOf('=');
  if (pad < 0 || !/[A-Za-z0-9+/]/.test(text.slice(pad, pad + 400).replaceAll(/[=\s]+/g, ''))) return Buffer.from(text, 'base64');
  return Buffer.concat(
    text
      .replaceAll(/[^A-Za-z0-9+/=]/g, '')
      .split(/=+/)
      .map((piece) => Buffer.from(piece, 'base64')),
  );
}

/** `word` reads the Q encoding of RFC 2047: `_` is a space. */
export function decodeQuotedPrintable(body: Uint8Array, word: boolean): Uint8Array {
  const out = Buffer.allocUnsafe(body.length);
  let to = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (byte !== 0x3d) {
      out[to++] = word && byte === 0x5f ? 0x20 : byte;
      continue;
    }
    const high = hex(body[at + 1]);
    const low = hex(body[at + 2]);
    if (high >= 0 && low >= 0) {
      out[to++] = high * 16 + low;
      at += 2;
      continue;
    }
    const after = softBreak(body, at + 1);
    if (after > 0) at = after - 1;
    else out[to++] = byte;
  }
  return out.subarray(0, to);
}

/** Index after a soft line break that starts at `at`, or 0. */
function softBreak(body: Uint8Array, at: number): number {
  let end = at;
  while (body[end] === 0x20 || body[end] === 0x09) end += 1;
  if (end >= body.length) return end;
  if (body[end] === 0x0d) end += 1;
  if (body[end] === 0x0a) return end + 1;
  return body[end - 1] === 0x0d ? end : 0;
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function decodeUu(body: Uint8Array): Uint8Array | null {
  const lines = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1').split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  if (begin < 0) return null;
  const out: number[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (line === 'end' || line === '') break;
    const length = (line.charCodeAt(0) - 32) & 63;
    const row: number[] = [];
    for (let at = 1; at + 3 < line.length + 3 && row.length < length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((step) => ((line.charCodeAt(at + step) || 32) - 32) & 63);
      row.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    out.push(...row.slice(0, length));
  }
  return Uint8Array.from(out);
}
