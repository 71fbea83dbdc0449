// SPDX-License-Identifier: Apache-2.0
import { wallTime } from '../../common/time/wall-time.ts';
import type { Tlp } from '../../case/fold/readings/reading.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';

/**
 * What a statement can say of a field. A `word` is a code with its words; a `text` stands in both languages, a `name` is
 * the same in both; a `sentence` was written by a person of ours and may name other fields.
 */
type Said =
  | { readonly kind: 'instant'; readonly value: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'text' | 'sentence'; readonly value: Bilingual }
  | { readonly kind: 'word'; readonly value: string; readonly words: Bilingual };

/** `tlp`: to whom it may be shown. `seq`: the entries of the case that say so; empty for what belongs to no case (our own name). */
export type Fact = Said & { readonly tlp: Tlp; readonly seq: readonly number[] };

/** By field. Everything that a statement says comes from here. Survives JSON. */
export type Facts = Readonly<Record<string, Fact>>;

/** A fact as a reader of that language sees it; times are those of `zone`. */
export function shown(fact: Fact, lang: Lang, zone: string): string {
  switch (fact.kind) {
    case 'instant':
      return wallTime(fact.value, zone, lang, 'year');
    case 'count':
      return fact.value.toLocaleString('en');
    case 'name':
      return inertText(fact.value);
    case 'text':
    case 'sentence':
      return inertText(fact.value[lang]);
    case 'word':
      return fact.words[lang];
  }
}

/** The value behind what is shown, as programs take it. */
export function valueOf(fact: Fact, lang: Lang): string | number {
  return typeof fact.value === 'object' ? fact.value[lang] : fact.value;
}
