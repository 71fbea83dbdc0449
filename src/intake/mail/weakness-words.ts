// SPDX-License-Identifier: Apache-2.0
/**
 * Words with which people tell of a weakness, an intrusion or something bad on our own site. They never make a verdict;
 * they keep a mail from being put apart on weak signs alone.
 */
export const SPEAKS_OF_A_WEAKNESS =
  /脆弱性|不正アクセス|不正な(スクリプト|コード|プログラム|書き込み|通信)|不正(ログイン|侵入|利用)|情報漏(えい|洩|れ)|改ざん|改竄|乗っ取|差し込まれ|フィッシング|偽(サイト|ページ|画面)|マルウェア|ウイルス|ウィルス|感染|身代金|ランサム|クロスサイト|インジェクション|エスケープされ|セキュリティ(ホール|上の問題|の問題|の不備)|なりすまし|\bvulnerab|\bsecurity (issue|hole|flaw|bug|report|problem|incident)|\bexploit|\bCVE-\d{4}-\d{4,}|\bXSS\b|\bSQL ?injection|\bRCE\b|\bdata (leak|breach)|\bphish|\bmalware|\bskimmer|\bdefac(ed|ement)|\bcompromised?\b|\bhacked\b|\bbroken into\b|\battack(s|ed|ing)?\b|\bbotnet\b|\bransom/i;

/** Id of the reason that such a mail was put apart and is pointed at all the same. */
export const SPEAKS = 'apart.speaks-of-a-weakness';
