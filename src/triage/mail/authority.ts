// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Domains of the two bodies that really write to site owners in Japan, and of the sources one may cite. */
export const authorityDomains = ['ipa.go.jp', 'jpcert.or.jp'] as const;

export const referenceDomains: readonly string[] = [
  ...authorityDomains,
  'jvn.jp',
  'cve.org',
  'mitre.org',
  'nist.gov',
  'cisa.gov',
  'first.org',
  'owasp.org',
  'cert.org',
  'ietf.org',
  'rfc-editor.org',
  'metacpan.org',
  'php.net',
  'apache.org',
  'wikipedia.org',
];

/** Where a claim to be one of them is verified: never through the mail, always through what the body itself publishes. */
export const authorityContacts: readonly {
  readonly id: string;
  readonly name: Bilingual;
  readonly how: Bilingual;
  readonly page: string;
}[] = [
  {
    id: 'ipa',
    name: { ja: '独立行政法人 情報処理推進機構（IPA）セキュリティセンター', en: 'IPA, Information-technology Promotion Agency, Japan' },
    how: {
      ja: 'IPA の公式サイトを自分で開き、そこに載っている脆弱性関連情報の窓口へ確かめる。メールの返信・リンク・記載の電話番号は使わない',
      en: 'Open the official site yourself and ask the vulnerability desk listed there; use no reply, link or number from the mail',
    },
    page: 'https://www.ipa.go.jp/security/todokede/vuln/',
  },
  {
    id: 'jpcert',
    name: { ja: '一般社団法人 JPCERT コーディネーションセンター（JPCERT/CC）', en: 'JPCERT Coordination Center (JPCERT/CC)' },
    how: {
      ja: 'JPCERT/CC の公式サイトを自分で開き、そこに載っている窓口とフォームで確かめる',
      en: 'Open the official site yourself and use the contact point and form published there',
    },
    page: 'https://www.jpcert.or.jp/',
  },
];
