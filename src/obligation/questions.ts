// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { RuleId } from './rule.ts';

const yes = z.boolean().nullable().default(null);

/** Who are you, whose data, how many, what kind. `null` = not known yet, which is not the same as no. */
export const answersSchema = z.object({
  japaneseBusiness: yes,
  processorForOthers: yes,
  telecomOperator: yes,
  communicationsSecrecyLeaked: yes,
  majorServiceAccident: yes,
  personalDataTouched: yes,
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
  gdprRiskUnlikely: yes,
  secRegistrant: yes,
});
export type Answers = z.output<typeof answersSchema>;

export const questionWords: Readonly<Record<keyof Answers, Bilingual>> = {
  japaneseBusiness: { ja: '日本の個人情報取扱事業者ですか', en: 'Do you handle personal data in Japan as a business?' },
  processorForOthers: { ja: '委託を受けて預かったデータですか', en: 'Is it data entrusted to you by a client?' },
  telecomOperator: {
    ja: '電気通信事業者ですか（メールを扱うホスティングを含む）',
    en: 'Are you a telecommunications operator (hosting with mail included)?',
  },
  communicationsSecrecyLeaked: { ja: '通信の秘密が漏れましたか', en: 'Has the secrecy of communications been breached?' },
  majorServiceAccident: { ja: '重大な事故（停止の時間と人数の基準）に当たりますか', en: 'Is it a major accident by duration and users?' },
  personalDataTouched: { ja: '個人データの漏えい等、またはそのおそれがありますか', en: 'Has personal data leaked, or may it have?' },
  sensitiveData: { ja: '要配慮個人情報を含みますか', en: 'Does it include sensitive personal data?' },
  propertyDamagePossible: { ja: '財産的被害のおそれがありますか（カード番号など）', en: 'Can it cause property damage (card numbers …)?' },
  wrongfulPurpose: {
    ja: '不正の目的によるおそれがありますか（侵入・改ざんなど）',
    en: 'Is a wrongful purpose suspected (intrusion, tampering …)?',
  },
  persons: { ja: '本人の数は何人ですか', en: 'How many persons?' },
  nis2Entity: { ja: 'EU の NIS2 の対象事業者ですか', en: 'Are you an essential or important entity under NIS2?' },
  significantIncident: { ja: '重大な（significant）インシデントですか', en: 'Is the incident significant?' },
  manufacturerInEu: { ja: 'EU で提供するデジタル製品の製造者ですか', en: 'Do you make digital products offered in the EU?' },
  vulnerabilityExploited: { ja: 'その製品の脆弱性が実際に悪用されていますか', en: 'Is a vulnerability in the product actively exploited?' },
  severeProductIncident: {
    ja: '製品の安全に影響する重大インシデントですか',
    en: 'Is it a severe incident with impact on the product’s security?',
  },
  gdprController: { ja: 'EU の人のデータの管理者ですか', en: 'Are you a controller of data of persons in the EU?' },
  gdprRiskUnlikely: { ja: '権利と自由へのリスクは考えにくいですか', en: 'Is a risk to rights and freedoms unlikely?' },
  secRegistrant: { ja: '米国で上場（SEC 登録）していますか', en: 'Are you an SEC registrant?' },
};

export type Proposal = {
  readonly rule: RuleId;
  readonly is: 'proposed' | 'undetermined' | 'not-proposed';
  readonly why: Bilingual;
  readonly missing: readonly (keyof Answers)[];
};

/** Which clocks to open. A person decides; "undetermined" names the answers still missing. */
export function propose(answers: Answers): readonly Proposal[] {
  const appi = all(answers, ['japaneseBusiness', 'personalDataTouched'], () => appiReportable(answers));
  const telecom = all(answers, ['telecomOperator'], () => any(answers, ['communicationsSecrecyLeaked', 'majorServiceAccident']));
  const nis2 = all(answers, ['nis2Entity', 'significantIncident']);
  const exploited = all(answers, ['manufacturerInEu', 'vulnerabilityExploited']);
  const severe = all(answers, ['manufacturerInEu', 'severeProductIncident']);
  const cra = either(exploited, severe);
  const gdpr = all(answers, ['gdprController', 'personalDataTouched'], () => negated(answers, 'gdprRiskUnlikely'));
  const appiWhy = words(
    '漏えい等が、要配慮・財産的被害・不正の目的・1,000人超のいずれかに当たるとき（規則7条）',
    'Reportable when sensitive, property damage, wrongful purpose, or more than 1,000 persons (Rule 7)',
  );
  return [
    proposal('appi.preliminary', appi, appiWhy),
    proposal('appi.final', appi, appiWhy),
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
    proposal('telecom.detailed', telecom, words('同上、30日以内の詳細', 'The same, in detail within 30 days')),
    proposal('nis2.early-warning', nis2, words('重大インシデントを知ってから24時間', '24 hours from knowing of a significant incident')),
    proposal('nis2.notification', nis2, words('同72時間', 'The same, 72 hours')),
    proposal('nis2.final', nis2, words('通知の提出から1か月', 'One month from the notification')),
    proposal('cra.early-warning', cra, words('悪用されている脆弱性または重大インシデント', 'Exploited vulnerability or severe incident')),
    proposal('cra.notification', cra, words('同72時間', 'The same, 72 hours')),
    proposal('cra.vulnerability-final', exploited, words('修正が利用できてから14日', '14 days after a fix is available')),
    proposal('cra.incident-final', severe, words('通知の提出から1か月', 'One month from the notification')),
    proposal('gdpr.notification', gdpr, words('リスクが考えにくい場合を除き72時間', '72 hours unless a risk is unlikely')),
    proposal(
      'sec.8k-1.05',
      all(answers, ['secRegistrant']),
      words('重要と判断した日から4営業日', 'Four business days from the determination of materiality'),
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

/** Rule 7: three kinds count from one person, otherwise more than 1,000 persons. */
function appiReportable(answers: Answers): Truth {
  const kinds = any(answers, ['sensitiveData', 'propertyDamagePossible', 'wrongfulPurpose']);
  const many: Truth =
    answers.persons === null ? { is: 'open', missing: ['persons'] } : { is: answers.persons > 1000 ? 'yes' : 'no', missing: [] };
  return either(kinds, many);
}

function proposal(rule: RuleId, found: Truth, why: Bilingual): Proposal {
  return { rule, is: found.is === 'yes' ? 'proposed' : found.is === 'no' ? 'not-proposed' : 'undetermined', why, missing: found.missing };
}
