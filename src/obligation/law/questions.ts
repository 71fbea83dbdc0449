// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { RuleId } from './rule.ts';

const yes = z.boolean().nullable().default(null);

/** Who are you, whose data, how many, what kind. `null` = not known yet, which is not the same as no. */
export const answersSchema = z.object({
  japaneseBusiness: yes,
  publicBody: yes,
  delegatedIndustry: yes,
  processorForOthers: yes,
  telecomOperator: yes,
  communicationsSecrecyLeaked: yes,
  majorServiceAccident: yes,
  personalDataTouched: yes,
  strongEncryption: yes,
  myNumberTouched: yes,
  sensitiveData: yes,
  propertyDamagePossible: yes,
  wrongfulPurpose: yes,
  persons: z.number().int().nonnegative().nullable().default(null),
  nis2Entity: yes,
  significantIncident: yes,
  manufacturerInEu: yes,
  vulnerabilityExploited: yes,
  severeProductIncident: yes,
  gdprController: yes,
  gdprProcessor: yes,
  gdprRiskUnlikely: yes,
  gdprHighRisk: yes,
  secRegistrant: yes,
  secForeignIssuer: yes,
});
export type Answers = z.output<typeof answersSchema>;

export const questionWords: Readonly<Record<keyof Answers, Bilingual>> = {
  japaneseBusiness: { ja: '日本の個人情報取扱事業者ですか', en: 'Do you handle personal data in Japan as a business?' },
  publicBody: {
    ja: '国の機関・自治体・独立行政法人などですか（個人情報保護法68条。国公立の大学・病院は民間と同じ26条によることが多いため要確認）',
    en: 'Are you a body of state or local government (APPI art. 68; public universities and hospitals often fall under art. 26: to be confirmed)?',
  },
  delegatedIndustry: {
    ja: '報告の権限が事業所管大臣に委任された業種ですか（金融・電気通信・放送など。個人情報保護法150条）',
    en: 'Is yours an industry whose minister receives APPI reports (finance, telecommunications, broadcasting and others; art. 150)?',
  },
  processorForOthers: { ja: '委託を受けて預かったデータですか', en: 'Is it data entrusted to you by a client?' },
  telecomOperator: {
    ja: '電気通信事業者ですか（メールを扱うホスティングを含む）',
    en: 'Are you a telecommunications operator (hosting with mail included)?',
  },
  communicationsSecrecyLeaked: { ja: '通信の秘密が漏れましたか', en: 'Has the secrecy of communications been breached?' },
  majorServiceAccident: { ja: '重大な事故（停止の時間と人数の基準）に当たりますか', en: 'Is it a major accident by duration and users?' },
  personalDataTouched: {
    ja: '個人データ（入力フォームなどで取得しようとしている個人情報を含む）の漏えい・滅失・毀損、またはそのおそれがありますか',
    en: 'Has personal data leaked, been lost or damaged, or may it have (data about to be collected by a form included)?',
  },
  strongEncryption: {
    ja: '漏えい等したデータのすべてに、高度な暗号化など本人の権利利益を守る措置を講じていましたか（規則7条・43条のかっこ書き）',
    en: 'Was all of that data strongly encrypted or protected in the same way (exemption in Rules 7 and 43)?',
  },
  myNumberTouched: {
    ja: 'マイナンバーを含む情報（特定個人情報）の漏えい等、またはそのおそれがありますか（番号法29条の4）',
    en: 'Has information with the My Number leaked, been lost or damaged, or may it have (My Number Act art. 29-4)?',
  },
  sensitiveData: { ja: '要配慮個人情報を含みますか', en: 'Does it include sensitive personal data?' },
  propertyDamagePossible: { ja: '財産的被害のおそれがありますか（カード番号など）', en: 'Can it cause property damage (card numbers …)?' },
  wrongfulPurpose: {
    ja: '不正の目的によるおそれがありますか（侵入・改ざんなど）',
    en: 'Is a wrongful purpose suspected (intrusion, tampering …)?',
  },
  persons: { ja: '本人の数は何人ですか', en: 'How many persons?' },
  nis2Entity: { ja: 'EU の NIS2 の対象事業者ですか', en: 'Are you an essential or important entity under NIS2?' },
  significantIncident: {
    ja: '【NIS2】サービスに重大な支障や損害を生じる（significant）インシデントですか',
    en: '[NIS2] Is the incident significant (severe disruption of services or loss)?',
  },
  manufacturerInEu: { ja: 'EU で提供するデジタル製品の製造者ですか', en: 'Do you make digital products offered in the EU?' },
  vulnerabilityExploited: { ja: 'その製品の脆弱性が実際に悪用されていますか', en: 'Is a vulnerability in the product actively exploited?' },
  severeProductIncident: {
    ja: '製品の安全に影響する重大インシデントですか',
    en: 'Is it a severe incident with impact on the product’s security?',
  },
  gdprController: {
    ja: '【GDPR】EU 域内にいる人の個人データの管理者（コントローラー）ですか',
    en: '[GDPR] Are you a controller of personal data of persons in the EU?',
  },
  gdprProcessor: {
    ja: '【GDPR】ほかの管理者のためにデータを扱う処理者（プロセッサー）ですか',
    en: '[GDPR] Are you a processor for another controller?',
  },
  gdprRiskUnlikely: {
    ja: '【GDPR】本人の権利・自由にリスクが生じる可能性は低いと言えますか',
    en: '[GDPR] Is a risk to rights and freedoms unlikely?',
  },
  gdprHighRisk: {
    ja: '【GDPR】本人の権利・自由に高いリスクが生じる可能性が高いですか',
    en: '[GDPR] Is a high risk to rights and freedoms likely?',
  },
  secRegistrant: {
    ja: '米国で Form 8-K を提出する会社ですか（日本企業の多くは外国民間発行体で、Form 6-K の対象です）',
    en: 'Do you file Form 8-K in the US (not a foreign private issuer on Form 6-K)?',
  },
  secForeignIssuer: {
    ja: '米国の外国民間発行体（Form 20-F・6-K を提出する会社）ですか',
    en: 'Are you a foreign private issuer in the US (Forms 20-F and 6-K)?',
  },
};

