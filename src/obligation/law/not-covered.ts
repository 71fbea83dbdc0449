// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Duties to report or tell that no clock here knows. The list is not complete either; a lawyer looks for the rest. */
export const NOT_COVERED: readonly Bilingual[] = [
  {
    ja: '割賦販売法とカード会社・決済代行会社との契約（カード情報の漏えい）',
    en: 'Card data: the Instalment Sales Act and contracts with card companies and payment providers',
  },
  {
    ja: '業法・監督指針による報告（金融、医療、電力・ガス・鉄道などの重要インフラ）',
    en: 'Reports under industry law and supervisory guidelines (finance, health, critical infrastructure)',
  },
  {
    ja: 'サイバー対処能力強化法（2025年・令和7年法律42号）による基幹インフラ事業者の報告',
    en: 'Reports of essential infrastructure operators under the Active Cyber Defence Act (Act No. 42 of 2025, Reiwa 7)',
  },
  { ja: '金融商品取引所の適時開示、臨時報告書', en: 'Timely disclosure to stock exchanges and extraordinary reports' },
  {
    ja: '取引先との契約、プライバシーマークや ISMS の認証機関、サイバー保険への連絡',
    en: 'Contracts with customers, certification bodies (PrivacyMark, ISMS), cyber insurance',
  },
  { ja: '条例による自治体の報告', en: 'Reports of local governments under ordinances' },
  {
    ja: 'UK GDPR、NIS2 以外の EU の定め（DORA、eIDAS など）と加盟国の国内法',
    en: 'UK GDPR, EU law beside NIS2 (DORA, eIDAS and others) and national law of Member States',
  },
  { ja: '米国の州法、HIPAA、CIRCIA、その他の国の法令', en: 'US state law, HIPAA, CIRCIA, and the law of other countries' },
];
