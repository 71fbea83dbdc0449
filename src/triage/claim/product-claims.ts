// SPDX-License-Identifier: Apache-2.0
// Products that a text names: those of the lexicon, in Latin letters or katakana, and "Name 1.2.3" where that is one.
import { canonicalAddress } from '../../common/address/ip-range.ts';
import type { Found } from './claim-kind.ts';
import { notAName, notAProduct } from './not-a-product.ts';
import { productKana } from './product-kana.ts';
import { productLexicon } from './product-lexicon.ts';

const VERSION = String.raw`\d{1,4}(?:\.\d{1,5}){0,4}(?:[a-z]\d{0,3}|[-_]?(?:rc|beta|alpha|p)\d{0,3})?`;
/** At least one point: a plain number right behind a name is part of the name (apache2). */
const POINTED = String.raw`\d{1,4}(?:\.\d{1,5}){1,4}(?:[a-z]\d{0,3}|[-_]?(?:rc|beta|alpha|p)\d{0,3})?`;
const MARK = String.raw`(?:\s?\(\s?(?:version\s|ver\.?\s?|v|バージョン\s?)?|\s*(?:の)?\s*(?:version|versions|ver\.?|v\.?|バージョン|ヴァージョン|release|系)?\s*[:：/は]?\s*|[-/@ ])`;
/** A number before these counts something, or is a day. */
const COUNTS = String.raw`(?!\s?(?:年|月|日|件|名|人|個|社|本|回|台|時|分|秒|円|万|億|サイト|ページ|か所|箇所|ヶ|か月|%|日間|種類)|\s(?:days?|hours?|weeks?|months?|years?|users?|people|percent|times|servers|sites|records|accounts)\b)`;

const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** Long marks may be missing, middle dots may be blanks or nothing; ヴァ and バ are one. */
const kanaPattern = (kana: string): string =>
  [...kana.replaceAll('ヴァ', '\u0000')]
    .map((char) => (char === 'ー' ? 'ー?' : char === '・' ? String.raw`[・\s]?` : char === '\u0000' ? '(?:ヴァ|バ)' : plain(char)))
    .join('');

const latin = new RegExp(
  String.raw`(?<![\w.-])(${productLexicon.map(plain).join('|')})(?:(?![\w])(?:${MARK}(${VERSION})${COUNTS}(?![\w]))?|(${POINTED})(?![\w]))(?![\w])`,
  'giu',
);
const kana = new RegExp(
  String.raw`(?<![ァ-ヴー])(${productKana.map((one) => kanaPattern(one.kana)).join('|')})(?![ァ-ヴー])(?:${MARK}(${VERSION})${COUNTS}(?![\w]))?`,
  'giu',
);
const kanaNames = productKana.map((one) => ({ ...one, whole: new RegExp(`^(?:${kanaPattern(one.kana)})$`, 'iu') }));

const WORD = String.raw`[A-Z][A-Za-z0-9+_]{0,30}(?:-[A-Za-z0-9+_]{1,30}){0,2}`;
const SAYS = String.raw`(?:\s?/\s?|\s?(?:の)?(?:バージョン|ヴァージョン)\s?|\s(?:[vV]ersion\s|[vV]er\.?\s?|[vV])?|\s?\(\s?(?:[vV]ersion\s|[vV]er\.?\s?|[vV])?)`;
const named = new RegExp(
  String.raw`(?<![\w./@-])(?<!::)(${WORD}(?: ${WORD}){0,3})(${SAYS})(\d{1,4}(?:\.\d{1,5}){1,4}(?:[-_]?(?:rc|beta|alpha|p)\d{0,3}|[a-z])?)${COUNTS}(?![\w:])`,
  'gu',
);
/** A name in small letters is one where the word "version" stands between, or the sign by which package managers part the two. */
const small = new RegExp(
  String.raw`(?<![\w./@:-])([a-z][a-z0-9+_-]{2,30})(\s(?:[vV]ersion\s|[vV]er\.?\s?|[vV])|@|\s?(?:の)?(?:バージョン|ヴァージョン)\s?)(\d{1,4}(?:\.\d{1,5}){1,4}(?:[-_]?(?:rc|beta|alpha|p)\d{0,3}|[a-z])?)(?![\w:])`,
  'gu',
);
const katakana = new RegExp(
  String.raw`(?<![ァ-ヴーA-Za-z・])([ァ-ヴー]{3,20}[A-Za-z]{0,12})(\s?の?\s?(?:(?:バージョン|ヴァージョン|[vV]er\.?|[vV])\s?)?)(\d{1,4}(?:\.\d{1,5}){1,4}(?:[-_]?(?:rc|beta|alpha|p)\d{0,3}|[a-z])?)${COUNTS}(?![\w:])`,
  'gu',
);
/** "version 2.3.0 of Betaboard", 「バージョン 6.4 の WordPress」. */
const before = new RegExp(
  String.raw`(?<![\w.])(?:version\s|ver\.?\s?|v\.?|バージョン\s?|ヴァージョン\s?)(${POINTED})\s?(?:\sof\s(?:the\s|your\s|our\s)?|の\s?)(${productLexicon.map(plain).join('|')}|${WORD}(?: ${WORD}){0,2})(?![\w])`,
  'giu',
);
/** How a server of SSH names itself (RFC 4253, 4.2): `SSH-2.0-OpenSSH_8.9p1`, and `OpenSSH_8.9p1` alone. */
const ssh = new RegExp(String.raw`(?<![\w.-])(?:SSH-\d\.\d{1,2}-([A-Za-z]{2,30})|(OpenSSH|dropbear))[_-](${POINTED})(?![\w])`, 'giu');
/** What a browser says of itself names no product of the site. */
const AGENT = /\bMozilla\/\d\.\d(?:\s?\([^()\n]{0,200}\)|\s(?:[A-Za-z]{2,30}\/[\w.]{1,30}|like|Mobile)){0,12}/gu;