export type Proposal = {
  readonly rule: RuleId;
  readonly is: 'proposed' | 'undetermined' | 'not-proposed';
  readonly why: Bilingual;
  readonly missing: readonly (keyof Answers)[];
};

/** Which clocks to open. A person decides; "undetermined" names the answers still missing. */
export function propose(answers: Answers): readonly Proposal[] {
  const open = unless(answers, 'strongEncryption');
  const appi = and(
    open,
    all(answers, ['japaneseBusiness', 'personalDataTouched'], () => and(unless(answers, 'publicBody'), reportable(answers, 1000))),
  );
  const body = and(
    open,
    all(answers, ['publicBody', 'personalDataTouched'], () => reportable(answers, 100)),
  );
  const number = and(
    open,
    all(answers, ['myNumberTouched'], () => either(truth(answers, 'wrongfulPurpose'), more(answers, 100))),
  );
  const secrecy = all(answers, ['telecomOperator', 'communicationsSecrecyLeaked']);
  const accident = all(answers, ['telecomOperator', 'majorServiceAccident']);
  const telecom = either(secrecy, accident);
  const nis2 = all(answers, ['nis2Entity', 'significantIncident']);
  const exploited = all(answers, ['manufacturerInEu', 'vulnerabilityExploited']);
  const severe = all(answers, ['manufacturerInEu', 'severeProductIncident']);
  const cra = either(exploited, severe);
  const gdpr = all(answers, ['gdprController', 'personalDataTouched'], () => negated(answers, 'gdprRiskUnlikely'));
  const domestic = and(all(answers, ['secRegistrant']), unless(answers, 'secForeignIssuer'));
  const appiWhy = words(
    '漏えい等が、要配慮・財産的被害・不正の目的・1,000人超のいずれかに当たるとき（規則7条）。高度な暗号化などの措置を講じたデータを除く',
    'Reportable when sensitive, property damage, wrongful purpose, or more than 1,000 persons (Rule 7); strongly encrypted data is exempt',
  );
  const publicWhy = words(
    '国の機関・自治体など。要配慮・財産的被害・不正の目的・100人超のいずれかに当たるとき（規則43条）',
    'State and local government: sensitive, property damage, wrongful purpose, or more than 100 persons (Rule 43)',
  );
  const numberWhy = words(
    '特定個人情報の漏えい等で、不正の目的・100人超などに当たるとき（番号法29条の4、規則2条。行政の情報システムのものは1人から。要確認）',
    'Information with the My Number: wrongful purpose, more than 100 persons and others (art. 29-4, Rule art. 2; from one person in systems of government: to be confirmed)',
  );
  return [
    proposal('appi.preliminary', appi, appiWhy),
    proposal('appi.final', appi, appiWhy),
    proposal(
      'appi.person-notice',
      appi,
      words('報告の対象となる事態では本人への通知も必要（法26条2項）', 'Where a report is owed, the persons are told as well (art. 26(2))'),
    ),
    proposal('appi.public-preliminary', body, publicWhy),
    proposal('appi.public-final', body, publicWhy),
    proposal(
      'appi.public-person-notice',
      body,
      words('報告の対象となる事態では本人への通知も必要（法68条2項）', 'Where a report is owed, the persons are told as well (art. 68(2))'),
    ),
    proposal('mynumber.preliminary', number, numberWhy),
    proposal('mynumber.final', number, numberWhy),
    proposal(
      'appi.processor',
      and(appi, all(answers, ['processorForOthers'])),
      words('委託元に知らせれば自らの報告は免除される（規則9条）', 'Telling the client frees the processor from reporting (Rule 9)'),
    ),
    proposal(
      'telecom.prompt',
      telecom,
      words('通信の秘密の漏えい、または重大な事故', 'Secrecy of communications breached, or a major accident'),
    ),
    proposal('telecom.detailed', secrecy, words('通信の秘密の漏えいを知った日から30日', '30 days from knowing of the breach of secrecy')),
    proposal(
      'telecom.detailed-accident',
      accident,
      words('重大な事故が発生した日から30日', '30 days from the occurrence of the major accident'),
    ),
    proposal(
      'nis2.early-warning',
      nis2,
      words(
        '重大インシデントを知ったら遅滞なく、遅くとも24時間以内',
        'Without undue delay after knowing of a significant incident, at the latest within 24 h',
      ),
    ),
    proposal('nis2.notification', nis2, words('遅滞なく、遅くとも72時間以内', 'Without undue delay, at the latest within 72 h')),
    proposal('nis2.final', nis2, words('通知の提出から1か月', 'One month from the notification')),
    proposal(
      'cra.early-warning',
      cra,
      words(
        '悪用されている脆弱性または重大インシデント。遅滞なく、遅くとも24時間以内',
        'Exploited vulnerability or severe incident: without undue delay, at the latest within 24 h',
      ),
    ),
    proposal('cra.notification', cra, words('遅滞なく、遅くとも72時間以内', 'Without undue delay, at the latest within 72 h')),
    proposal(
      'cra.vulnerability-final',
      exploited,
      words(
        '修正または緩和策が利用できてから14日（認識した日時より前には終わらない）',
        '14 days after a fix or mitigating measure is available (never before the awareness)',
      ),
    ),
    proposal('cra.incident-final', severe, words('通知の提出から1か月', 'One month from the notification')),
    proposal('cra.users', cra, words('影響を受ける利用者に知らせる（14条8項）', 'Tell the affected users (art. 14(8))')),
    proposal(
      'gdpr.notification',
      gdpr,
      words(
        'リスクが考えにくい場合を除き、遅滞なく、遅くとも72時間以内',
        'Unless a risk is unlikely: without undue delay, where feasible within 72 h',
      ),
    ),
    proposal(
      'gdpr.persons',
      and(open, all(answers, ['gdprController', 'personalDataTouched', 'gdprHighRisk'])),
      words(
        '高いリスクの可能性が高いとき、本人へ遅滞なく（34条）',
        'Where a high risk is likely: the persons, without undue delay (art. 34)',
      ),
    ),
    proposal(
      'gdpr.processor',
      all(answers, ['gdprProcessor', 'personalDataTouched']),
      words('処理者は管理者へ遅滞なく（33条2項）', 'A processor tells its controller without undue delay (art. 33(2))'),
    ),
    proposal('sec.8k-1.05', domestic, words('重要と判断した日から4営業日', 'Four business days from the determination of materiality')),
    proposal(
      'sec.6k',
      all(answers, ['secForeignIssuer']),
      words('公にしたら速やかに提出（8-K の4営業日ではない）', 'Furnished promptly once made public (not the four business days of 8-K)'),
    ),
  ];
}

