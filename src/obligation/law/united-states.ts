// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { Rule, RuleId } from './rule.ts';

/** What the securities law of the United States asks to be filed, and when. */
export const americanRules = {
  'sec.8k-1.05': {
    id: 'sec.8k-1.05',
    name: ruleNames['sec.8k-1.05'],
    zone: 'America/New_York',
    trigger: 'materialityDeterminedOn',
    counting: { how: 'federal-business-days', days: 4, closes: '17:30:00' },
    since: '2023-12-18',
    accepts: [],
    recipient: { ja: '米国証券取引委員会（EDGAR）', en: 'US Securities and Exchange Commission (EDGAR)' },
    note: {
      ja: '重要性を判断した日から4営業日（連邦の休日を除く）。EDGAR の受付は東部時間17時30分まで。判断は発見後、不当に遅らせない。大統領令による臨時の閉庁は数えていない。',
      en: 'Four business days from the determination (federal holidays left out), by 17:30 Eastern when EDGAR closes. The determination itself: without unreasonable delay after discovery. Special closures by executive order are not counted in.',
    },
    basis: {
      law: 'Securities Exchange Act of 1934, Form 8-K (17 CFR 249.308)',
      article: 'Item 1.05; General Instruction B.1',
      source: 'https://www.sec.gov/files/form8-k.pdf; Release 33-11216',
    },
  },
  'sec.6k': {
    id: 'sec.6k',
    name: ruleNames['sec.6k'],
    zone: 'America/New_York',
    trigger: 'madePublicAt',
    counting: { how: 'promptly' },
    since: '2023-12-18',
    accepts: [],
    recipient: { ja: '米国証券取引委員会（EDGAR）', en: 'US Securities and Exchange Commission (EDGAR)' },
    note: {
      ja: '重要なサイバーセキュリティ事案の情報を、本国の法令・取引所の規則・株主への配布によって公にしたら、速やかに提出する。日数の定めはない。Form 8-K 1.05 の4営業日は適用されない。',
      en: 'Once information on a material cybersecurity incident is made public under home law, by an exchange or to holders, it is furnished promptly. No number of days is set; the four business days of Form 8-K Item 1.05 do not apply.',
    },
    basis: {
      law: 'Securities Exchange Act of 1934, Form 6-K (17 CFR 249.306)',
      article: 'General Instruction B',
      source: 'https://www.sec.gov/files/form6-k.pdf; Release 33-11216',
    },
  },
} as const satisfies { readonly [Id in RuleId]?: Rule & { readonly id: Id } };
