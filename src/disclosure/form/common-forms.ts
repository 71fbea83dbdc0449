// SPDX-License-Identifier: Apache-2.0
// The two common forms of the ministries' agreement of 28 May 2025, in use since 1 October 2025. The workbooks themselves were
// not read: the nine items of rule 8 stand in the rule's order, the technical items in that of a published summary.
import type { Bilingual } from '../../kernel/bilingual.ts';
import { sayHarm, sayInformation, sayLeak } from '../say/concerned.ts';
import { sayCause, sayHelp, sayPrevention, sayTimeline } from '../say/done.ts';
import { sayCut, sayServices, sayWhen } from '../say/happened.ts';
import type { Form, FormItem, FormSection } from './form.ts';
import {
  consent,
  deadlines,
  ifTyped,
  incident,
  indicators,
  information,
  item,
  madeAt,
  organisation,
  persons,
  publication,
  reportKind,
  said,
  toldPersons,
  typed,
  typedOr,
} from './sources.ts';

const NOT_READ: Bilingual = {
  ja: '様式の原本（Excel）は確かめられていない。項目の順と名前は、個人情報保護法施行規則8条の順と、公表された要約から置いた。「要確認」の項目は様式にあるか分からない。提出する前に、国家サイバー統括室のウェブサイトにある最新の様式と見比べること。',
  en: 'The workbook itself could not be read. Order and names of the items follow rule 8 of the rules of the APPI and published summaries; of an item “to be confirmed” it is not known whether the form has it. Hold it against the latest form on the website of the National Cybersecurity Office before it is handed in.',
};

const head: FormSection = {
  name: { ja: '報告の区分と報告者', en: 'Kind of report, and who reports' },
  items: [
    item('報告の種別', 'Kind of report', 'kind', 'to-be-confirmed', typedOr('report.kind', reportKind)),
    item('報告日時', 'Time of the report', 'at', 'to-be-confirmed', madeAt),
    item('提出先', 'To', 'to', 'to-be-confirmed', typed('report.to')),
    item('組織の名称', 'Organisation', 'organisation', 'to-be-confirmed', organisation),
    item('所在地', 'Address', 'address', 'to-be-confirmed', typed('reporter.address')),
    item('法人番号', 'Corporate number', 'number', 'to-be-confirmed', typed('reporter.number')),
    item('業種', 'Industry', 'industry', 'to-be-confirmed', typed('reporter.industry')),
    item('担当者', 'Person in charge', 'person', 'to-be-confirmed', typed('reporter.person')),
    item('連絡先', 'How to reach them', 'contact', 'to-be-confirmed', typed('reporter.contact')),
  ],
};

const effect: FormSection = {
  name: { ja: '影響と復旧', en: 'Effect and recovery' },
  items: [
    item('影響を受けたシステム', 'Systems affected', 'systems', 'to-be-confirmed', typed('systems.place')),
    item('影響するサービスと代わりの方法', 'Services concerned, and other ways', 'services', 'to-be-confirmed', said(sayServices)),
    item('業務への影響', 'Effect on the business', 'business', 'to-be-confirmed', typed('business.effect')),
    item('講じた措置（停止と継続）', 'What was done: stopped and kept', 'cut', 'to-be-confirmed', said(sayCut)),
    item('復旧の状況と見込み', 'Recovery', 'recovery', 'to-be-confirmed', typed('business.recovery')),
  ],
};

const sharing: FormSection = {
  name: { ja: '共有への同意', en: 'Consent to share' },
  items: [item('国家サイバー統括室との共有', 'Sharing with the National Cybersecurity Office', 'consent', 'summary', consent)],
};

const others: FormSection = {
  name: { ja: 'ほかの報告と相談', en: 'Other reports and advice' },
  items: [
    item('法令の報告の期限と提出', 'Reports by law: deadlines and filing', 'deadlines', 'to-be-confirmed', deadlines),
    item('関係機関への報告と専門家の協力', 'Reports filed, and outside help', 'help', 'to-be-confirmed', said(sayHelp)),
  ],
};

const outline: readonly FormItem[] = [
  item('概要', 'Outline', 'outline', 'rule', incident),
  item('発生と発覚の日時', 'When it happened and was noticed', 'when', 'rule', said(sayWhen)),
  item('経緯', 'Timeline', 'timeline', 'rule', said(sayTimeline)),
];

