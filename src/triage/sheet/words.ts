// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Intent } from '../intent/intent-rule.ts';
import type { ItemState } from '../advisory/affected.ts';
import type { ClaimKind } from '../claim/claim-kind.ts';
import type { Answer } from '../advisory/corroborate.ts';
import type { Authenticity } from '../mail/sender.ts';

export const intentWords = {
  'good-faith': { ja: '善意の報告らしい', en: 'good-faith report, it seems' },
  'beg-bounty': { ja: '報奨金目的', en: 'asks for a bounty' },
  lure: { ja: '不正な誘導（開封・導入・入力をさせる）', en: 'lure (run, install, open, enter)' },
  extortion: { ja: '脅迫・恐喝', en: 'extortion' },
  marketing: { ja: '営業', en: 'marketing' },
  'possible-authority-contact': { ja: '本物の IPA・JPCERT/CC かもしれない連絡', en: 'possibly a genuine contact of IPA or JPCERT/CC' },
  reflection: { ja: '自組織のフォームの悪用（第三者への送信）', en: "reflection through one's own form" },
  'scanner-noise': { ja: '自動スキャン結果の転送（個別の根拠なし）', en: 'scanner noise' },
  fishing: { ja: '内容を示さず返信を求める', en: 'holds back the particulars and wants a reply' },
  unclear: { ja: '判断できない', en: 'unclear' },
} as const satisfies Record<Intent, Bilingual>;

const authenticityWords = {
  'domain-confirmed': { ja: '確認できた（内容が正しいという意味ではない）', en: 'confirmed (says nothing about the content)' },
  'domain-not-confirmed': { ja: '確認できない', en: 'not confirmed' },
  contradicted: { ja: '食い違う（なりすましの疑い）', en: 'contradicted (may be forged)' },
  'not-checkable': { ja: '確かめられない', en: 'not checkable' },
} as const satisfies Record<Authenticity, Bilingual>;

/** What is said of the sender: where nobody was asked, that, and not that it cannot be known. */
export function authenticitySays(sender: {
  readonly authenticity: Authenticity;
  readonly judgedBy: { readonly who: string; readonly lookUps?: string | undefined };
}): Bilingual {
  const asked = sender.authenticity !== 'not-checkable' || sender.judgedBy.who !== 'nobody' || sender.judgedBy.lookUps !== 'off';
  return asked ? authenticityWords[sender.authenticity] : NOT_ASKED;
}

const NOT_ASKED: Bilingual = { ja: '照会していない', en: 'not looked up' };

export const answerWords = {
  confirmed: { ja: '載っている', en: 'confirmed' },
  'not-found': { ja: '見つからない', en: 'not found' },
  'not-checkable': { ja: '確かめられない', en: 'not checkable' },
  'not-matchable': { ja: '照合できない', en: 'not matchable' },
} as const satisfies Record<Answer, Bilingual>;

export const itemWords = {
  affected: { ja: '該当', en: 'affected' },
  possible: { ja: '可能性あり', en: 'possible' },
  'none-known': { ja: '該当なし（既知の範囲で）', en: 'none known' },
  'not-matchable': { ja: '照合できない', en: 'not matchable' },
} as const satisfies Record<ItemState, Bilingual>;

export const urgencyWords = {
  now: { ja: '今すぐ', en: 'now' },
  today: { ja: '本日中', en: 'today' },
  'can-wait': { ja: '後日でよい', en: 'can wait' },
} as const;

export const confidenceWords = {
  low: { ja: '低', en: 'low' },
  medium: { ja: '中', en: 'medium' },
  high: { ja: '高', en: 'high' },
} as const;

export const whenWords = {
  hour: { ja: 'これから1時間', en: 'In the next hour' },
  day: { ja: '今日・明日', en: 'Today and tomorrow' },
  week: { ja: '1週間のうちに', en: 'Within the week' },
} as const;

export const scopeWords = {
  'not-given': { ja: '資産の一覧がないため、照合していない', en: 'Not matched: there is no list of assets' },
  'no-weakness-claimed': { ja: '脆弱性の指摘がないため、照合していない', en: 'Not matched: the report names no vulnerability' },
  named: { ja: '名指しされたものに、公開情報に当たるものはない', en: 'No advisory at hand fits what the mail names' },
  'all-web-programs': {
    ja: 'CGI・Perl・PHP をすべて照合し、公開情報に当たるものはない',
    en: 'All CGI, Perl and PHP items were matched; no advisory at hand fits',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const claimWords = {
  cve: { ja: 'CVE', en: 'CVE' },
  cwe: { ja: 'CWE', en: 'CWE' },
  advisory: { ja: '公開情報の番号', en: 'advisory' },
  product: { ja: '製品', en: 'product' },
  program: { ja: 'プログラムの種類（名指しなし）', en: 'kind of program (none named)' },
  'cgi-path': { ja: 'パス', en: 'path' },
  url: { ja: 'URL', en: 'URL' },
  host: { ja: 'ホスト', en: 'host' },
  address: { ja: 'アドレス', en: 'address' },
  weakness: { ja: '脆弱性の種類', en: 'weakness' },
  deadline: { ja: '期限', en: 'deadline' },
  demand: { ja: '要求', en: 'demand' },
} as const satisfies Record<ClaimKind, Bilingual>;

/** A sender as a mail program writes it; a caller, who has no address, by the name alone. */
export function asWritten({ name, address }: { readonly name: string; readonly address: string }): string {
  if (name === '' || address === '') return `${name}${address}`;
  return `${name} <${address}>`;
}
