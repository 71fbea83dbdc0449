// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { RuleId } from './obligation.ts';

/** What each duty to report is called where people read it; the rule itself stands in the part. */
export const ruleNames: Readonly<Record<RuleId, Bilingual>> = {
  'appi.preliminary': { ja: '個人情報保護法 速報', en: 'APPI preliminary report' },
  'appi.final': { ja: '個人情報保護法 確報', en: 'APPI final report' },
  'appi.processor': { ja: '個人情報保護法 委託元への通知', en: 'APPI processor’s notice to its client' },
  'telecom.prompt': { ja: '電気通信事業法 第一報', en: 'Telecommunications first report' },
  'telecom.detailed': { ja: '電気通信事業法 詳細報告（通信の秘密の漏えい）', en: 'Telecommunications detailed report, secrecy breached' },
  'nis2.early-warning': { ja: 'NIS2 早期警告', en: 'NIS2 early warning' },
  'nis2.notification': { ja: 'NIS2 インシデント通知', en: 'NIS2 incident notification' },
  'nis2.final': { ja: 'NIS2 最終報告', en: 'NIS2 final report' },
  'cra.early-warning': { ja: 'CRA 早期警告', en: 'CRA early warning' },
  'cra.notification': { ja: 'CRA 通知', en: 'CRA notification' },
  'cra.vulnerability-final': { ja: 'CRA 脆弱性の最終報告', en: 'CRA final report, vulnerability' },
  'cra.incident-final': { ja: 'CRA 重大インシデントの最終報告', en: 'CRA final report, severe incident' },
  'gdpr.notification': { ja: 'GDPR 監督機関への通知', en: 'GDPR notification to the authority' },
  'sec.8k-1.05': { ja: '米国 SEC Form 8-K 1.05', en: 'US SEC Form 8-K Item 1.05' },
  'appi.person-notice': { ja: '個人情報保護法 本人への通知', en: 'APPI notice to the persons' },
  'appi.public-preliminary': { ja: '個人情報保護法（公的部門）速報', en: 'APPI, public sector: preliminary report' },
  'appi.public-final': { ja: '個人情報保護法（公的部門）確報', en: 'APPI, public sector: final report' },
  'appi.public-person-notice': { ja: '個人情報保護法（公的部門）本人への通知', en: 'APPI, public sector: notice to the persons' },
  'mynumber.preliminary': { ja: '番号法 速報（特定個人情報）', en: 'My Number Act preliminary report' },
  'mynumber.final': { ja: '番号法 確報（特定個人情報）', en: 'My Number Act final report' },
  'telecom.detailed-accident': { ja: '電気通信事業法 詳細報告（重大な事故）', en: 'Telecommunications detailed report, major accident' },
  'cra.users': { ja: 'CRA 利用者への通知', en: 'CRA notice to users' },
  'gdpr.persons': { ja: 'GDPR 本人への通知', en: 'GDPR communication to the data subjects' },
  'gdpr.processor': { ja: 'GDPR 管理者（コントローラー）への通知', en: 'GDPR processor’s notice to its controller' },
  'sec.6k': { ja: '米国 SEC Form 6-K（外国民間発行体）', en: 'US SEC Form 6-K (foreign private issuer)' },
};
