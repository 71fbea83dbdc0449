// SPDX-License-Identifier: Apache-2.0
// Links, hosts, mail and network addresses that a text names, defanged or not, in Japanese sentences or not.
import { canonicalAddress, formatRange } from '../../common/address/ip-range.ts';
import { writtenRanges } from '../../common/address/written-range.ts';
import { indicatorsOf } from '../../common/indicator/grammar.ts';
import type { HostExists } from '../mail/domain.port.ts';
import type { Refanged } from '../text/refang.ts';
import type { Found } from './claim-kind.ts';
import { readUrl } from './read-url.ts';

const SCHEME = /(?<![a-z0-9+-])(?:https?|ftp):\/\//giu;
const MAIL = /(?<![\w.+@-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{2,63}(?![\w@-])/giu;
const NAME =
  /(?<![\w@/.%-]|[\p{Script=Latin}\p{M}])(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})(?![\w@-]|\.[\w-]|[\p{Script=Latin}\p{M}])/giu;
const WIDE_NAME =
  /(?<![\p{L}\p{N}\p{M}@/.%_-])(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,62}\.){1,8}\p{L}[\p{L}\p{M}]{0,62}(?![\p{L}\p{N}\p{M}@_-]|\.[\p{L}\p{N}])/giu;
const V4 =
  /(?<![\w.])(?<!\w\/)(?<!:[0-9a-f]{0,4}:)(?:\d{1,3}\.){3}\d{1,3}(?:\/(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|\/\d{1,2}(?!\d))?(?!\w|\.\d)/giu;
const V6 =
  /(?:(?<![\w:.])|(?<=\b(?:ipv?6?|address|addr|client|source|src|dst|host|from)[:=]))[0-9a-f]{0,4}:(?:[0-9a-f]{0,4}:){1,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4})?(?:\/\d{1,3})?(?![\w:])/giu;
/** Endings of names and of files alike, beside those that lists of indicators know: with one dot it cannot be told which. */
const ALSO_FILES = /^[^.]+\.(?:pm|do|am|in|la|st)$/;

export function placesIn(folded: Refanged, exists: HostExists): readonly Found[] {
  const { text } = folded;
  const found: Found[] = [];
  const add = (kind: Found['kind'], start: number, end: number, value: string): void => {
    if (found.length < MOST) found.push({ kind, value, version: null, start, end });
  };
  let reached = 0;
  for (const match of text.matchAll(SCHEME)) {
    if (match.index < reached) continue;
    const end = readUrl(folded, match.index + match[0].length, match.index, exists);
    if (end === null) continue;
    reached = end;
    add('url', match.index, end, text.slice(match.index, end));
  }
  const inUrls: readonly Span[] = [...found];
  for (const match of text.matchAll(MAIL)) {
    if (!inside(inUrls, match.index)) add('address', match.index, match.index + match[0].length, match[0]);
  }
  for (const pattern of [NAME, WIDE_NAME]) {
    for (const match of text.matchAll(pattern)) {
      const [name] = match;
      if (inside(inUrls, match.index) || !isHost(folded, match.index, name, exists)) continue;
      if (pattern === WIDE_NAME && (/^[\p{ASCII}]+$/u.test(name) || name.split('.').some(mixed))) continue;
      const end = readUrl(folded, match.index, match.index, exists) ?? match.index + name.length;
      const withPath = /[/?#]/.test(text.slice(match.index + name.length, end));
      if (withPath || /^www\./i.test(name)) add('url', match.index, end, text.slice(match.index, end));
      else add('host', match.index, match.index + name.length, name.toLowerCase());
    }
  }
  for (const pattern of [V4, V6]) {
    for (const match of text.matchAll(pattern)) {
      const value = addressOf(match[0]);
      if (value !== null && !inside(inUrls, match.index) && !isVersion(text, match.index, match[0]))
        add('address', match.index, match.index + match[0].length, value);
    }
  }
  return found;
}

/** More than this nobody reads; it bounds what a flood of names costs. */
const MOST = 2000;

type Span = { readonly start: number; readonly end: number };

/** Whether the place lies in one of the spans, which are in order and do not overlap. */
function inside(spans: readonly Span[], at: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.start ?? Number.POSITIVE_INFINITY) <= at;
}

/** A label of Japanese and Latin letters is where a sentence meets a name. */
function mixed(label: string): boolean {
  return /[a-z]/i.test(label) && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(label);
}

/** A name of a host, not of a file, not the seam of two sentences ("fixed.It"), or one that somebody took the trouble to defang. */
function isHost(folded: Refanged, at: number, name: string, exists: HostExists): boolean {
  const lower = name.toLowerCase();
  const file = ALSO_FILES.test(lower) || indicatorsOf(lower).some(({ kind }) => kind === 'file');
  for (let index = at; index < at + name.length; index += 1) if (folded.undone.has(index)) return !file || exists(lower);
  if (file) return false;
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (/^[A-Z][a-z]+$/.test(last) && !/^www$/i.test(labels[0] ?? '')) return false;
  if (labels.length > 2 && /^v?[\d.]+$/i.test(labels.slice(0, -1).join('.'))) return false;
  return exists(lower);
}

/** RFC 5952 for IPv6; a mask as its length, `/255.255.255.0` too; what is no mask is left away. Null: no address. */
function addressOf(text: string): string | null {
  const [base = ''] = text.split('/');
  if (base.includes(':') && !/\d/.test(base)) return null;
  const [range] = writtenRanges(text) ?? [];
  return range === undefined ? canonicalAddress(base) : formatRange(range);
}

/** Four numbers right behind a word for it are a version: `ver. 1.2.3.4`, `バージョン1.2.3.4`. */
function isVersion(text: string, at: number, match: string): boolean {
  if (match.includes(':') || match.includes('/')) return false;
  return /(?:\bv(?:er(?:sion)?)?\.?|バージョン|ヴァージョン|版)\s?[:はの]?\s?$/iu.test(text.slice(Math.max(0, at - 12), at));
}
