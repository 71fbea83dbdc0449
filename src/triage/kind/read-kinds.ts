// SPDX-License-Identifier: Apache-2.0
import { refang } from '../../common/defang.ts';
import type { IncidentKind } from '../../case/entry/triage.ts';
import { kindsByUrgency } from '../../case/incident-kind.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { foldText } from '../text/normalise-text.ts';
import { quoteAround } from '../text/sentence.ts';
import type { KindRule } from './kind-rule.ts';

/** A kind that the words of a report speak for, never a fact: a person confirms or changes it. */
export type KindReading = {
  readonly kind: IncidentKind;
  /** The sentences that it rests on, defanged; at most three. */
  readonly quotes: readonly { readonly rule: string; readonly about: Bilingual; readonly shown: string }[];
};

const MOST_QUOTES = 3;
/** Characters; what stands behind them was cut from the reading's text anyway. */
const LONGEST = 200_000;

/** Several at once, the most urgent first; `unclear` alone when no rule speaks. */
export function readKinds(text: string, rules: readonly KindRule[]): readonly KindReading[] {
  const folded = foldText(text.slice(0, LONGEST));
  const sentences = sentencesOf(folded.text.toLowerCase());
  const found = new Map<IncidentKind, KindReading['quotes'][number][]>();
  for (const rule of rules)
    for (const { start, words } of sentences) {
      if (!speaksFor(rule, words)) continue;
      const quotes = found.get(rule.kind) ?? [];
      const { shown } = quoteAround(folded, start, start + 1);
      if (quotes.length < MOST_QUOTES && !quotes.some((quote) => quote.shown === shown))
        quotes.push({ rule: rule.id, about: rule.about, shown });
      found.set(rule.kind, quotes);
    }
  const kinds = kindsByUrgency.filter((kind) => found.has(kind));
  return kinds.length === 0 ? [{ kind: 'unclear', quotes: [] }] : kinds.map((kind) => ({ kind, quotes: found.get(kind) ?? [] }));
}

/** Whether a sentence has a word of each group of the rule and none that rules it out. */
export function speaksFor(rule: KindRule, sentence: string): boolean {
  return (
    rule.all.every((group) => group.some((word) => holds(sentence, word))) && !(rule.unless ?? []).some((word) => holds(sentence, word))
  );
}

/** A Latin word begins where no letter or digit stands before it; other scripts match anywhere. */
function holds(sentence: string, word: string): boolean {
  if (word === '@address') return holdsAddress(sentence);
  for (let at = sentence.indexOf(word); at !== -1; at = sentence.indexOf(word, at + 1))
    if (!isLatin(word.charCodeAt(0)) || at === 0 || !isLatin(sentence.charCodeAt(at - 1))) return true;
  return false;
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** `a.b` of letters, digits and hyphens with a top of two letters or more, or four numbers; defanged ones too. */
function holdsAddress(sentence: string): boolean {
  return refang(sentence)
    .split(/[^a-z0-9.:-]+/)
    .some((token) => {
      const labels = token.replace(/^[.:-]+|[.:-]+$/g, '').split('.');
      if (labels.length === 4 && labels.every((label) => /^\d{1,3}(:\d{1,5})?$/.test(label))) return true;
      if ((token.match(/:/g) ?? []).length >= 3 && /^[0-9a-f:]+$/.test(token)) return true;
      return labels.length >= 2 && labels.every((label) => label !== '') && /^[a-z]{2,24}(:\d{1,5})?$/.test(labels.at(-1) ?? '');
    });
}

type Sentence = { readonly start: number; readonly words: string };

function sentencesOf(text: string): readonly Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !endsSentence(text, at)) continue;
    const words = text.slice(start, at + 1);
    const lead = words.length - words.trimStart().length;
    if (words.trim() !== '') found.push({ start: start + lead, words });
    start = at + 1;
  }
  return found;
}

function endsSentence(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (char === '\n' || char === '。' || char === '！' || char === '？') return true;
  return (char === '.' || char === '!' || char === '?' || char === ';') && (text[at + 1] ?? ' ') === ' ';
}
