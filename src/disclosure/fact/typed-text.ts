// SPDX-License-Identifier: Apache-2.0
import { fieldsIn } from './template.ts';

export type Fault = { readonly is: 'figure' | 'date' | 'denial' | 'apology' | 'name' | 'address' | 'unknown-field'; readonly text: string };

const FIGURE =
  /[\p{Nd}\p{No}]+|[〇一二三四五六七八九十百千万億数]+\s?(?:人|件|名|社|台|円|通|回|箇所|か所|か月|ヶ月|週間|日間|時間|分間)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?)\b/giu;
const DATE =
  /昨日|本日|今日|明日|先週|今週|来週|先月|今月|来月|\b(?:yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|year)|January|February|April|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/giu;
const ADDRESS = /[^\s@<>「」（）]+@[^\s@<>「」（）]+|\b(?:https?|hxxps?):\/\/\S+/giu;
const APOLOGY = /お詫び|おわび|陳謝|謝罪|申し訳|apolog|\bsorry\b|\bregret\b/iu;
const LEAK_JA = /流出|漏えい|漏洩|漏れ|持ち出|窃取|悪用|不正利用|二次被害/u;
const NOT_JA =
  /(?:ません(?:でした)?|ない(?:です|と考え\S*|ものと\S*|模様\S*)?|なし|なかった(?:です)?)$|(?:事実|形跡|痕跡|恐れ|おそれ|可能性)(?:は|も)?(?:ない|ありません|なく)|(?:ません|ない)(?:が|ので|ため|、)/u;
const LEAK_EN = /leak|exfiltrat|stolen|\btaken\b|disclos|expos|compromis|misus|breach|unauthori[sz]ed access/iu;
const NOT_EN =
  /\bno (?:evidence|indication|sign|trace|proof|reason to believe|data|information|records?|customers?)\b|\b(?:not|never|n't) (?:been |yet been |yet )?(?:confirm|found|leak|stolen|taken|expos|compromis|disclos|misus|affected|aware|seen|believe)|\b(?:was|were|has|have|had|did|are|is)(?: not|n't)\b|\b(?:safe|secure|remains? intact|unaffected)\b/iu;

/**
 * What a person may not type into a statement: figures, dates and names are fields of the record, the apology stands once
 * and at its place, and that nothing leaked is said only by the item that checks it. `names`: of people and customers whom
 * the case knows. Linear in the text.
 */
export function faultsIn(text: string, fields: ReadonlySet<string>, names: readonly string[]): readonly Fault[] {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  const unknown = fieldsIn(plain).filter((field) => !fields.has(field));
  const bare = plain.replaceAll(/\{[^{}]*\}/g, '');
  const found = (is: Fault['is'], pattern: RegExp): readonly Fault[] =>
    [...bare.matchAll(pattern)].map(([hit]) => ({ is, text: hit.slice(0, 60) }));
  const sentences = bare.split(/[。．!?\n]|\.(?=\s|$)/u).map((one) => one.trim());
  return [
    ...unknown.map((field) => ({ is: 'unknown-field' as const, text: field })),
    ...found('address', ADDRESS),
    ...found('figure', FIGURE),
    ...found('date', DATE),
    ...sentences.flatMap((one): readonly Fault[] => {
      const denies = (LEAK_JA.test(one) && NOT_JA.test(one)) || (LEAK_EN.test(one) && NOT_EN.test(one));
      return [
        ...(denies ? [{ is: 'denial' as const, text: one.slice(0, 60) }] : []),
        ...(APOLOGY.test(one) ? [{ is: 'apology' as const, text: one.slice(0, 60) }] : []),
      ];
    }),
    ...names.filter((name) => name.length > 1 && bare.includes(name.normalize('NFKC'))).map((text) => ({ is: 'name' as const, text })),
  ];
}
