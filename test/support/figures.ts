// SPDX-License-Identifier: Apache-2.0
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const TENS: Readonly<Record<string, number>> = {
  ninety: 90,
  sixty: 60,
  forty: 40,
  thirty: 30,
  twenty: 20,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
};

/** Figures in digits, without separators, 1万 as 10000 and 9割 as 90; counts in words and kanji stand for themselves. */
const digits = (text: string): readonly string[] =>
  (text.normalize('NFKC').match(/\d[\d,]*(?:\.\d+)?[万割]?/g) ?? []).map((figure) => {
    const plain = figure.replaceAll(',', '').replace(/^0+(?=\d)/, '');
    const value = Number.parseFloat(plain);
    return plain.endsWith('万') ? String(value * 10_000) : plain.endsWith('割') ? String(value * 10) : plain;
  });

/** A figure is carried over when the other language has it in digits, in words or in kanji. */
function carried(figure: string, other: string): boolean {
  if (digits(other).includes(figure)) return true;
  const value = Number(figure);
  const words = other.toLowerCase();
  const named = WORDS[value];
  if (named !== undefined && new RegExp(`\\b${named}\\b`).test(words)) return true;
  if (value === 1 && /\b(?:an?|once|first|the|single|each|per|every|no|nobody|none)\b/.test(words)) return true;
  if (value === 2 && /\b(?:twice|both|second)\b/.test(words)) return true;
  if (Object.entries(TENS).some(([name, tens]) => tens === value && words.includes(name))) return true;
  const kanji = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'][value];
  return kanji !== undefined && other.includes(kanji);
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Figures that only one of the two texts says, in digits, words or kanji; months by their English names count as said. */
export function figuresApart(ja: string, en: string): readonly string[] {
  const monthNamed = (figure: string) => ja.includes('月') && en.toLowerCase().includes(MONTHS[Number(figure) - 1]?.slice(0, 3) ?? '?');
  return [
    ...digits(ja).flatMap((figure) => (carried(figure, en) || monthNamed(figure) ? [] : [`${figure} only in Japanese`])),
    ...digits(en).flatMap((figure) => (carried(figure, ja) ? [] : [`${figure} only in English`])),
  ];
}
