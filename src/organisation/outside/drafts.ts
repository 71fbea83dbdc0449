// SPDX-License-Identifier: Apache-2.0
import type { OutsideBody } from './outside.contract.ts';

const draft = (bodyId: string, kind: OutsideBody['kind'], ja: string, en: string, rest: Partial<OutsideBody>): OutsideBody => ({
  bodyId,
  kind,
  name: { ja, en },
  telephone: '',
  hours: '',
  contract: '',
  needs: '',
  say: '',
  source: '',
  confirmed: false,
  ...rest,
});

/**
 * What a directory begins with: the public bodies of Japan, and places for one's own firms. Telephone numbers change and
 * differ by prefecture and contract, so none is given; the page to look them up is.
 */
export const drafts: readonly OutsideBody[] = [
  draft('jpcert', 'jpcert', 'JPCERT/CC（対応依頼・相談）', 'JPCERT/CC (requests, advice)', {
    needs: '発生日時、通信先・通信元（時刻つきのログ）、分かっている影響、これまでの対応、連絡先',
    say: '不審な通信・侵害について相談したい。時刻つきのログがある。',
    source: 'https://www.jpcert.or.jp/form/',
  }),
  draft('ipa', 'ipa', 'IPA（安心相談窓口・企業向け相談、届出）', 'IPA (advice for organisations, notifications)', {
    needs: '症状、発生日時、機器とソフトウェアの版、行った対応',
    say: '組織からの相談で、マルウェアまたは不正アクセスの疑いがある。',
    source: 'https://www.ipa.go.jp/security/anshin/',
  }),
  draft('police', 'police', '都道府県警察（サイバー事案の窓口）', 'Prefectural police (cyber desk)', {
    needs: '発生日時、被害の内容、ログと保全した証拠、被害届を出すかどうか、担当者の連絡先',
    say: '不正アクセス（またはマルウェア）の被害の相談をしたい。証拠は保全してある。急ぐときは 110 番。',
    source: 'https://www.npa.go.jp/bureau/cyber/soudan.html',
  }),
  draft('ppc', 'regulator', '個人情報保護委員会（漏えい等の報告）', 'Personal Information Protection Commission', {
    needs: '概要、項目、本人の数、原因、二次被害、本人への対応、公表、再発防止（速報と確報）',
    say: '漏えい等のおそれを知った。速報を出す。',
    source: 'https://www.ppc.go.jp/personalinfo/legal/leakAction/',
  }),
  draft('ministry', 'ministry', '所管省庁', 'Competent ministry', {
    needs: '業法で求められる報告の様式と期限を、平時に確かめておく',
    source: 'https://www.ppc.go.jp/personalinfo/legal/leakAction/',
  }),
  draft('system-vendor', 'system-vendor', 'システム会社（保守の窓口）', 'System vendor (maintenance)', {
    needs: '契約番号、対象の機器、止めてよい範囲、作業の立ち会い',
    say: '不審な通信がある。電源を切らず、ログと証拠を残したまま対応したい。',
  }),
  draft('hosting-provider', 'hosting-provider', 'サーバー会社（ホスティング・クラウド）', 'Hosting provider', {
    needs: '契約番号、サーバー名、アクセスログの保全の依頼',
    say: '公開サーバーに侵害の疑いがある。ログを消さずに残してほしい。',
  }),
  draft('forensic-firm', 'forensic-firm', '調査会社（フォレンジック）', 'Forensic firm', {
    needs: '台数、OS、ディスクの大きさ、電源の状態、ログの保存期限、NDA',
    say: '端末の保全と調査を頼みたい。何時間後に来られるか。',
  }),
  draft('insurer', 'insurer', '保険会社（サイバー保険）', 'Insurer (cyber insurance)', {
    needs: '証券番号、発生日時、見込まれる損害、保険会社の承認が要る費用',
    say: '事故の第一報。調査費用に事前の承認が要るかを確かめたい。',
  }),
  draft('lawyer', 'lawyer', '弁護士', 'Lawyer', { needs: '経緯、個人情報の有無、取引先との契約' }),
  draft('parent-company', 'parent-company', '親会社・グループの CSIRT', 'Parent company, group CSIRT', {
    needs: '概要、影響する系列会社、共有の仕組み（ネットワーク・アカウント）',
  }),
];
