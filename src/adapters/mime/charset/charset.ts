// SPDX-License-Identifier: Apache-2.0
import Encoding from 'encoding-japanese';
import { readLabel } from './charset-label.ts';
import { decodeIso2022Jp, hasJisEscapes } from './iso-2022-jp.ts';
import { decodeLeniently, decodeLoosely, decodeStrict } from './strict.ts';
import { decodeUtf7 } from './utf-7.ts';

export type Decoded = { readonly text: string; readonly note: string | null };

const MOST_LINES_APART = 2000;
const JAPANESE = ['utf-8', 'euc-jp', 'shift_jis'] as const;
const SINGLE_BYTE = /^(windows-125\d|windows-874|iso-8859-|koi8|ibm866|macintosh|x-mac|us-ascii|x-user-defined)/;

/**
 * Bytes to text by what the mail says, doubted where the bytes say otherwise. The order: escape sequences of
 * ISO-2022-JP are beyond doubt; then the declared charset where it fits without a stray byte and is not one of those
 * that fit anything; then UTF-8, EUC-JP and Shift_JIS by fit and by how Japanese the outcome reads; then line by
 * line, because quoted mails mix. Bytes that nothing explains stay visible as \xNN; U+FFFD is never made.
 */
export function decodeText(bytes: Uint8Array, label: string | null | undefined): Decoded {
  const declared = readLabel(label);
  const said = declared.is === 'unsaid' ? 'no charset' : `charset ${declared.label}`;
  if (declared.is === 'known' && declared.encoding.startsWith('utf-16')) return wide(bytes, declared.encoding, said);
  if (declared.is === 'known' && declared.encoding === 'utf-7') return { text: decodeUtf7(bytes), note: null };
  const high = bytes.some((byte) => byte >= 0x80);
  const escapes = hasJisEscapes(bytes);
  const rightly = declared.is === 'known' && declared.encoding === 'iso-2022-jp';
  if (rightly && high && !escapes) return byLooks(bytes, said);
  if (escapes || rightly) {
    const runs = { left: MOST_LINES_APART };
    const other = (run: Uint8Array): string => (runs.left-- > 0 ? byLooks(run, said).text : decodeLeniently(run, 'shift_jis').text);
    const text = decodeIso2022Jp(bytes, other);
    if (rightly) return { text, note: high ? `${said}; eight-bit bytes in it decoded one by one` : null };
    return { text, note: `${said}; read as iso-2022-jp by its escape sequences` };
  }
  if (!high) return { text: ascii(bytes), note: null };
  if (declared.is !== 'known') return byLooks(bytes, said);
  return declaredFirst(bytes, declared.encoding, said);
}

function declaredFirst(bytes: Uint8Array, encoding: string, said: string): Decoded {
  if (SINGLE_BYTE.test(encoding)) {
    const better = japaneseOrUtf8(bytes, encoding === 'us-ascii' ? 0.15 : 0.3);
    if (better !== null) return { text: better.text, note: `${said}; read as ${better.encoding} by its bytes` };
    if (encoding === 'us-ascii') return byLooks(bytes, said);
  }
  const text = decodeStrict(bytes, encoding);
  if (text !== null) return { text, note: null };
  const other = japaneseOrUtf8(bytes, 0.15);
  if (other !== null) return { text: other.text, note: `${said}; read as ${other.encoding} by its bytes` };
  return byLine(bytes, encoding, said);
}

/** The Japanese charset that undeclared bytes are in by their looks; null where they are UTF-8, or say nothing. */
export function looksLike(bytes: Uint8Array): string | null {
  const found = bytes.some((byte) => byte >= 0x80) ? japaneseOrUtf8(bytes, 0.15) : null;
  return found === null || found.encoding === 'utf-8' ? null : found.encoding;
}

/** Nothing is said, or nothing that is known: the bytes decide. */
function byLooks(bytes: Uint8Array, said: string): Decoded {
  const found = japaneseOrUtf8(bytes, 0.15);
  if (found !== null) return { text: found.text, note: `${said}; read as ${found.encoding} by its bytes` };
  const detected = Encoding.detect(bytes.subarray(0, 65_536), ['UTF8', 'SJIS', 'EUCJP']);
  if (detected === 'SJIS' || detected === 'EUCJP') return byLine(bytes, detected === 'SJIS' ? 'shift_jis' : 'euc-jp', said);
  return byLine(bytes, 'utf-8', said);
}