export const ransomware: Form = {
  id: 'ransomware',
  name: { ja: 'ランサムウェア事案共通様式', en: 'Common form for ransomware' },
  version: {
    ja: '「サイバー攻撃による被害が発生した場合の報告手続等に関する申合せ」（2025年5月28日関係省庁申合せ）別添様式2、2025年10月1日から適用',
    en: 'Agreement of the ministries of 28 May 2025 on reporting damage by cyber attacks, annexed form 2, in use since 1 October 2025',
  },
  note: NOT_READ,
  consent: 'ransomware',
  sections: [
    head,
    {
      name: { ja: '事案の内容（施行規則8条1項の順）', en: 'The incident, in the order of rule 8(1)' },
      items: [
        ...outline,
        item('個人データの項目', 'Items of personal data', 'items', 'rule', information),
        item('本人の数', 'Number of persons', 'persons', 'rule', persons),
        item('情報の流出', 'Whether information leaked', 'leak', 'to-be-confirmed', said(sayLeak)),
        item('原因', 'Cause', 'cause', 'rule', said(sayCause)),
        item('二次被害またはそのおそれ', 'Secondary damage or its possibility', 'harm', 'rule', said(sayHarm)),
        item('本人への対応の実施状況', 'Done towards the persons', 'told', 'rule', typedOr('persons.done', toldPersons)),
        item('公表の実施状況', 'Publication', 'public', 'rule', publication),
        item('再発防止のための措置', 'Measures against recurrence', 'prevention', 'rule', said(sayPrevention)),
        item('その他参考となる事項', 'Other matters of reference', 'other', 'rule', ifTyped('other')),
      ],
    },
    {
      name: { ja: '攻撃技術情報', en: 'Technical information on the attack' },
      items: [
        item('ランサムノート', 'Ransom note', 'note', 'summary', typed('ransom.note')),
        item('暗号化されたファイルの拡張子', 'Extension of encrypted files', 'extension', 'summary', typed('ransom.extension')),
        item('ランサムウェアの類型', 'Type of the ransomware', 'type', 'summary', typed('ransom.type')),
        item('侵入方法', 'Way in', 'way-in', 'summary', said(sayCause)),
        item('ランサムウェアの特徴（インディケータ情報）', 'Indicators', 'indicators', 'summary', indicators),
        item('要求の内容と期限', 'What is demanded', 'demand', 'to-be-confirmed', typed('ransom.demand')),
      ],
    },
    effect,
    others,
    sharing,
  ],
};

export const ddos: Form = {
  id: 'ddos',
  name: { ja: 'DDoS 攻撃事案共通様式', en: 'Common form for DDoS attacks' },
  version: {
    ja: '「サイバー攻撃による被害が発生した場合の報告手続等に関する申合せ」（2025年5月28日関係省庁申合せ）別添様式1、2025年10月1日から適用',
    en: 'Agreement of the ministries of 28 May 2025 on reporting damage by cyber attacks, annexed form 1, in use since 1 October 2025',
  },
  note: NOT_READ,
  consent: 'ddos',
  sections: [
    head,
    {
      name: { ja: '事案の内容', en: 'The incident' },
      items: [
        ...outline.map((one) => ({ ...one, ground: 'to-be-confirmed' as const })),
        item('攻撃の対象', 'Target of the attack', 'target', 'to-be-confirmed', typed('ddos.target')),
        item('攻撃の始まりと終わり', 'Begin and end of the attack', 'period', 'summary', typed('ddos.period')),
        item('脅迫の有無と内容', 'Threats', 'threat', 'to-be-confirmed', typed('ddos.threat')),
        item('対象となる情報と件数', 'Information concerned, and counts', 'information', 'to-be-confirmed', said(sayInformation)),
        item('公表の実施状況', 'Publication', 'public', 'to-be-confirmed', publication),
        item('再発防止のための措置', 'Measures against recurrence', 'prevention', 'to-be-confirmed', said(sayPrevention)),
        item('その他参考となる事項', 'Other matters of reference', 'other', 'to-be-confirmed', ifTyped('other')),
      ],
    },
    {
      name: { ja: '攻撃技術情報', en: 'Technical information on the attack' },
      items: [
        item('攻撃の手法', 'Method of the attack', 'method', 'summary', typed('ddos.method')),
        item('通信量', 'Volume of traffic', 'volume', 'summary', typed('ddos.volume')),
        item('送信元の傾向', 'Where it came from', 'sources', 'to-be-confirmed', typed('ddos.sources')),
        item('痕跡情報', 'Indicators', 'indicators', 'to-be-confirmed', indicators),
      ],
    },
    effect,
    others,
    sharing,
  ],
};
