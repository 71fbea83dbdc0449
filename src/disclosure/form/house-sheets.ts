// SPDX-License-Identifier: Apache-2.0
// Sheets that no authority prescribes: what an insurer and a bank ask first, and what goes round in the house.
import type { Bilingual } from '../../kernel/bilingual.ts';
import { sayHarm, sayInformation, sayLeak } from '../say/concerned.ts';
import { sayCause, sayHelp, sayPrevention, sayTimeline } from '../say/done.ts';
import { sayNext } from '../say/for-you.ts';
import { sayCut, sayServices, sayWhen } from '../say/happened.ts';
import type { Form, FormItem } from './form.ts';
import {
  deadlines,
  ifTyped,
  incident,
  item,
  madeAt,
  organisation,
  persons,
  publication,
  said,
  toldPersons,
  typed,
  typedOr,
} from './sources.ts';

const OURS: Bilingual = {
  ja: 'このデスクの用紙です。相手の会社に決まった様式があれば、それに書き写してください。',
  en: 'A sheet of this desk. Where the other side has a form of its own, copy it over.',
};
const version: Bilingual = { ja: 'このデスクの用紙、第1版', en: 'Sheet of this desk, version 1' };

const who: readonly FormItem[] = [
  item('組織の名称', 'Organisation', 'organisation', 'ours', organisation),
  item('担当者', 'Person in charge', 'person', 'ours', typed('reporter.person')),
  item('連絡先', 'How to reach them', 'contact', 'ours', typed('reporter.contact')),
  item('作成日時', 'Drawn up', 'at', 'ours', madeAt),
];
const what: readonly FormItem[] = [
  item('概要', 'Outline', 'outline', 'ours', incident),
  item('発生と発覚の日時', 'When it happened and was noticed', 'when', 'ours', said(sayWhen)),
];
const effects: readonly FormItem[] = [
  item('影響するサービス', 'Services concerned', 'services', 'ours', said(sayServices)),
  item('業務への影響', 'Effect on the business', 'business', 'ours', typed('business.effect')),
  item('対象となる情報と件数', 'Information concerned, and counts', 'information', 'ours', said(sayInformation)),
  item('情報の流出', 'Whether information leaked', 'leak', 'ours', said(sayLeak)),
];
const section = (ja: string, en: string, ...items: readonly FormItem[]) => ({ name: { ja, en }, items });

export const insurer: Form = {
  id: 'insurer',
  name: { ja: '保険会社への事故の連絡', en: 'Notice to the insurer' },
  version,
  note: OURS,
  consent: null,
  sections: [
    section(
      '契約と連絡先',
      'Policy and contact',
      item('証券番号', 'Number of the policy', 'policy', 'ours', typed('insurer.policy')),
      ...who,
    ),
    section('事故の内容', 'What happened', ...what, ...effects, item('原因', 'Cause', 'cause', 'ours', said(sayCause))),
    section(
      '損害と費用',
      'Loss and costs',
      item('見込まれる損害', 'Expected loss', 'loss', 'ours', typed('insurer.loss')),
      item('承認を求める費用', 'Costs for which consent is asked', 'costs', 'ours', typed('insurer.costs')),
    ),
    section(
      'とった措置',
      'What was done',
      item('停止と継続', 'Stopped and kept', 'cut', 'ours', said(sayCut)),
      item('関係機関への報告と専門家の協力', 'Reports filed, and outside help', 'help', 'ours', said(sayHelp)),
      item('本人の数', 'Number of persons', 'persons', 'ours', persons),
      item('本人への対応', 'Done towards the persons', 'told', 'ours', typedOr('persons.done', toldPersons)),
      item('その他', 'Other matters', 'other', 'ours', ifTyped('other')),
    ),
  ],
};

export const bank: Form = {
  id: 'bank',
  name: { ja: '銀行・カード会社への連絡', en: 'Notice to bank and card company' },
  version,
  note: OURS,
  consent: null,
  sections: [
    section(
      '口座と連絡先',
      'Accounts and contact',
      ...who,
      item('影響する口座・サービス', 'Accounts and services', 'accounts', 'ours', typed('bank.accounts')),
    ),
    section(
      '依頼',
      'What we ask',
      item('依頼する手続き', 'What we ask for', 'asked', 'ours', typed('bank.asked')),
      item('身に覚えのない取引', 'Transactions that we did not make', 'transfers', 'ours', typed('bank.transfers')),
    ),
    section(
      '事案の内容',
      'What happened',
      ...what,
      item('情報の流出', 'Whether information leaked', 'leak', 'ours', said(sayLeak)),
      item('二次被害', 'Secondary harm', 'harm', 'ours', said(sayHarm)),
      item('停止と継続', 'Stopped and kept', 'cut', 'ours', said(sayCut)),
      item('その他', 'Other matters', 'other', 'ours', ifTyped('other')),
    ),
  ],
};

const ask: FormItem = item('決裁を求める事項', 'What is to be decided', 'asked', 'ours', typed('ringi.asked'));

export const ringi: Form = {
  id: 'ringi',
  name: { ja: '稟議書に写す内容', en: 'For the request for approval' },
  version,
  note: OURS,
  consent: null,
  sections: [
    section('伺い', 'Request', ask, item('理由', 'Why', 'why', 'ours', typed('ringi.why')), ...who),
    section('事案の内容', 'What happened', ...what, ...effects),
    section(
      '提出と期限',
      'Reports and deadlines',
      item('提出先', 'To', 'to', 'ours', typed('report.to')),
      item('法令の報告の期限と提出', 'Reports by law: deadlines and filing', 'deadlines', 'ours', deadlines),
      item('公表の実施状況', 'Publication', 'public', 'ours', publication),
      item('承認を求める費用', 'Costs for which consent is asked', 'costs', 'ours', typed('insurer.costs')),
    ),
  ],
};

export const inHouse: Form = {
  id: 'in-house',
  name: { ja: '報告書に写す内容', en: 'For the internal report' },
  version,
  note: OURS,
  consent: null,
  sections: [
    section('作成', 'Drawn up', ...who),
    section('事案の内容', 'What happened', ...what, item('経緯', 'Timeline', 'timeline', 'ours', said(sayTimeline)), ...effects),
    section(
      '対応',
      'Response',
      item('停止と継続', 'Stopped and kept', 'cut', 'ours', said(sayCut)),
      item('原因', 'Cause', 'cause', 'ours', said(sayCause)),
      item('二次被害', 'Secondary harm', 'harm', 'ours', said(sayHarm)),
      item('関係機関への報告と専門家の協力', 'Reports filed, and outside help', 'help', 'ours', said(sayHelp)),
      item('本人への対応', 'Done towards the persons', 'told', 'ours', typedOr('persons.done', toldPersons)),
      item('公表の実施状況', 'Publication', 'public', 'ours', publication),
    ),
    section(
      'これから',
      'What comes next',
      item('再発防止策', 'Prevention', 'prevention', 'ours', said(sayPrevention)),
      item('復旧の状況と見込み', 'Recovery', 'recovery', 'ours', typed('business.recovery')),
      item('次回の公表', 'Next report', 'next', 'ours', said(sayNext)),
      item('その他', 'Other matters', 'other', 'ours', ifTyped('other')),
    ),
  ],
};
