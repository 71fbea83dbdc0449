// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Answers } from './questions.ts';
import type { Rule } from './rule.ts';

export const PPC = {
  ja: '個人情報保護委員会（ウェブサイトの報告フォーム。報告の権限が委任された業種は、その事業所管大臣）',
  en: 'Personal Information Protection Commission (form on its website; industries to whose minister the power is delegated: that minister)',
} as const;
export const MIC_BUREAU = {
  ja: '本社所在地を管轄する総合通信局等（総務省）',
  en: 'Regional bureau of telecommunications for the head office (Ministry of Internal Affairs and Communications)',
} as const;
export const PERSONS = { ja: '本人', en: 'The persons concerned' } as const;

const COMMISSION_ALONE: Bilingual = {
  ja: '個人情報保護委員会（ウェブサイトの報告フォーム）',
  en: 'Personal Information Protection Commission (form on its website)',
};
const MINISTER: Bilingual = {
  ja: '事業所管大臣（報告の権限が委任された業種。個人情報保護法150条）',
  en: 'The minister of the industry, to whom the power is delegated (APPI art. 150)',
};

/**
 * To whom a report goes, by who one is: the power to receive reports under APPI is delegated for some industries (art. 150),
 * for telecommunications to the Ministry whose regional bureaus take them. Not known: both are named.
 */
export function recipientOf(rule: Rule, answers: Answers | null): Bilingual {
  if (rule.id !== 'appi.preliminary' && rule.id !== 'appi.final') return rule.recipient;
  if (answers?.telecomOperator === true) return MIC_BUREAU;
  if (answers?.delegatedIndustry === true) return MINISTER;
  return answers?.delegatedIndustry === false && answers.telecomOperator === false ? COMMISSION_ALONE : rule.recipient;
}