function words(ja: string, en: string): Bilingual {
  return { ja, en };
}

type Truth = { readonly is: 'yes' | 'no' | 'open'; readonly missing: readonly (keyof Answers)[] };
const YES: Truth = { is: 'yes', missing: [] };

function truth(answers: Answers, name: keyof Answers): Truth {
  const said = answers[name];
  if (said === null) return { is: 'open', missing: [name] };
  return { is: said === false ? 'no' : 'yes', missing: [] };
}

function and(a: Truth, b: Truth): Truth {
  if (a.is === 'no' || b.is === 'no') return { is: 'no', missing: [] };
  return a.is === 'yes' && b.is === 'yes' ? YES : { is: 'open', missing: [...a.missing, ...b.missing] };
}

function either(a: Truth, b: Truth): Truth {
  if (a.is === 'yes' || b.is === 'yes') return YES;
  return a.is === 'no' && b.is === 'no' ? { is: 'no', missing: [] } : { is: 'open', missing: [...new Set([...a.missing, ...b.missing])] };
}

function all(answers: Answers, names: readonly (keyof Answers)[], also: () => Truth = () => YES): Truth {
  return and(
    names.map((name) => truth(answers, name)).reduce((a, b) => and(a, b)),
    also(),
  );
}

function any(answers: Answers, names: readonly (keyof Answers)[]): Truth {
  return names.map((name) => truth(answers, name)).reduce((a, b) => either(a, b));
}

function negated(answers: Answers, name: keyof Answers): Truth {
  const said = truth(answers, name);
  return said.is === 'open' ? said : { is: said.is === 'yes' ? 'no' : 'yes', missing: [] };
}

/** Rules 7 and 43: three kinds count from one person, otherwise more persons than `most` (1,000; 100 in the public sector). */
function reportable(answers: Answers, most: number): Truth {
  return either(any(answers, ['sensitiveData', 'propertyDamagePossible', 'wrongfulPurpose']), more(answers, most));
}

function more(answers: Answers, most: number): Truth {
  if (answers.persons === null) return { is: 'open', missing: ['persons'] };
  return { is: answers.persons > most ? 'yes' : 'no', missing: [] };
}

/** An exemption holds where somebody has said so; while it is not known, the duty stands. */
function unless(answers: Answers, name: keyof Answers): Truth {
  return answers[name] === true ? { is: 'no', missing: [] } : YES;
}

function proposal(rule: RuleId, found: Truth, why: Bilingual): Proposal {
  return { rule, is: found.is === 'yes' ? 'proposed' : found.is === 'no' ? 'not-proposed' : 'undetermined', why, missing: found.missing };
}