/** A name in quotation marks may hold numbers and small words: `"Contact Form 7" 5.3.1`, 「Contact Form 7」のバージョン 5.3.1. */
const quoted = new RegExp(
  String.raw`(?:"([A-Za-z][^"\n]{1,60})"|“([A-Za-z][^“”\n]{1,60})”|「([^「」\n]{2,60})」|『([^『』\n]{2,60})』)\s?(?:の\s?)?(?:プラグイン|テーマ|plugin|theme|module)?\s?(?:の\s?)?(?:\(\s?)?(?:[vV]ersion|[vV]er\.?|[vV]|バージョン)?\s?(${POINTED})${COUNTS}(?![\w:])`,
  'gu',
);

/** For whoever tries them all. */
export const productPatterns: readonly RegExp[] = [latin, kana, named, small, katakana, before, ssh, quoted];

/** Offsets are those of `text`. Linear: bounded repeats, none nested without bound. */
export function productsIn(whole: string): readonly Found[] {
  const text = whole.replaceAll(AGENT, (agent) => ' '.repeat(agent.length));
  const found: Found[] = [];
  const add = (value: string, version: string | null, start: number, end: number): void => {
    found.push({ kind: 'product', value, version, start, end });
  };
  for (const match of text.matchAll(latin)) add(match[1] ?? '', match[2] ?? match[3] ?? null, match.index, match.index + match[0].length);
  for (const match of text.matchAll(kana)) {
    const one = kanaNames.find(({ whole }) => whole.test(match[1] ?? ''));
    const version = match[2] ?? null;
    if (one !== undefined && (one.only === undefined || version !== null))
      add(one.name, version, match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(quoted)) {
    const name = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim();
    if (!notAProduct(name) && !known(name)) add(name, match[5] ?? null, match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(ssh)) add(match[1] ?? match[2] ?? '', match[3] ?? null, match.index, match.index + match[0].length);
  for (const match of text.matchAll(before)) {
    const [all, version = '', name = ''] = match;
    // Without regard to capitals the pattern takes any word: a name has one, or stands in the lexicon.
    const isName = /^[A-Z]/.test(name) || productLexicon.some((one) => one.toLowerCase() === name.toLowerCase());
    if (isName && !notAName(name) && !notAProduct(name)) add(name, version, match.index, match.index + all.length);
  }
  for (const pattern of [named, small, katakana]) {
    for (const match of text.matchAll(pattern)) {
      const [all, name = '', mark = '', version = ''] = match;
      const lead = leading(name);
      const kept = name.slice(lead);
      if (kept === '' || notAProduct(kept) || known(kept) || isAddress(version, mark)) continue;
      add(kept, version, match.index + lead, match.index + all.length);
    }
  }
  return found;
}

/** How much of the run of capitals belongs to the sentence, not to the name: "Your Betaboard", "Also Gammaform". */
function leading(name: string): number {
  let at = 0;
  for (const word of name.split(/\s/)) {
    if (!notAName(word)) break;
    at += word.length + 1;
  }
  return Math.min(at, name.length);
}

/** The lexicon has it already, under the name by which it is looked up. */
function known(name: string): boolean {
  const lower = name.toLowerCase();
  return productLexicon.some((one) => lower.endsWith(` ${one.toLowerCase()}`)) || kanaNames.some(({ whole }) => whole.test(name));
}

/** Four numbers behind a blank are an address, unless a word for a version says otherwise. */
function isAddress(version: string, mark: string): boolean {
  return canonicalAddress(version) !== null && !/v|バ|ヴ|\//iu.test(mark);
}
