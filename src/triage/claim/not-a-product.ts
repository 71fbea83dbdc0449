// SPDX-License-Identifier: Apache-2.0
// What may stand before a number without being a product: words of the sentence, and things that are counted, rated or standardised.

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Determiners, pronouns, prepositions, conjunctions, auxiliaries, adverbs, greetings, and what is done to software or said of it. */
const SENTENCE = list(
  `a an the this that these those my your his her its our their some any each every both all either neither no another other such what which whose who
  i you he she it we they me him us them mine yours ours on in at by of to from since until before after within about over under above below with without
  for as into onto through during between among against via per than like unlike despite except including and or but nor so yet if unless because although
  though while when whenever where wherever whether once is are was were be been being am do does did done has have had having can could may might must
  shall should will would not also too only even just still already again now then here there today yesterday currently however therefore moreover
  furthermore additionally besides instead meanwhile otherwise perhaps maybe please hi hello dear sir madam team hey thanks regards sincerely best note
  use uses used using run runs running ran install installs installed installing update updates updated updating upgrade upgraded upgrading
  downgrade find finds found finding detect detected detecting discover discovered identified identify see seen saw show shows shown
  affected affects affecting vulnerable outdated old older oldest new newer newest latest recent current unsupported unpatched patched fixed
  known public exposed open insecure legacy obsolete your site website sites host hosts server's product products software plugin plugins theme module
  package packages library component components application app program programs script scripts called named dubbed powered try tried trying
  exploit exploiting exploited test tested testing scan scanned check checked checking version versions release releases build ver subject re fw fwd`,
);

/** Things that are counted, rated, dated, measured, or set down in a standard. */
const NO_PRODUCT = list(
  `section sections chapter figure fig table appendix article clause paragraph part step steps page pages phase round item question answer rule level tier
  requirement requirements control controls line lines row column score scores base temporal environmental impact exploitability severity rating rated cvss
  cwe cve epss capec rfc ietf iso iec ieee nist sp bod jis ansi ecma http https http/2 tls ssl dtls ftp smtp imap snmp smb nfs ssh xml html xhtml css
  json yaml svg pdf utf unicode mime oauth saml openid connect wcag owasp asvs masvs top dss pci gdpr stix taxii csaf vex cyclonedx spdx ipv ip dns dnssec
  usb bluetooth wifi gpl lgpl agpl license licence bsd cc by-sa commons creative nt mozilla applewebkit webkit chrome safari gecko khtml version firefox edg edge opr
  opera mobile january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday
  tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur fri sat sun gmt utc jst pst est cet usd eur jpy gbp cny krw btc bitcoin bitcoins
  ethereum eth usdt xmr dollars euros yen price amount total sum fee cost tel fax phone ext room suite floor bldg building rev no nr number copyright day days
  hours hour minutes week weeks month months year years port address addresses ip ips client attacker source destination gateway subnet network range
  from gb mb kb tb ghz mhz kg km am pm size length ratio average mean median rate percent offset timeout`,
);
const KATAKANA =
  /(?:バージョン|ヴァージョン|スコア|レベル|セクション|フェーズ|ステップ|ページ|ポイント|パーセント|ドル|ユーロ|ポンド|メートル|キロ|グラム|リットル|サーバー?|アドレス|ホスト|ネットワーク|ポート|バイト|ビット|リスク|クラス|ランク|テーブル|ルール|ライセンス|ベース|サイズ|アクセス|プラス|マイナス|トータル|オーバー|アップ|ダウン|ユーザー?|コード|ファイル|データ)$/u;

/** A word of the sentence around the name. */
export function notAName(word: string): boolean {
  return SENTENCE.has(word.toLowerCase());
}

/** What is counted, rated or standardised: its last word says so. */
export function notAProduct(name: string): boolean {
  const words = name.toLowerCase().split(/\s/);
  return (
    NO_PRODUCT.has(words.at(-1) ?? '') ||
    SENTENCE.has(words.at(-1) ?? '') ||
    (words.length === 1 && NO_PRODUCT.has(words[0] ?? '')) ||
    KATAKANA.test(name)
  );
}
