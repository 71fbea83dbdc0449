// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { Concern } from '../audience/audience.ts';

/** Matters that are said aloud; the rest is on his own page. */
const MOST_SAID = 5;

export type ToCall = {
  readonly name: string;
  readonly attention: string;
  readonly customerId: string;
  readonly concerns: readonly Concern[];
};

/** What whoever calls says, word for word, in both languages: who calls, why, what to do, and nothing that was not looked at. */
export function callScript({ name, attention, customerId, concerns }: ToCall, organisation: Bilingual): Bilingual {
  const said = (lang: 'ja' | 'en') => {
    const lines = concerns.slice(0, MOST_SAID).map(({ what, todo, place }, at) => {
      const where = place === '' ? '' : lang === 'ja' ? `（${inertText(place)}）` : ` (${inertText(place)})`;
      const please = inertText(todo[lang]);
      return `${at + 1}. ${inertText(what[lang])}${where}${please === '' ? '' : lang === 'ja' ? ` お願い：${please}` : ` Please: ${please}`}`;
    });
    const more = concerns.length - lines.length;
    return [...lines, ...(more > 0 ? [lang === 'ja' ? `ほか ${more} 件。` : `and ${more} more.`] : [])].join('\n');
  };
  const who = inertText(attention === '' ? name : `${name} ${attention}`);
  const ours = (lang: 'ja' | 'en') => inertText([organisation[lang], organisation.ja, organisation.en].find((one) => one !== '') ?? '');
  return {
    ja: `${who} 様でいらっしゃいますか。${ours('ja')} と申します。お客様番号 ${inertText(customerId)} のご契約で、確認と対応をお願いする事項が ${concerns.length} 件あります。\n${said('ja')}\nパスワードや暗証番号をお尋ねすることはありません。ご対応はいつごろ始められますか。`,
    en: `Is this ${who}? This is ${ours('en')}. Under customer number ${inertText(customerId)} there ${concerns.length === 1 ? 'is 1 matter' : `are ${concerns.length} matters`} that we ask you to look at and act on.\n${said('en')}\nWe shall never ask you for a password or a PIN. When can you begin?`,
  };
}
