// SPDX-License-Identifier: Apache-2.0
import { foldText } from '../text/normalise-text.ts';

export type FindingKind = 'version' | 'host' | 'confirmation' | 'link' | 'attachment' | 'address' | 'promise';
export type Finding = { readonly kind: FindingKind; readonly quote: string };

const PATTERNS: readonly (readonly [FindingKind, RegExp])[] = [
  ['link', /\b(?:https?|ftp|file|hxxps?):\/\/\S+|\bwww\.[\w-]+\.\w+\S*/giu],
  ['host', /(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|jp|local|lan|internal|corp|intra|info|biz|io|dev|cloud)\b(?!\s*\()/giu],
  ['address', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\b/giu],
  [
    'version',
    /\b(?:v|ver\.?|version|バージョン)\s?\d+(?:\.\d+)*|\b\d{1,9}(?:\.\d{1,9}){2,8}[a-z]?\d{0,9}\b|(?:(?<![A-Za-z][\w:.-]{0,60})[A-Za-z][\w:.-]{1,60}|版)[\s/]\d{1,9}\.\d{1,9}[a-z]?\b/giu,
  ],
  [
    'confirmation',
    /\b(?:confirm(?:ed|ing)?|verif(?:y|ied)|reproduc(?:ed|ible)|you\s+are\s+right|we\s+(?:are|were)\s+(?:vulnerable|affected)|(?:is|are|was|were)\s+(?:indeed\s+)?(?:vulnerable|affected)|valid\s+(?:finding|issue|report|vulnerability))\b|(?:脆弱性|問題|不具合|事象|ご指摘|影響)(?:が|は|を|の)?[^。\n]{0,15}(?:確認(?:でき|し|いた)(?:ました|た)|再現(?:し|でき)|存在し(?:ます|ました|ていました)|ありました|該当し)|(?:おっしゃる|ご指摘の)とおり/giu,
  ],
  ['attachment', /\b(?:attach(?:ed|ment)|enclosed)\b|添付(?:の|し|いた|ファイル)|別添/giu],
  [
    'promise',
    /\b(?:we\s+(?:will|shall)\s+(?:pay|reward|fix|patch|publish))\b|(?:お支払い?(?:します|いたします)|報奨金を(?:お支払|差し上げ)|\d+日(?:以内|まで)に(?:修正|対応|公開)(?:します|いたします))/giu,
  ],
];
/** A negated word gives nothing away: "we cannot confirm". */
const NEGATED = /\b(?:not|cannot|can't|unable|neither|no|nor|before|whether|until)\b[^.\n]{0,40}$|$^/iu;
const NEGATED_AFTER =
  /^[^。\n]{0,12}(?:できません|できておりません|できていません|しておりません|していません|かどうか|しません|いたしません)/u;

/**
 * What must not stand in a mail to a stranger: versions, host names, addresses of machines, words that confirm, links, attachments,
 * promises. `own` are names out of the inventory: any of them is a finding, however harmless it looks.
 */
export function checkReply(subject: string, text: string, own: readonly string[], roleAddress: string): readonly Finding[] {
  const folded = foldText(`${subject}\n\n${text}`).text;
  const allowed = roleAddress.split('@').at(-1)?.toLowerCase() ?? '';
  const found: Finding[] = [];
  const add = (kind: FindingKind, quote: string) => {
    if (!found.some((other) => other.kind === kind && other.quote === quote)) found.push({ kind, quote: quote.slice(0, 300) });
  };
  for (const [kind, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const before = folded.slice(Math.max(0, match.index - 60), match.index);
      const after = folded.slice(match.index + match[0].length);
      if ((kind === 'confirmation' || kind === 'attachment') && (NEGATED.test(before) || NEGATED_AFTER.test(after))) continue;
      if (kind === 'host' && match[0].toLowerCase() === allowed) continue;
      add(kind, match[0]);
    }
  }
  const plain = folded.toLowerCase();
  for (const name of own) {
    const wanted = name.normalize('NFKC').toLowerCase().trim();
    if (wanted.length >= 3 && containsWord(plain, wanted)) add('host', name);
  }
  return found;
}

function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[a-z0-9-]/.test(before) && !/[a-z0-9-]/.test(after)) return true;
  }
  return false;
}
