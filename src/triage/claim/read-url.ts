// SPDX-License-Identifier: Apache-2.0
import { canonicalAddress } from '../../common/address/ip-range.ts';
import type { Refanged } from '../text/refang.ts';

const LONGEST = 2000;
const HOST_UNIT = /[a-z0-9_-]/i;
const LETTER = /[\p{L}\p{N}\p{M}]/u;
const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;
/** What never belongs to an address that stands in a text, beside blanks and control characters. */
const NEVER = /[\s<>"'`{}|\\^]/;
/** Full-width signs that end even an address which is itself written in full-width letters. */
const WIDE_END = new Set(['，', '、', '。', '！', '（', '）', '「', '」', '『', '』', '；', '　', '］', '［']);

/**
 * Where the address ends whose host begins at `hostAt` of the refanged text, or null where no host stands there
 * (RFC 3986, with the host as RFC 5890 allows it). Japanese that goes on behind it is no part of it, nor is the
 * punctuation of the sentence, nor a bracket that was not opened in it.
 */
export function readUrl(folded: Refanged, hostAt: number, startAt: number, exists: (host: string) => boolean): number | null {
  const host = readAuthority(folded, hostAt, exists);
  if (host === null) return null;
  const wide = isWide(folded, startAt);
  let end = host;
  const limit = Math.min(folded.text.length, startAt + LONGEST);
  if (/[/?#]/.test(folded.text[end] ?? '') && !stops(folded, end, wide)) {
    while (end < limit && !stops(folded, end, wide)) end += 1;
    end = withoutTail(folded.text, host, end);
  }
  return end;
}

function isWide(folded: Refanged, at: number): boolean {
  return /[\uff01-\uff5e]/.test(folded.original[folded.from[at] ?? 0] ?? '');
}

function stops(folded: Refanged, at: number, wide: boolean): boolean {
  const char = folded.text[at] ?? '';
  if (NEVER.test(char) || char < ' ' || CJK.test(char) || /[\u2018-\u201f\u2026\u00ab\u00bb]/.test(char)) return true;
  const written = folded.original[folded.from[at] ?? 0] ?? '';
  return wide ? WIDE_END.has(written) : /[\u3000-\u303f\uff00-\uffef]/.test(written);
}

function readAuthority(folded: Refanged, at: number, exists: (host: string) => boolean): number | null {
  const { text } = folded;
  let from = at;
  const user = /^[\w.~%!$&*+,;=:-]{1,100}@(?=[\p{L}\p{N}[])/u.exec(text.slice(at, at + 110));
  if (user !== null) from += user[0].length;
  if (text[from] === '[') {
    const close = text.indexOf(']', from);
    return close > 0 && close - from < 60 && canonicalAddress(text.slice(from + 1, close).split('%')[0] ?? '') !== null
      ? port(text, close + 1)
      : null;
  }
  const end = readHost(text, from, exists);
  return end === from ? null : port(text, end);
}

function port(text: string, at: number): number {
  return at + (/^:\d{1,5}(?!\d)/.exec(text.slice(at, at + 7))?.[0].length ?? 0);
}

/** Labels up to where the name ends: behind Latin ones Japanese is the sentence, unless a dot and a label follow it. */
function readHost(text: string, from: number, exists: (host: string) => boolean): number {
  let at = from;
  for (let labels = 0; labels < 20; labels += 1) {
    let end = at;
    while (end < text.length && end - at < 64 && HOST_UNIT.test(text[end] ?? '')) end += 1;
    if (end === at || LETTER.test(text[end] ?? '')) {
      const whole = wideLabel(text, at, exists, from, end);
      if (whole !== null) end = whole;
    }
    if (end === at) return at > from && text[at - 1] === '.' ? at - 1 : at;
    if (text[end] !== '.' || !LETTER.test(text[end + 1] ?? '_')) return end;
    at = end + 1;
  }
  return at;
}

/** A label with other letters than Latin ones: where a dot and more follow, or where a suffix of the list ends with it. */
function wideLabel(text: string, at: number, exists: (host: string) => boolean, from: number, latinEnd: number): number | null {
  const before = text.slice(from, latinEnd);
  if (latinEnd > at && exists(before)) return null;
  let end = at;
  while (end < text.length && end - at < 64 && (HOST_UNIT.test(text[end] ?? '') || LETTER.test(text[end] ?? ''))) end += 1;
  if (end === at) return null;
  if (text[end] === '.' && LETTER.test(text[end + 1] ?? '_')) return end;
  // The last label may run on into the sentence: its longest beginning that ends a name is it.
  while (end > at && !exists(text.slice(from, end))) end -= 1;
  return end === at ? null : end;
}

/** Without the full stop of the sentence and the bracket that was opened before the address. */
function withoutTail(text: string, from: number, to: number): number {
  let end = to;
  const count = { '(': 0, ')': 0, '[': 0, ']': 0 };
  for (let at = from; at < end; at += 1) {
    const char = text[at] ?? '';
    if (char === '(' || char === ')' || char === '[' || char === ']') count[char] += 1;
  }
  while (end > from) {
    const char = text[end - 1] ?? '';
    if (char === ')' && count[')'] > count['(']) count[')'] -= 1;
    else if (char === ']' && count[']'] > count['[']) count[']'] -= 1;
    else if (char === '(') count['('] -= 1;
    else if (char === '[') count['['] -= 1;
    else if (!/[.,;:!?*~]/.test(char)) break;
    end -= 1;
  }
  return end;
}
