// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { Rule, RuleId } from './rule.ts';

const NIS2 = { law: 'Directive (EU) 2022/2555 (NIS2)', source: 'https://eur-lex.europa.eu/eli/dir/2022/2555/oj' } as const;
const CRA = { law: 'Regulation (EU) 2024/2847 (Cyber Resilience Act)', source: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj' } as const;
const GDPR = { law: 'Regulation (EU) 2016/679 (GDPR)', source: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj' } as const;
const NIS2_TO = { ja: '加盟国の CSIRT または所管当局', en: 'CSIRT or competent authority of the Member State' } as const;
const CRA_TO = { ja: 'CSIRT（調整役）と ENISA（単一報告窓口）', en: 'Coordinator CSIRT and ENISA (single reporting platform)' } as const;
const EU_ZONE = 'Europe/Brussels';

const national = {
  ja: '国内法が別に定める場合がある。加盟国の法を確かめること。',
  en: 'National law may set more; check the Member State’s act.',
} as const;

/** What the law of the European Union asks to be reported or told, and when. */
export const europeanRules = {
  'nis2.early-warning': {
    id: 'nis2.early-warning',
    name: ruleNames['nis2.early-warning'],
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
    name: ruleNames['nis2.notification'],
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
    name: ruleNames['nis2.final'],
    zone: EU_ZONE,
    trigger: 'notificationSubmittedAt',
    counting: { how: 'months-after', months: 1 },
    since: '2024-10-18',
    accepts: ['zone', 'awareAt'],
    recipient: NIS2_TO,
    note: {
      ja: `通知を出した時から1か月。まだ続いていれば進捗報告を出し、対処から1か月以内に最終報告（23条4項(e)）。${national.ja}`,
      en: `One month from submitting the notification. Where the incident goes on: a progress report then, the final one within a month of handling it (art. 23(4)(e)). ${national.en}`,
    },
    basis: { ...NIS2, article: 'art. 23(4)(d)' },
  },
  'cra.early-warning': {
    id: 'cra.early-warning',
    name: ruleNames['cra.early-warning'],
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
    name: ruleNames['cra.notification'],
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
    name: ruleNames['cra.vulnerability-final'],
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
    name: ruleNames['cra.incident-final'],
    zone: EU_ZONE,
    trigger: 'notificationSubmittedAt',
    counting: { how: 'months-after', months: 1 },
    since: '2026-09-11',
    accepts: ['zone', 'awareAt'],
    recipient: CRA_TO,
    note: { ja: '72時間の通知を出した時から1か月。', en: 'One month from submitting the 72-hour notification.' },
    basis: { ...CRA, article: 'art. 14(4)(c)' },
  },
  'gdpr.notification': {
    id: 'gdpr.notification',
    name: ruleNames['gdpr.notification'],
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'hours', hours: 72 },
    since: '2018-05-25',
    accepts: ['zone'],
    recipient: { ja: '監督機関', en: 'Supervisory authority' },
    note: {
      ja: '管理者（コントローラー）が合理的な確度で知った時から。72時間を超えるときは遅れの理由を添える。',
      en: 'From the controller’s reasonable certainty; later than 72 hours needs reasons.',
    },
    basis: { ...GDPR, article: 'art. 33(1)' },
  },
  'cra.users': {
    id: 'cra.users',
    name: ruleNames['cra.users'],
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'promptly' },
    since: '2026-09-11',
    accepts: ['zone'],
    recipient: {
      ja: '影響を受ける製品の利用者（必要ならすべての利用者）',
      en: 'Users of the product who are affected, where appropriate all users',
    },
    note: {
      ja: '悪用されている脆弱性または重大インシデントを知ったら、影響を受ける利用者に、必要なら対策とともに知らせる。時間の定めはない。',
      en: 'After becoming aware, the affected users are told, where necessary with what they can do. No number of hours is set.',
    },
    basis: { ...CRA, article: 'art. 14(8)' },
  },
  'gdpr.persons': {
    id: 'gdpr.persons',
    name: ruleNames['gdpr.persons'],
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'promptly' },
    since: '2018-05-25',
    accepts: ['zone'],
    recipient: { ja: '本人（データ主体）', en: 'The data subjects' },
    note: {
      ja: '本人の権利・自由に高いリスクが生じる可能性が高いとき、遅滞なく。時間の定めはない。暗号化などで読めないデータは除く（34条3項(a)）。',
      en: 'Where a high risk to rights and freedoms is likely: without undue delay; no number of hours is set. Not where the data is unintelligible, for example encrypted (art. 34(3)(a)).',
    },
    basis: { ...GDPR, article: 'art. 34(1)' },
  },
  'gdpr.processor': {
    id: 'gdpr.processor',
    name: ruleNames['gdpr.processor'],
    zone: EU_ZONE,
    trigger: 'awareAt',
    counting: { how: 'promptly' },
    since: '2018-05-25',
    accepts: ['zone'],
    recipient: { ja: 'データを預けている管理者（コントローラー）', en: 'The controller whose data it is' },
    note: {
      ja: '処理者（プロセッサー）は、知ったら遅滞なく管理者に知らせる。時間の定めはない（契約に定めがあることが多い）。',
      en: 'A processor tells its controller without undue delay after becoming aware; no number of hours is set (contracts often set one).',
    },
    basis: { ...GDPR, article: 'art. 33(2)' },
  },
} as const satisfies { readonly [Id in RuleId]?: Rule & { readonly id: Id } };
