// SPDX-License-Identifier: Apache-2.0
import type { ClaimPattern } from './claim-kind.ts';

/** Each pattern is linear: bounded repeats, no nested ones. Flags giu over the folded text. */
export const claimPatterns: readonly ClaimPattern[] = [
  { kind: 'advisory', pattern: /\bCPANSA-[A-Za-z][\w-]{2,80}/giu, value: (match) => match[0] },
  {
    kind: 'cgi-path',
    pattern:
      /(?<![\w:/])(?:\/[\w~.-]{1,80}){0,10}\/[\w~.-]{1,80}\.(?:cgi|pl|php\d?|asp|aspx|jsp|do|cfm|py)\b(?:\?[^\s<>"'、。]{0,200})?/giu,
    value: (match) => match[0],
  },
  { kind: 'cgi-path', pattern: /(?<![\w/.-])[\w-]{1,60}\.(?:cgi|php|pl)\b/giu, value: (match) => match[0] },
  { kind: 'cgi-path', pattern: /(?<![\w:/])\/cgi-bin(?:\/[\w~.-]{0,80}){0,6}/giu, value: (match) => match[0] },
  {
    // A kind of program where no product is named ("your CGI"): nothing to look up, but it says which own programs to hold against the data.
    kind: 'program',
    pattern:
      /(?<![\w/.:+-])(?:f?cgi|perl|php|web\s+application)(?:\s?[- ]?(?:scripts?|programs?|files?|pages?|applications?|スクリプト|プログラム|ファイル|アプリ(?:ケーション)?))?(?![\w:+/-]|\.\w)/giu,
    value: (match) => programName(match[0]),
  },
  {
    kind: 'program',
    pattern:
      /(?:ウェブ|Web\s?)アプリ(?:ケーション)?|フォームメール|メールフォーム|(?:お?問い?合わせ|申し?込み|入力|予約)(?:用)?フォーム|アクセスカウンター|(?:電子)?掲示板(?:プログラム|スクリプト)?|ショッピングカート|\b(?:contact|mail|enquiry|inquiry|feedback|order|booking)\s+forms?\b|\b(?:bulletin|message)\s+boards?\b|\bguest\s?books?\b|\bshopping\s+carts?\b|\b(?:web\s?)?scripts\s+on\s+your\b/giu,
    value: (match) => match[0].toLowerCase().replace(/\s+/g, ' '),
  },
  {
    kind: 'weakness',
    pattern:
      /\b(?:(?:stored|reflected|dom[- ]based)\s+)?(?:cross[- ]site\s+(?:scripting|request\s+forgery)|xss|csrf|sql\s+injection|sqli|(?:os\s+)?command\s+injection|code\s+injection|header\s+injection|http\s+response\s+splitting|directory\s+traversal|path\s+traversal|open\s+redirect|remote\s+code\s+execution|rce|ssrf|xxe|idor|buffer\s+overflow|session\s+(?:fixation|hijacking)|authentication\s+bypass|information\s+disclosure|directory\s+listing|clickjacking|subdomain\s+takeover|file\s+upload|insecure\s+deserialization)\b/giu,
    value: (match) => match[0].toLowerCase().replace(/\s+/g, ' '),
  },
  {
    kind: 'weakness',
    pattern:
      /(?:クロスサイト・?スクリプティング|クロスサイト・?リクエスト・?フォージェリ|SQL\s?インジェクション|(?:OS\s?)?コマンド・?インジェクション|ディレクトリ・?トラバーサル|パス・?トラバーサル|オープン・?リダイレクト|任意の?コード(?:の)?実行|任意の?コマンド|メールヘッダ・?インジェクション|HTTPヘッダ・?インジェクション|バッファ・?オーバーフロー|セッション・?(?:固定|ハイジャック)|認証(?:の)?回避|アクセス制御(?:の)?不備|情報漏(?:えい|洩|れ)|クリックジャッキング|権限(?:の|設定の)?不備|ファイル(?:の)?改ざん|任意(?:の)?ファイル(?:の)?(?:閲覧|アップロード))/giu,
    value: (match) => match[0].replaceAll('・', ''),
  },
  {
    kind: 'deadline',
    pattern:
      /\b(?:within|in|after|before|by)\s+(?:the\s+next\s+)?(?:\d{1,3}\s*(?:business\s+)?(?:hours?|days?|weeks?|months?)|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2})/giu,
    value: (match) => match[0],
  },
  {
    kind: 'deadline',
    pattern:
      /(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\s?\([月火水木金土日]\))?(?:\s?\d{1,2}[:時]\d{0,2}分?)?\s?(?:まで|以降|以内|に公開|までに)|\d{1,3}\s?(?:時間|日|営業日|週間|か月|ヶ月|カ月)(?:以内|後(?:に|まで)|を目処|までに))/giu,
    value: (match) => match[0],
  },
  {
    kind: 'demand',
    pattern:
      /[$€£¥]\s?\d[\d,.]{0,15}(?:\s?(?:usd|eur|million|k))?|\b\d[\d,.]{0,15}\s?(?:usd|us\s?dollars?|dollars?|eur|euros?|btc|bitcoins?|usdt|jpy|yen)\b|[\d〇一二三四五六七八九十百千][\d,.〇一二三四五六七八九十百千]{0,15}\s?[万億]?\s?(?:円|ドル|ユーロ|ビットコイン)/giu,
    value: (match) => match[0],
  },
  {
    kind: 'deadline',
    pattern:
      /(?:[一二三四五六七八九十]{1,3}\s?(?:時間|日|営業日|週間|か月|ヶ月|カ月)(?:以内|後(?:に|まで)|を目処|までに|のうちに)|(?:本日|明日|明後日|今週|来週|今月|来月)(?:中に|中まで|末まで|まで|のうちに))/giu,
    value: (match) => match[0],
  },
  {
    kind: 'demand',
    // What is said not to be wanted is no demand.
    pattern:
      /\bransom\b|(?:身代金|口止め料)|(?<!(?:\b(?:no|without|neither|not|never)|n['’]t)\s(?:[\w-]{1,12}\s){0,4})\b(?:bug\s?bounty|bounty|reward|compensation)\b|(?:報奨金|謝礼|報酬|懸賞金)(?![^。\n]{0,8}(?:(?:求め|期待|要求|希望|請求|お願い|いただ|頂|受け取)[^。\n]{0,8}(?:ません|ない|おらず|せず)|不要|いりません|要りません|いらない|辞退|無用))/giu,
    value: (match) => match[0].toLowerCase(),
  },
];

/** `CGI script`, `cgi`, `ＣＧＩプログラム` are one thing: the family of the program. */
function programName(text: string): string {
  const family = /cgi|perl|php/i.exec(text)?.[0];
  return family === undefined ? 'web application' : family.toLowerCase() === 'perl' ? 'Perl' : family.toUpperCase();
}
