// SPDX-License-Identifier: Apache-2.0
import { dayAt, timeAt, weekdayOf } from '../../common/civil-day.ts';
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
      return wallTime(fact.value, lang, zone);
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

const WEEKDAYS = { ja: ['月', '火', '水', '木', '金', '土', '日'], en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `2026年11月21日(土) 14:05 JST`, `Sat 21 Nov 2026, 14:05 JST`; other zones are named by their offset. */
export function wallTime(instant: string, lang: Lang, zone: string): string {
  const millis = Date.parse(instant);
  const day = dayAt(millis, zone);
  const [year = '', month = '', date = ''] = day.split('-');
  const weekday = WEEKDAYS[lang][weekdayOf(day) - 1] ?? '';
  const at = `${timeAt(millis, zone)} ${zoneName(millis, zone)}`;
  return lang === 'ja'
    ? `${year}年${Number(month)}月${Number(date)}日(${weekday}) ${at}`
    : `${weekday} ${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}, ${at}`;
}

function zoneName(millis: number, zone: string): string {
  if (zone === 'Asia/Tokyo') return 'JST';
  const { offset } = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
  return offset === '+00:00' ? 'UTC' : `UTC${offset}`;
}
