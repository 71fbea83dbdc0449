// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

const two = (ja: string, en: string): Bilingual => ({ ja, en });

/** What no record knows and the forms ask: a person types it once, and every form and sheet that asks it has it. */
export const formFields = {
  'report.kind': two('報告の種別（速報・続報・確報）', 'Kind of report: preliminary, further or final'),
  'report.to': two('提出先', 'To whom it is handed in'),
  'reporter.address': two('所在地', 'Address'),
  'reporter.number': two('法人番号', 'Corporate number'),
  'reporter.industry': two('業種', 'Industry'),
  'reporter.person': two('担当者（部署・氏名）', 'Person in charge, with department'),
  'reporter.contact': two('担当者の電話・メール', 'Telephone and mail of that person'),
  'systems.place': two('影響を受けたシステムの構成と設置場所', 'Systems affected: how built, and where'),
  'business.effect': two('業務への影響', 'Effect on the business'),
  'business.recovery': two('復旧の状況と見込み', 'Recovery: state and prospect'),
  'ransom.note': two('ランサムノート（脅迫文）の文言', 'Ransom note: its words'),
  'ransom.extension': two('暗号化されたファイルの拡張子', 'Extension of encrypted files'),
  'ransom.type': two('ランサムウェアの類型・名称', 'Type or name of the ransomware'),
  'ransom.demand': two('要求の内容と期限', 'What is demanded, and until when'),
  'ddos.target': two('攻撃の対象', 'Target of the attack'),
  'ddos.period': two('攻撃の始まりと終わり', 'Begin and end of the attack'),
  'ddos.volume': two('通信量（最大 Gbps・pps）', 'Volume of traffic, at most (Gbps, pps)'),
  'ddos.method': two('攻撃の手法', 'Method of the attack'),
  'ddos.sources': two('送信元の傾向', 'Where it came from'),
  'ddos.threat': two('脅迫の有無と内容', 'Threats: whether there were any, and which'),
  'persons.done': two('本人への対応の実施状況', 'What has been done towards the persons'),
  'insurer.policy': two('証券番号', 'Number of the policy'),
  'insurer.loss': two('見込まれる損害', 'Expected loss'),
  'insurer.costs': two('承認を求める費用', 'Costs for which consent is asked'),
  'bank.accounts': two('影響する口座・サービス', 'Accounts and services concerned'),
  'bank.transfers': two('身に覚えのない取引の有無', 'Transactions that we did not make'),
  'bank.asked': two('依頼する手続き（停止・再発行など）', 'What we ask for (stop, reissue and the like)'),
  'ringi.asked': two('決裁を求める事項', 'What is to be decided'),
  'ringi.why': two('理由', 'Why'),
  other: two('その他参考となる事項', 'Other matters of reference'),
} as const satisfies Readonly<Record<string, Bilingual>>;

export type FormField = keyof typeof formFields;

/** Whether the text names a field of the forms. */
export function isFormField(text: string): text is FormField {
  return Object.hasOwn(formFields, text);
}
