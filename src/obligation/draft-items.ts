// SPDX-License-Identifier: Apache-2.0
import type { RuleId } from './law/rule.ts';

/**
 * Where an item of a report can be filled from. `person`: the record cannot know it; it is left open and said to be.
 *   summary   title, when the case began, the trigger      known, unknown   the case's own lists
 *   persons, kinds, wrongful, crossBorder                   answers to the five questions
 *   done, ongoing                                           work items finished, and those still running
 */
export type Source = 'summary' | 'known' | 'unknown' | 'persons' | 'kinds' | 'wrongful' | 'done' | 'ongoing' | 'person';

export type Item = { readonly ja: string; readonly en: string; readonly from: readonly Source[] };

const item = (ja: string, en: string, ...from: Source[]): Item => ({ ja, en, from });

/** 個人情報保護法施行規則 8条1項1–9号: nine items, in the preliminary report as far as they are known. */
const appi = [
  item('概要', 'Outline', 'summary', 'known'),
  item('漏えい等が発生し、または発生したおそれがある個人データの項目', 'Items of personal data concerned', 'kinds', 'person'),
  item('漏えい等が発生し、または発生したおそれがある個人データに係る本人の数', 'Number of persons concerned', 'persons'),
  item('原因', 'Cause', 'wrongful', 'person'),
  item('二次被害またはそのおそれの有無およびその内容', 'Secondary damage or its possibility, and what it is', 'person'),
  item('本人への対応の実施状況', 'What has been done towards the persons', 'person'),
  item('公表の実施状況', 'Publication', 'person'),
  item('再発防止のための措置', 'Measures against recurrence', 'done', 'ongoing'),
  item('その他参考となる事項', 'Other matters of reference', 'unknown'),
];

/** What the persons are told (施行規則10条; 通則編3-5-4-3): what happened, which data, cause, secondary damage, other matters. */
const personNotice = [
  item('概要', 'Outline', 'summary'),
  item('漏えい等が発生し、または発生したおそれがある個人データの項目', 'Items of personal data concerned', 'kinds', 'person'),
  item('原因', 'Cause', 'wrongful', 'person'),
  item('二次被害またはそのおそれの有無およびその内容', 'Secondary damage or its possibility, and what it is', 'person'),
  item('その他参考となる事項（問い合わせ先、本人がとれる対策）', 'Other matters: where to ask, what one can do', 'person'),
];

/** 総務省「通信の秘密の漏えい事案の報告」: ten items of the first report. */
const secrecy = [
  item('法人名・代表者', 'Name of the company and its representative', 'person'),
  item('登録・届出番号', 'Number of registration or notification', 'person'),
  item('概要（発生日・発覚日・経緯）', 'Outline: when it occurred, when it was found, what happened', 'summary', 'known'),
  item('漏えいした情報の内容', 'What was disclosed', 'kinds', 'person'),
  item('本人の数', 'Number of persons concerned', 'persons'),
  item('原因', 'Cause', 'wrongful', 'person'),
  item('二次被害の有無', 'Secondary damage', 'person'),
  item('公表の状況', 'Publication', 'person'),
  item('当事者への対応', 'What has been done towards the persons', 'person'),
  item('再発防止策', 'Measures against recurrence', 'done', 'ongoing'),
];

const telecom = [
  item('発生した日時および場所', 'Time and place', 'summary', 'person'),
  item('概要（影響を受けた役務と利用者の数）', 'Outline: services and number of users affected', 'known', 'persons'),
];

const detailed = [
  ...telecom,
  item('理由または原因', 'Reason or cause', 'wrongful', 'person'),
  item('措置の模様', 'Measures taken', 'done', 'ongoing'),
  item('再発防止の対策', 'Measures against recurrence', 'ongoing', 'person'),
  item('利用者への対応と周知の状況', 'What users were told', 'person'),
  item('その他参考となる事項', 'Other matters of reference', 'unknown'),
];

