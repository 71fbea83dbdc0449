// SPDX-License-Identifier: Apache-2.0
import type { Rule, RuleId } from './rule.ts';

const PPC_GUIDE =
  '個人情報の保護に関する法律についてのガイドライン（通則編）3-5-3, https://www.ppc.go.jp/personalinfo/legal/guidelines_tsusoku/';
const NIS2 = { law: 'Directive (EU) 2022/2555 (NIS2)', source: 'https://eur-lex.europa.eu/eli/dir/2022/2555/oj' } as const;
const CRA = { law: 'Regulation (EU) 2024/2847 (Cyber Resilience Act)', source: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj' } as const;
const APPI_LAW = '個人情報の保護に関する法律 (APPI)';
const TELECOM_LAW = '電気通信事業法 (Telecommunications Business Act)';
const PPC = { ja: '個人情報保護委員会', en: 'Personal Information Protection Commission' } as const;
const MIC = { ja: '総務大臣（総務省）', en: 'Minister for Internal Affairs and Communications' } as const;
const NIS2_TO = { ja: '加盟国の CSIRT または所管当局', en: 'CSIRT or competent authority of the Member State' } as const;
const CRA_TO = { ja: 'CSIRT（調整役）と ENISA（単一報告窓口）', en: 'Coordinator CSIRT and ENISA (single reporting platform)' } as const;
const EU_ZONE = 'Europe/Brussels';

const national = {
  ja: '国内法が別に定める場合がある。加盟国の法を確かめること。',
  en: 'National law may set more; check the Member State’s act.',
} as const;

/** The rules as data. Dates and numbers come from the texts named in `basis`; nothing here is legal advice. */
export const rules = {
  'appi.preliminary': {
    id: 'appi.preliminary',
    name: { ja: '個人情報保護法 速報', en: 'APPI preliminary report' },
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '「速やか」の目安は知った時点からおおむね3～5日。3日目から黄、5日目を期限として示す。土日祝日も数える。',
      en: '“Promptly” is read as about 3 to 5 days from knowing: amber from day 3, day 5 shown as the deadline. Weekends and holidays count.',
    },
    basis: { law: APPI_LAW, article: '法26条1項・施行規則8条1項 (Act art. 26(1), Rule 8(1))', source: PPC_GUIDE },
  },
  'appi.final': {
    id: 'appi.final',
    name: { ja: '個人情報保護法 確報', en: 'APPI final report' },
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 60, warnDays: 23, roll: true },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '知った日を1日目とする暦日。30日（不正の目的によるおそれがある行為なら60日）。',
      en: 'Calendar days with the day of knowing as day 1: 30, or 60 where a wrongful purpose is suspected.',
    },
    basis: { law: APPI_LAW, article: '法26条1項・施行規則8条2項・7条3号 (Act art. 26(1), Rules 8(2), 7(iii))', source: PPC_GUIDE },
  },
  'appi.processor': {
    id: 'appi.processor',
    name: { ja: '個人情報保護法 委託元への通知', en: 'APPI processor’s notice to its client' },
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: { ja: '委託元', en: 'The client that entrusted the data' },
    note: {
      ja: '委託先が委託元に速やかに（おおむね3～5日）知らせれば、委託先自身の報告義務は免除される。',
      en: 'A processor that tells its client promptly (about 3 to 5 days) is freed from reporting itself.',
    },
    basis: { law: APPI_LAW, article: '法26条1項ただし書・施行規則9条 (Act art. 26(1) proviso, Rule 9)', source: PPC_GUIDE },
  },
  'telecom.prompt': {
    id: 'telecom.prompt',
    name: { ja: '電気通信事業法 第一報', en: 'Telecommunications first report' },
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'promptly' },
    since: '2004-04-01',
    accepts: [],
    recipient: MIC,
    note: {
      ja: '「速やかに」とあり日数の定めはない。ただちに適当な方法で一報する。',
      en: 'The text says “promptly” and gives no number of days: report at once by a suitable means.',
    },
    basis: {
      law: TELECOM_LAW,
      article: '法28条・施行規則57条 (Act art. 28, Rule 57)',
      source: 'https://laws.e-gov.go.jp/law/359AC0000000086',
    },
  },
  'telecom.detailed': {
    id: 'telecom.detailed',
    name: { ja: '電気通信事業法 詳細報告', en: 'Telecommunications detailed report' },
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 30, warnDays: 23, roll: true },
    since: '2004-04-01',
    accepts: [],
    recipient: MIC,
    note: {
      ja: '厳しい側で、知った日（重大事故なら発生の日）を1日目として30日。民法140条の初日不算入によれば1日遅い。',
      en: 'Counted on the strict side: 30 days with the day of knowing (for a major accident, of its occurrence) as day 1. Civil Code art. 140 would give one day more.',
    },
    basis: {
      law: TELECOM_LAW,
      article: '法28条・施行規則57条 (Act art. 28, Rule 57)',
      source: 'https://laws.e-gov.go.jp/law/359AC0000000086',
    },
  },
  'nis2.early-warning': {
    id: 'nis2.early-warning',
    name: { ja: 'NIS2 早期警告', en: 'NIS2 early warning' },
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 24 },
    since: '2024-10-18',
    accepts: ['zone'],
    recipient: NIS2_TO,
    note: national,
    basis: { ...NIS2, article: 'art. 23(4)(a)' },
  },
  'nis2.notification': {
    id: 'nis2.notification',
    name: { ja: 'NIS2 インシデント通知', en: 'NIS2 incident notification' },
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 72 },
    since: '2024-10-18',
    accepts: ['zone'],
    recipient: NIS2_TO,
    note: {
      ja: `信託サービス提供者は24時間（23条4項後段）。${national.ja}`,
      en: `Trust service providers: 24 hours (art. 23(4), second subparagraph). ${national.en}`,
    },
    basis: { ...NIS2, article: 'art. 23(4)(b)' },
  },
  'nis2.final': {
    id: 'nis2.final',
    name: { ja: 'NIS2 最終報告', en: 'NIS2 final report' },
    zone: EU_ZONE,
    trigger: 'notificationSubmittedAt',
    counting: { how: 'months-after', months: 1 },
    since: '2024-10-18',
    accepts: ['zone'],
    recipient: NIS2_TO,
    note: {
      ja: `通知を出した時から1か月。まだ続いていれば進捗報告を出し、対処から1か月以内に最終報告（23条4項(e)）。${national.ja}`,
      en: `One month from submitting the notification. Where the incident goes on: a progress report then, the final one within a month of handling it (art. 23(4)(e)). ${national.en}`,
    },
    basis: { ...NIS2, article: 'art. 23(4)(d)' },
  },
  'cra.early-warning': {
    id: 'cra.early-warning',
    name: { ja: 'CRA 早期警告', en: 'CRA early warning' },
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 24 },
    since: '2026-09-11',
    accepts: ['zone'],
    recipient: CRA_TO,
    note: {
      ja: '製造者が、悪用されている脆弱性または重大インシデントを知った時から。',
      en: 'From the manufacturer’s becoming aware of an actively exploited vulnerability or a severe incident.',
    },
    basis: { ...CRA, article: 'art. 14(2)(a), 14(4)(a)' },
  },
  'cra.notification': {
    id: 'cra.notification',
    name: { ja: 'CRA 通知', en: 'CRA notification' },
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 72 },
    since: '2026-09-11',
    accepts: ['zone'],
    recipient: CRA_TO,
    note: {
      ja: '製造者が知った時から。必要な情報を既に出している場合を除く。',
      en: 'From becoming aware, unless the information has already been provided.',
    },
    basis: { ...CRA, article: 'art. 14(2)(b), 14(4)(b)' },
  },
  'cra.vulnerability-final': {
    id: 'cra.vulnerability-final',
    name: { ja: 'CRA 脆弱性の最終報告', en: 'CRA final report, vulnerability' },
    zone: EU_ZONE,
    trigger: 'fixAvailableAt',
    counting: { how: 'days-after', days: 14 },
    since: '2026-09-11',
    accepts: ['zone', 'awareAt'],
    recipient: CRA_TO,
    note: {
      ja: '修正または緩和策が利用できるようになってから14日。それまで期限はない。',
      en: '14 days after a corrective or mitigating measure is available; until then there is no date.',
    },
    basis: { ...CRA, article: 'art. 14(2)(c)' },
  },
  'cra.incident-final': {
    id: 'cra.incident-final',
    name: { ja: 'CRA 重大インシデントの最終報告', en: 'CRA final report, severe incident' },
    zone: EU_ZONE,
    trigger: 'notificationSubmittedAt',
    counting: { how: 'months-after', months: 1 },
    since: '2026-09-11',
    accepts: ['zone'],
    recipient: CRA_TO,
    note: { ja: '72時間の通知を出した時から1か月。', en: 'One month from submitting the 72-hour notification.' },
    basis: { ...CRA, article: 'art. 14(4)(c)' },
  },
  'gdpr.notification': {
    id: 'gdpr.notification',
    name: { ja: 'GDPR 監督機関への通知', en: 'GDPR notification to the authority' },
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 72 },
    since: '2018-05-25',
    accepts: ['zone'],
    recipient: { ja: '監督機関', en: 'Supervisory authority' },
    note: {
      ja: '管理者が合理的な確度で知った時から。72時間を超えるときは遅れの理由を添える。処理者は遅滞なく管理者へ。',
      en: 'From the controller’s reasonable certainty; later than 72 hours needs reasons. A processor tells its controller without undue delay.',
    },
    basis: { law: 'Regulation (EU) 2016/679 (GDPR)', article: 'art. 33(1)', source: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj' },
  },
  'sec.8k-1.05': {
    id: 'sec.8k-1.05',
    name: { ja: '米国 SEC Form 8-K 1.05', en: 'US SEC Form 8-K Item 1.05' },
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
} as const satisfies { readonly [Id in RuleId]: Rule & { readonly id: Id } };

export function ruleOf(id: RuleId): Rule {
  return rules[id];
}
