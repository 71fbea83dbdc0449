// SPDX-License-Identifier: Apache-2.0
import { decodeLoosely, escaped } from './strict.ts';

const ESC = 0x1b;

type State = 'ascii' | 'kanji' | 'supplement' | 'kana';

/** Escape sequences of ISO-2022-JP, -1, -2 (Japanese sets) and of Microsoft's and NEC's kin. Longest first. */
const ESCAPES: readonly (readonly [string, State])[] = [
  ['$(D', 'supplement'],
  ['$(Q', 'kanji'],
  ['$(O', 'kanji'],
  ['$(@', 'kanji'],
  ['$(B', 'kanji'],
  ['$B', 'kanji'],
  ['$@', 'kanji'],
  ['(I', 'kana'],
  ['(B', 'ascii'],
  ['(J', 'ascii'],
  ['(H', 'ascii'],
  ['&@', 'kanji'],
  ['K', 'kanji'],
  ['H', 'ascii'],
];

/** True where an escape sequence calls a Japanese set: the mark of ISO-2022-JP, whatever the mail says it is. */
export function hasJisEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(ESC); at >= 0; at = bytes.indexOf(ESC, at + 1)) {
    const next = bytes[at + 1];
    const then = bytes[at + 2];
    if (next === 0x24 && (then === 0x42 || then === 0x40 || then === 0x28)) return true;
    if (next === 0x28 && then === 0x49) return true;
  }
  return false;
}

/**
 * Decodes ISO-2022-JP as mails really carry it: NEC's and IBM's rows, half-width kana by escape, by shift-out or as
 * eight-bit bytes, empty shifts, a missing return to ASCII (a line's end returns, RFC 1468). `other` decodes
 * eight-bit runs that are no kana.
 */
export function decodeIso2022Jp(bytes: Uint8Array, other: (run: Uint8Array) => string): string {
  const out: string[] = [];
  let state: State = 'ascii';
  let shifted = false;
  let from = 0;
  const flush = (to: number): void => {
    if (to > from) out.push(run(bytes.subarray(from, to), shifted && state === 'ascii' ? 'kana' : state, other));
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === ESC) {
      const found = escapeAt(bytes, at + 1);
      if (found === null) continue;
      flush(at);
      [, state] = found;
      at += found[0].length;
      from = at + 1;
    } else if (byte === 0x0e || byte === 0x0f) {
      flush(at);
      shifted = byte === 0x0e;
      from = at + 1;
    } else if (byte === 0x0a || byte === 0x0d) {
      flush(at);
      state = 'ascii';
      shifted = false;
      from = at;
    }
  }
  flush(bytes.length);
  return out.join('');
}

function escapeAt(bytes: Uint8Array, at: number): readonly [string, State] | null {
  const seen = String.fromCharCode(...bytes.subarray(at, at + 3));
  return ESCAPES.find(([text]) => seen.startsWith(text)) ?? null;
}

function run(bytes: Uint8Array, state: State, other: (run: Uint8Array) => string): string {
  if (state === 'ascii') return eightBit(bytes, other);
  if (state === 'kana')
    return String.fromCharCode(...bytes.map((byte) => byte & 0x7f)).replaceAll(/[!-_]/g, (char) =>
      String.fromCharCode(char.charCodeAt(0) + 0xff40),
    );
  if (state === 'kanji' && bytes.length % 2 === 0) {
    const whole = decodeLoosely(
      bytes.map((byte) => byte | 0x80),
      'euc-jp',
    );
    if (!whole.includes('\ufffd') && whole.length * 2 === bytes.length) return whole;
  }
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = (bytes[at] as number) & 0x7f;
    const trail = at + 1 < bytes.length ? (bytes[at + 1] as number) & 0x7f : 0;
    if (lead < 0x21 || trail < 0x21 || lead > 0x7e || trail > 0x7e) {
      out.push(lead >= 0x20 || lead === 0x09 ? String.fromCharCode(lead) : escaped(bytes.subarray(at, at + 1)));
      continue;
    }
    out.push(cell(lead, trail, state));
    at += 1;
  }
  return out.join('');
}

/** One cell of JIS X 0208 (with NEC's and IBM's rows) or of JIS X 0212. 〓 is the custom for a character nobody has. */
function cell(lead: number, trail: number, state: 'kanji' | 'supplement'): string {
  const euc = state === 'kanji' ? [lead | 0x80, trail | 0x80] : [0x8f, lead | 0x80, trail | 0x80];
  return decodeLoosely(Uint8Array.from(euc), 'euc-jp').replaceAll(/\ufffd+/g, '〓');
}

/** ASCII with eight-bit bytes among it: half-width kana where all are in its range, else whatever `other` finds. */
function eightBit(bytes: Uint8Array, other: (run: Uint8Array) => string): string {
  let high = 0;
  let kana = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) high += 1;
    if (byte >= 0xa1 && byte <= 0xdf) kana += 1;
  }
  if (high === 0) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const found = other(bytes);
  if (high !== kana || !/\\x[0-9a-f]{2}/.test(found)) return found;
  return [...bytes].map((byte) => String.fromCharCode(byte >= 0xa1 ? byte + 0xfec0 : byte)).join('');
}
