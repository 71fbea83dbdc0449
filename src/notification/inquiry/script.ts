// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { Told } from './inquiry.ts';

/** Findings that are said aloud; the rest is on paper or on the page. */
const MOST_SAID = 5;

/**
 * What is said to the asker, word for word, in both languages. It says what is known as of a time and never that nothing leaked:
 * who is not among the known today may be tomorrow. `onWall`: an instant as it is
 * read aloud in a language.
 */
export function scriptOf(told: Told, known: number, at: string, onWall: (instant: string, lang: Lang) => string): Bilingual {
  const asOf = { ja: onWall(at, 'ja'), en: onWall(at, 'en') };
  const { since: first } = told;
  const since = { ja: first === null ? '' : onWall(first, 'ja'), en: first === null ? '' : onWall(first, 'en') };
  const said = (lang: 'ja' | 'en') => {
    const lines = told.concerns.slice(0, MOST_SAID).map(({ place, what, todo }, at) => {
      const [w, t] = [inertText(what[lang]), inertText(todo[lang])];
      const where = place === '' ? '' : lang === 'ja' ? `（${inertText(place)}）` : ` (${inertText(place)})`;
      const action = t === '' ? '' : lang === 'ja' ? ` お願いする対応：${t}` : ` What to do: ${t}`;
      return `${at + 1}. ${w}${where}${action}`;
    });
    const more = told.concerns.length - lines.length;
    return [...lines, ...(more > 0 ? [{ ja: `ほか ${more} 件。`, en: `and ${more} more.` }[lang]] : [])].join('\n');
  };
  switch (told.verdict) {
    case 'affected':
      return {
        ja: `お客様は、影響を受けた方に含まれています。こちらで把握したのは ${since.ja} です（${asOf.ja} 時点）。\n${said('ja')}`,
        en: `You are among those affected. We have known of it since ${since.en} (as of ${asOf.en}).\n${said('en')}`,
      };
    case 'no-longer':
      return {
        ja: `お客様は、${since.ja} 以降に影響を受けた方に含まれていました。${asOf.ja} の時点では、その問題は見つからなくなっています。当時の内容は次のとおりです。\n${said('ja')}`,
        en: `You were among those affected, known to us since ${since.en}. As of ${asOf.en} it is no longer found. It was:\n${said('en')}`,
      };
    case 'not-among':
      return {
        ja: `${asOf.ja} の時点で影響が判明している ${known} 人のお客様の中に、お客様は含まれていません。調査は続いており、この結果は変わることがあります。変わったときは、こちらからご連絡します。`,
        en: `As of ${asOf.en} you are not among the ${known} customers whom we know to be affected. The investigation goes on and this can change; if it does, we call you.`,
      };
    case 'not-checkable':
      return {
        ja: `いただいた番号では確かめられません。影響があるともないとも申し上げられません。お手元の契約書か請求書で番号をご確認ください。`,
        en: `We cannot check this with what you gave us, so we can say neither that you are affected nor that you are not. Please look for the number on your contract or invoice.`,
      };
    default:
      return told.verdict satisfies never;
  }
}
