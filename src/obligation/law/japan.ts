// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { Rule, RuleId } from './rule.ts';
import { MIC_BUREAU, PERSONS, PPC } from './recipients.ts';

const PPC_GUIDE =
  '個人情報の保護に関する法律についてのガイドライン（通則編）3-5-3, https://www.ppc.go.jp/personalinfo/legal/guidelines_tsusoku/';
const PPC_PUBLIC =
  '個人情報の保護に関する法律施行規則（平成28年個人情報保護委員会規則3号）, https://laws.e-gov.go.jp/law/428M60020000003; 事務対応ガイド（行政機関等向け）';
const MY_NUMBER_SOURCE = '平成27年特定個人情報保護委員会規則5号, https://laws.e-gov.go.jp/law/427M60020000005';
const APPI_LAW = '個人情報の保護に関する法律 (APPI)';
const MY_NUMBER_LAW = '行政手続における特定の個人を識別するための番号の利用等に関する法律 (My Number Act)';
const TELECOM = {
  law: '電気通信事業法 (Telecommunications Business Act)',
  article: '法28条・施行規則57条 (Act art. 28, Rule 57)',
  source: 'https://laws.e-gov.go.jp/law/359AC0000000086; 総務省「通信の秘密の漏えい事案の報告」',
} as const;

