// SPDX-License-Identifier: Apache-2.0
import { defang } from '../../common/defang.ts';
import type { ReadableMail } from './readable.ts';

/** What stands in a mail and is kept from its reader: it gives no claim and no intent, and is a finding of its own. */
export type HiddenText = {
  /** Characters, blanks not counted, that the styles of the HTML body hide. */
  readonly characters: number;
  /** Characters without a shape in the middle of words, and letters of Unicode's invisible alphabet (tags). */
  readonly invisible: number;
  /** The beginning of it, defanged; '' where only characters without a shape were found. */
  readonly sample: string;
};

const SAMPLE = 160;
const TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,10})[\u{e0020}-\u{e007e}]+/gu;
/** Between letters of scripts that never need them (Arabic and Indic ones do). */
const SHAPELESS =
  /(?<=[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Greek}\p{N}])[\u200b-\u200d\u2060-\u2064\ufeff\u180e\u115f\u1160\u3164\uffa0]+(?=[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Greek}\p{N}])/gu;

/** Null where nothing is hidden. */
export function hiddenIn(mail: Pick<ReadableMail, 'subject' | 'text' | 'htmlText' | 'hiddenText'>): HiddenText | null {
  const shown = `${mail.subject}\n${mail.text}\n${mail.htmlText === mail.text ? '' : mail.htmlText}`;
  const tags = [...shown.matchAll(TAGS)].map(([run]) => run);
  const spelt = tags.map((run) => [...run].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - 0xe0000)).join('')).join(' ');
  const shapeless = [...shown.matchAll(SHAPELESS)].reduce((sum, [run]) => sum + run.length, 0);
  const hidden = mail.hiddenText.trim();
  const characters = hidden.replace(/\s/g, '').length;
  const invisible = shapeless + tags.reduce((sum, run) => sum + [...run].length, 0);
  if (characters === 0 && invisible === 0) return null;
  const all = [hidden, spelt]
    .filter((one) => one !== '')
    .join(' ')
    .replace(/\s+/g, ' ');
  return { characters, invisible, sample: defang(all.length > SAMPLE ? `${all.slice(0, SAMPLE)}…` : all) };
}
