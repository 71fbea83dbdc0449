// SPDX-License-Identifier: Apache-2.0
import { draftWords } from './draft-words.contract.ts';
import type { OutsideBody } from './outside.contract.ts';

const draft = (
  bodyId: keyof typeof draftWords,
  kind: OutsideBody['kind'],
  ja: string,
  en: string,
  rest: Partial<OutsideBody> = {},
): OutsideBody => ({
  bodyId,
  kind,
  name: { ja, en },
  telephone: '',
  hours: '',
  contract: '',
  needs: draftWords[bodyId].needs.ja,
  say: draftWords[bodyId].say.ja,
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
    source: 'https://www.jpcert.or.jp/form/',
  }),
  draft('ipa', 'ipa', 'IPA（安心相談窓口・企業向け相談、届出）', 'IPA (advice for organisations, notifications)', {
    source: 'https://www.ipa.go.jp/security/anshin/',
  }),
  draft('police', 'police', '都道府県警察（サイバー事案の窓口）', 'Prefectural police (cyber desk)', {
    source: 'https://www.npa.go.jp/bureau/cyber/soudan.html',
  }),
  draft('ppc', 'regulator', '個人情報保護委員会（漏えい等の報告）', 'Personal Information Protection Commission', {
    source: 'https://www.ppc.go.jp/personalinfo/legal/leakAction/',
  }),
  draft('ministry', 'ministry', '所管省庁', 'Competent ministry', {
    source: 'https://www.ppc.go.jp/personalinfo/legal/leakAction/',
  }),
  draft('system-vendor', 'system-vendor', 'システム会社（保守の窓口）', 'System vendor (maintenance)'),
  draft('hosting-provider', 'hosting-provider', 'サーバー会社（ホスティング・クラウド）', 'Hosting provider'),
  draft('forensic-firm', 'forensic-firm', '調査会社（フォレンジック）', 'Forensic firm'),
  draft('insurer', 'insurer', '保険会社（サイバー保険）', 'Insurer (cyber insurance)'),
  draft('lawyer', 'lawyer', '弁護士', 'Lawyer'),
  draft('parent-company', 'parent-company', '親会社・グループの CSIRT', 'Parent company, group CSIRT'),
];
