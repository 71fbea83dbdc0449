// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Languages by which a text is named where it is neither Japanese nor English: the desk's rules know these two only. */
export const unreadLanguages = [
  'zh',
  'ko',
  'th',
  'ru',
  'ar',
  'he',
  'el',
  'hi',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'vi',
  'id',
  'nl',
  'other',
] as const;
export type UnreadLanguage = (typeof unreadLanguages)[number];

/** Scripts of one language, or of one that stands for its neighbours. */
const SCRIPTS: readonly (readonly [UnreadLanguage, RegExp])[] = [
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

/** The commonest function words, which no longer text of the language does without. */
const FUNCTION_WORDS: Readonly<
  Record<'en' | Exclude<UnreadLanguage, 'zh' | 'ko' | 'th' | 'ru' | 'ar' | 'he' | 'el' | 'hi' | 'other'>, string>
> = {
  en: 'the of and to in is that for it on with as was are this you be have not from your we can has our my i a an at or by if will please',
  de: 'der die das und ist nicht ein eine ich sie wir mit auf für zu von den dem im haben wird auch bei ihre sind',
  fr: 'le la les des et est une un que vous nous pas pour dans sur avec votre ce qui au du en je sont',
  es: 'el la los las de que y en un una es por con para su se no del al como está son lo',
  pt: 'o os a as de que e em um uma é por com para seu se não do da ao como está são no na',
  it: 'il lo la gli le di che e in un una è per con non del della si sono al come questo nel',
  vi: 'và của là có không được cho với các một trong này những để tôi bạn chúng người khi',
  id: 'yang dan di ini itu dengan untuk dari tidak adalah kami anda akan ke pada dapat saya',
  nl: 'de het een en van is dat niet op te voor met zijn wij ik u aan bij naar deze wordt',
};
const SETS = Object.entries(FUNCTION_WORDS).map(([language, words]) => [language, new Set(words.split(' '))] as const);

const FEWEST_LETTERS = 20;
const FEWEST_WORDS = 15;
const LONGEST = 20_000;

/**
 * The language of a text where it is neither Japanese nor English; null where it is one of them, mixed, or too short to
 * say. By script, and among Latin letters by function words (the usual two steps of language identification).
 */
export function unreadLanguage(text: string): UnreadLanguage | null {
  const plain = text.slice(0, LONGEST).replaceAll(/https?:\/\/\S{1,500}|\S{1,100}@\S{1,100}/g, ' ');
  const count = (script: RegExp): number => plain.match(script)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters < FEWEST_LETTERS) return null;
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  for (const [language, script] of SCRIPTS) if (count(script) > letters / 2) return language;
  const han = count(/\p{Script=Han}/gu);
  // Running Japanese has at least a third of its characters in kana; a heading or a list of names is shorter.
  if (han > letters / 2) return kana < han / 10 && han >= FEWEST_LETTERS * 2 ? 'zh' : null;
  return count(/\p{Script=Latin}/gu) > letters * 0.8 ? latin(plain) : null;
}

function latin(text: string): UnreadLanguage | null {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]{1,40}/gu) ?? [];
  if (words.length < FEWEST_WORDS) return null;
  const share = ([language, set]: (typeof SETS)[number]) =>
    [language, words.filter((word) => set.has(word)).length / words.length] as const;
  const [best, second] = SETS.map(share).toSorted((a, b) => b[1] - a[1]);
  if (best === undefined || second === undefined || best[0] === 'en') return null;
  const english = share(SETS[0] as (typeof SETS)[number])[1];
  if (english > 0.1 || best[1] < 0.12 || best[1] < english * 2) return null;
  return best[1] - second[1] < 0.02 ? 'other' : (best[0] as UnreadLanguage);
}

export const languageWords = {
  zh: { ja: '中国語', en: 'Chinese' },
  ko: { ja: '韓国語', en: 'Korean' },
  th: { ja: 'タイ語', en: 'Thai' },
  ru: { ja: 'ロシア語などキリル文字', en: 'Russian or another language in Cyrillic' },
  ar: { ja: 'アラビア文字', en: 'a language in Arabic letters' },
  he: { ja: 'ヘブライ語', en: 'Hebrew' },
  el: { ja: 'ギリシャ語', en: 'Greek' },
  hi: { ja: 'ヒンディー語などデーヴァナーガリー文字', en: 'Hindi or another language in Devanagari' },
  de: { ja: 'ドイツ語', en: 'German' },
  fr: { ja: 'フランス語', en: 'French' },
  es: { ja: 'スペイン語', en: 'Spanish' },
  pt: { ja: 'ポルトガル語', en: 'Portuguese' },
  it: { ja: 'イタリア語', en: 'Italian' },
  vi: { ja: 'ベトナム語', en: 'Vietnamese' },
  id: { ja: 'インドネシア語', en: 'Indonesian' },
  nl: { ja: 'オランダ語', en: 'Dutch' },
  other: { ja: '日本語でも英語でもない言語', en: 'neither Japanese nor English' },
} as const satisfies Record<UnreadLanguage, Bilingual>;