/** What Japanese law asks to be reported or told, and when. */
export const japaneseRules = {
  'appi.preliminary': {
    id: 'appi.preliminary',
    name: ruleNames['appi.preliminary'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '「速やか」の目安は知った時点からおおむね3～5日以内（通則編3-5-3-3）。3日目から黄、5日目を期限として示す。土日祝日も数える。',
      en: '“Promptly” is read as within about 3 to 5 days of knowing (guideline 3-5-3-3): amber from day 3, day 5 shown as the deadline. Weekends and holidays count.',
    },
    basis: { law: APPI_LAW, article: '法26条1項・施行規則8条1項 (Act art. 26(1), Rule 8(1))', source: PPC_GUIDE },
  },
  'appi.final': {
    id: 'appi.final',
    name: ruleNames['appi.final'],
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
    name: ruleNames['appi.processor'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: { ja: '委託元', en: 'The client that entrusted the data' },
    note: {
      ja: '委託先が委託元に速やかに（おおむね3～5日以内）知らせれば、委託先自身の報告義務は免除される。',
      en: 'A processor that tells its client promptly (about 3 to 5 days) is freed from reporting itself.',
    },
    basis: { law: APPI_LAW, article: '法26条1項ただし書・施行規則9条 (Act art. 26(1) proviso, Rule 9)', source: PPC_GUIDE },
  },
  'telecom.prompt': {
    id: 'telecom.prompt',
    name: ruleNames['telecom.prompt'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'promptly' },
    since: '2004-04-01',
    accepts: [],
    recipient: MIC_BUREAU,
    note: {
      ja: '「速やかに」とあり日数の定めはない。ただちに適当な方法で一報する。提出先は本社所在地を管轄する総合通信局等。',
      en: 'The text says “promptly” and gives no number of days: report at once by a suitable means.',
    },
    basis: TELECOM,
  },
  'telecom.detailed': {
    id: 'telecom.detailed',
    name: ruleNames['telecom.detailed'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 30, warnDays: 23, roll: true },
    since: '2004-04-01',
    accepts: [],
    recipient: MIC_BUREAU,
    note: {
      ja: '通信の秘密の漏えいは、知った日から30日。厳しい側で知った日を1日目とする（民法140条の初日不算入によれば1日遅い）。重大な事故は別の期限（発生した日から）。',
      en: 'A breach of secrecy: 30 days from knowing, counted on the strict side with that day as day 1 (Civil Code art. 140 would give one day more). A major accident has a clock of its own, from its occurrence.',
    },
    basis: TELECOM,
  },
  'telecom.detailed-accident': {
    id: 'telecom.detailed-accident',
    name: ruleNames['telecom.detailed-accident'],
    zone: 'Asia/Tokyo',
    trigger: 'occurredAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 30, warnDays: 23, roll: true },
    since: '2004-04-01',
    accepts: [],
    recipient: MIC_BUREAU,
    note: {
      ja: '重大な事故は、発生した日から30日（知った日からではない）。厳しい側で発生の日を1日目とする。',
      en: 'A major accident: 30 days from its occurrence, not from knowing; counted on the strict side with that day as day 1.',
    },
    basis: TELECOM,
  },
  'appi.person-notice': {
    id: 'appi.person-notice',
    name: ruleNames['appi.person-notice'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'promptly' },
    since: '2022-04-01',
    accepts: [],
    recipient: PERSONS,
    note: {
      ja: '報告の対象となる事態では、本人にも「当該事態の状況に応じて速やかに」通知する。日数の定めはない。通知が困難なときは、公表や窓口の設置など代わりの措置。',
      en: 'Where a report is owed, the persons are told as well, promptly as the situation allows; no number of days is set. Where telling them is difficult: measures in its place, such as publication and a contact point.',
    },
    basis: { law: APPI_LAW, article: '法26条2項・施行規則10条 (Act art. 26(2), Rule 10)', source: PPC_GUIDE },
  },
  'appi.public-preliminary': {
    id: 'appi.public-preliminary',
    name: ruleNames['appi.public-preliminary'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '国の機関・自治体など。本人の数が100人を超えるときなど（規則43条）。「速やか」の目安は民間と同じくおおむね3～5日以内。規則44条は要約だけを読んだ（要確認）。',
      en: 'Bodies of state and local government; among others more than 100 persons (Rule 43). “Promptly” is read as within about 3 to 5 days as in the private sector. Rule 44 was read in summary only (to be confirmed).',
    },
    basis: { law: APPI_LAW, article: '法68条1項・施行規則43条・44条 (Act art. 68(1), Rules 43, 44)', source: PPC_PUBLIC },
  },
  'appi.public-final': {
    id: 'appi.public-final',
    name: ruleNames['appi.public-final'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 60, warnDays: 23, roll: true },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '知った日を1日目とする暦日。30日（不正の目的によるおそれがあれば60日）。規則44条は要約だけを読んだ（要確認）。',
      en: 'Calendar days with the day of knowing as day 1: 30, or 60 where a wrongful purpose is suspected. Rule 44 was read in summary only (to be confirmed).',
    },
    basis: { law: APPI_LAW, article: '法68条1項・施行規則43条・44条 (Act art. 68(1), Rules 43, 44)', source: PPC_PUBLIC },
  },
  'appi.public-person-notice': {
    id: 'appi.public-person-notice',
    name: ruleNames['appi.public-person-notice'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'promptly' },
    since: '2022-04-01',
    accepts: [],
    recipient: PERSONS,
    note: {
      ja: '報告の対象となる事態では本人にも速やかに通知する。日数の定めはない。規則45条は要約だけを読んだ（要確認）。',
      en: 'Where a report is owed, the persons are told promptly; no number of days is set. Rule 45 was read in summary only (to be confirmed).',
    },
    basis: { law: APPI_LAW, article: '法68条2項・施行規則45条 (Act art. 68(2), Rule 45)', source: PPC_PUBLIC },
  },
  'mynumber.preliminary': {
    id: 'mynumber.preliminary',
    name: ruleNames['mynumber.preliminary'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 5, ifWrongful: 5, warnDays: 3, roll: false },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: 'マイナンバーを含む特定個人情報の漏えい等。100人を超えるとき、不正の目的によるおそれがあるときなど（規則2条）。速報の期間は要約だけを読んだ（規則3条、要確認）。高度な暗号化などの措置を講じたものを除く。',
      en: 'Specific personal information with the My Number: among others more than 100 persons, or a suspected wrongful purpose (Rule art. 2). The period was read in summary only (Rule art. 3, to be confirmed). Strongly encrypted data is exempt.',
    },
    basis: {
      law: MY_NUMBER_LAW,
      article: '番号法29条の4第1項・規則（平成27年特定個人情報保護委員会規則5号）2条・3条 (Act art. 29-4(1), Rule arts. 2, 3)',
      source: MY_NUMBER_SOURCE,
    },
  },
  'mynumber.final': {
    id: 'mynumber.final',
    name: ruleNames['mynumber.final'],
    zone: 'Asia/Tokyo',
    trigger: 'knownAt',
    counting: { how: 'days-from-day-one', days: 30, ifWrongful: 60, warnDays: 23, roll: true },
    since: '2022-04-01',
    accepts: ['wrongfulPurpose'],
    recipient: PPC,
    note: {
      ja: '知った日を1日目とする暦日。30日（不正の目的によるおそれがあれば60日）。期間は要約だけを読んだ（規則3条、要確認）。',
      en: 'Calendar days with the day of knowing as day 1: 30, or 60 where a wrongful purpose is suspected. The period was read in summary only (Rule art. 3, to be confirmed).',
    },
    basis: {
      law: MY_NUMBER_LAW,
      article: '番号法29条の4第1項・規則（平成27年特定個人情報保護委員会規則5号）2条・3条 (Act art. 29-4(1), Rule arts. 2, 3)',
      source: MY_NUMBER_SOURCE,
    },
  },
} as const satisfies { readonly [Id in RuleId]?: Rule & { readonly id: Id } };