/** UTF-8 that fits is UTF-8; EUC-JP and Shift_JIS must also read as Japanese: `share` of what is not ASCII is kana. */
function japaneseOrUtf8(bytes: Uint8Array, share: number): { text: string; encoding: string } | null {
  const utf8 = decodeStrict(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  const read = JAPANESE.slice(1)
    .map((encoding) => ({ encoding, text: decodeStrict(bytes, encoding) }))
    .filter((candidate): candidate is { encoding: (typeof JAPANESE)[number]; text: string } => candidate.text !== null)
    .map((candidate) => ({ ...candidate, looks: kanaShare(candidate.text) }))
    .filter((candidate) => candidate.looks >= share)
    .toSorted((a, b) => b.looks - a.looks);
  return read[0] ?? null;
}

/** Hiragana and full-width katakana among all that is not ASCII; half-width kana do not count, any byte soup has them. */
function kanaShare(text: string): number {
  const beyond = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  const kana = text.match(/[\u3041-\u3096\u30a1-\u30fc\u3001\u3002]/g)?.length ?? 0;
  const halves = text.match(/[\uff61-\uff9f]/g)?.length ?? 0;
  return beyond === 0 ? 0 : (kana - halves / 2) / beyond;
}

function byLine(bytes: Uint8Array, encoding: string, said: string): Decoded {
  const lines: string[] = [];
  const used = new Set<string>();
  let stray = 0;
  for (let from = 0; from <= bytes.length; ) {
    // Beyond this many lines that do not fit the sender plays a game; the rest is read in one go.
    const end = lines.length > MOST_LINES_APART ? -1 : bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    const read = oneLine(line, encoding);
    lines.push(read.text);
    stray += read.stray;
    if (read.encoding !== null) used.add(read.encoding);
    if (end < 0) break;
    from = end + 1;
  }
  const shown = stray === 0 ? '' : `; ${stray} bytes that no charset explains are shown as \\xNN`;
  return { text: lines.join('\n'), note: `${said}; read line by line as ${[...used].join(', ') || encoding}${shown}` };
}

function oneLine(line: Uint8Array, encoding: string): { text: string; encoding: string | null; stray: number } {
  if (!line.some((byte) => byte >= 0x80)) return { text: ascii(line), encoding: null, stray: 0 };
  const own = SINGLE_BYTE.test(encoding) ? null : decodeStrict(line, encoding);
  if (own !== null) return { text: own, encoding, stray: 0 };
  const other = japaneseOrUtf8(line, 0.15);
  if (other !== null) return { ...other, stray: 0 };
  const western = westernLetters(line);
  if (western !== null) return { text: western, encoding: 'windows-1252', stray: 0 };
  const lenient = decodeLeniently(line, SINGLE_BYTE.test(encoding) ? 'utf-8' : encoding);
  return { ...lenient, encoding };
}

/** One or two accented letters between ASCII letters are how Western text looks; longer runs of high bytes are not. */
function westernLetters(line: Uint8Array): string | null {
  const text = decodeLoosely(line, 'windows-1252');
  const runs = text.match(/[^\n -~\t\r]+/g) ?? [];
  const good = runs.filter((run) => run.length <= 2 && /^[\u00a0-\u00ff\u2010-\u2026\u20ac]+$/.test(run)).length;
  return good / runs.length >= 0.8 && /[A-Za-z]/.test(text) && !/[\u0080-\u009f]/.test(text) ? text : null;
}

function wide(bytes: Uint8Array, encoding: string, said: string): Decoded {
  const even = bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1);
  const zeros = even.filter((byte) => byte === 0).length;
  if (even.length > 8 && zeros === 0 && decodeStrict(bytes, 'utf-8') !== null)
    return { text: decodeStrict(bytes, 'utf-8') ?? '', note: `${said}; read as utf-8 by its bytes` };
  const text = decodeStrict(even, encoding);
  if (text !== null) return { text, note: even.length === bytes.length ? null : `${said}; one byte too many` };
  return { ...byLooks(bytes, said) };
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