/** What each text asks to be said, rule by rule. */
export const draftItems = {
  'appi.preliminary': appi,
  'appi.final': appi,
  'appi.processor': appi,
  'appi.person-notice': personNotice,
  'appi.public-preliminary': appi,
  'appi.public-final': appi,
  'appi.public-person-notice': personNotice,
  'mynumber.preliminary': appi,
  'mynumber.final': appi,
  'telecom.prompt': secrecy,
  'telecom.detailed': detailed,
  'telecom.detailed-accident': detailed,
  'nis2.early-warning': [
    item('概要', 'Outline', 'summary'),
    item('違法または悪意の行為によると疑われるか', 'Whether unlawful or malicious acts are suspected', 'wrongful'),
    item('国境を越える影響がありうるか', 'Whether it could have a cross-border impact', 'person'),
  ],
  'nis2.notification': [
    item('早期警告の内容の更新', 'Update of the early warning', 'summary', 'wrongful'),
    item('深刻度と影響を含む初期評価', 'Initial assessment with severity and impact', 'known', 'unknown'),
    item('痕跡情報（IoC）（得られている場合）', 'Indicators of compromise, where available', 'person'),
  ],
  'nis2.final': [
    item('深刻度と影響を含む詳しい説明', 'Detailed description with severity and impact', 'summary', 'known'),
    item('脅威の種類または根本原因の見込み', 'Type of threat or likely root cause', 'wrongful', 'person'),
    item('実施した、および進行中の緩和策', 'Applied and ongoing mitigation', 'done', 'ongoing'),
    item('国境を越える影響（あれば）', 'Cross-border impact, where applicable', 'person'),
  ],
  'cra.early-warning': [
    item('概要', 'Outline', 'summary'),
    item('製品を提供している加盟国', 'Member States where the product is made available', 'person'),
    item(
      '違法または悪意の行為によると疑われるか（重大インシデントの場合）',
      'For a severe incident: whether unlawful or malicious acts are suspected',
      'wrongful',
    ),
  ],
  'cra.notification': [
    item('製品の一般的な情報', 'General information about the product', 'person'),
    item(
      '脆弱性と悪用、またはインシデントの一般的な性質',
      'General nature of the vulnerability and exploit, or of the incident',
      'summary',
      'known',
    ),
    item('講じた是正・緩和策', 'Corrective or mitigating measures taken', 'done', 'ongoing'),
    item('利用者がとれる措置', 'Measures users can take', 'person'),
    item('通知した情報の機微の程度', 'How sensitive the notified information is', 'person'),
  ],
  'cra.vulnerability-final': [
    item('深刻度と影響を含む脆弱性の説明', 'Description of the vulnerability with severity and impact', 'summary', 'known'),
    item('悪用している者についての情報（得られている場合）', 'Information on who exploits it, where available', 'person'),
    item('提供した更新や是正策の詳細', 'The security update or other corrective measures', 'done'),
  ],
  'cra.incident-final': [
    item('深刻度と影響を含む詳しい説明', 'Detailed description with severity and impact', 'summary', 'known'),
    item('脅威の種類または根本原因の見込み', 'Type of threat or likely root cause', 'wrongful', 'person'),
    item('実施した、および進行中の緩和策', 'Applied and ongoing mitigation', 'done', 'ongoing'),
  ],
  'cra.users': [
    item('影響を受ける製品と版', 'Product and versions affected', 'person'),
    item('脆弱性またはインシデントの内容', 'What the vulnerability or incident is', 'summary'),
    item('利用者がとれる措置と是正策', 'What users can do, and the corrective measures', 'done', 'person'),
  ],
  'gdpr.persons': [
    item('侵害の性質（平易な言葉で）', 'Nature of the breach, in plain language', 'summary'),
    item('データ保護責任者または連絡先', 'Data protection officer or other contact', 'person'),
    item('起こりうる結果', 'Likely consequences', 'person'),
    item('講じた、または提案する措置', 'Measures taken or proposed', 'done', 'person'),
  ],
  'gdpr.processor': [
    item('侵害の性質（分かる範囲）', 'Nature of the breach, as far as known', 'summary', 'kinds', 'persons'),
    item('講じた措置', 'Measures taken', 'done', 'ongoing'),
    item('管理者に必要な情報', 'What the controller needs to know besides', 'person'),
  ],
  'gdpr.notification': [
    item(
      '侵害の性質（本人と記録の種類・おおよその数を含む）',
      'Nature of the breach, with categories and approximate numbers of persons and records',
      'summary',
      'kinds',
      'persons',
    ),
    item('データ保護責任者または連絡先', 'Data protection officer or other contact', 'person'),
    item('起こりうる結果', 'Likely consequences', 'known', 'person'),
    item('講じた、または提案する措置', 'Measures taken or proposed', 'done', 'ongoing'),
    item('まだ分からないこと（分割して提供する情報）', 'What is not yet known (to be provided in phases)', 'unknown'),
    item('72時間を過ぎる場合の遅れの理由', 'Reasons for the delay, where later than 72 hours', 'person'),
  ],
  'sec.8k-1.05': [
    item('事案の性質・範囲・時期の重要な点', 'Material aspects of the nature, scope, and timing', 'summary', 'known'),
    item(
      '財務と業績を含む重要な影響、または合理的に見込まれる影響',
      'Material impact or reasonably likely material impact, with financial condition and results',
      'person',
    ),
    item(
      '提出時点で定まっていない情報（4営業日以内に訂正）',
      'Information not determined or unavailable at filing (amend within four business days)',
      'unknown',
    ),
  ],
  'sec.6k': [
    item('公にした情報とその日時・方法', 'What was made public, when and how', 'person'),
    item('事案の性質・範囲・時期の重要な点', 'Material aspects of the nature, scope, and timing', 'summary', 'known'),
  ],
} as const satisfies Readonly<Record<RuleId, readonly Item[]>>;
