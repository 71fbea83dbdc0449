// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import { shown, valueOf } from './fact.ts';
import type { Facts } from './fact.ts';

/** From and to in the text, in UTF-16 code units; the field that is shown there and its value. Spans may lie in one another. */
export type Span = { readonly span: readonly [number, number]; readonly field: string; readonly value: string | number };
export type Filled = { readonly text: string; readonly spans: readonly Span[] };

const PLACE = /\{([a-z][\w.-]*)(?:~([^|{}]*)\|([^|{}]*))?\}/gi;

/** The fields that a sentence names, in its order. */
export function fieldsIn(template: string): readonly string[] {
  return [...template.matchAll(PLACE)].map(([, field = '']) => field);
}

/** The same with the fields that sentences of people name in their turn, known or not. */
export function fieldsBehind(template: string, lang: Lang, facts: Facts): readonly string[] {
  return fieldsIn(template).flatMap((field) => {
    const fact = facts[field];
    return fact?.kind === 'sentence' ? [field, ...fieldsIn(fact.value[lang])] : [field];
  });
}

/**
 * Fills `{field}` from the facts and says where each stands. `{field~customer|customers}` puts the word that fits the
 * number behind it. A text of a person may name fields itself, one level deep. Throws where a field is not known: whoever
 * writes a sentence has looked before.
 */
export function fill(template: string, lang: Lang, facts: Facts, zone: string, inside = false): Filled {
  let text = '';
  let from = 0;
  const spans: Span[] = [];
  for (const match of template.matchAll(PLACE)) {
    const [whole, field = '', one, many] = match;
    text += template.slice(from, match.index);
    from = match.index + whole.length;
    const fact = facts[field];
    if (fact === undefined) throw new Error(`no fact ${field}`);
    const start = text.length;
    if (fact.kind === 'sentence' && !inside) {
      const inner = fill(shown(fact, lang, zone), lang, facts, zone, true);
      text += inner.text;
      spans.push({ span: [start, text.length], field, value: inner.text });
      spans.push(...inner.spans.map((each) => moved(each, start)));
    } else {
      text += shown(fact, lang, zone);
      spans.push({ span: [start, text.length], field, value: valueOf(fact, lang) });
    }
    if (one !== undefined && many !== undefined) text += ` ${fact.value === 1 ? one : many}`;
  }
  return { text: text + template.slice(from), spans };
}

/** The span, `by` code units further on. */
export function moved({ span, field, value }: Span, by: number): Span {
  return { span: [span[0] + by, span[1] + by], field, value };
}
