// SPDX-License-Identifier: Apache-2.0
import { dayAt, timeAt } from '../../common/civil-day.ts';
import type { PaperBlock } from '../../common/paper.port.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';

/** In which language a paper speaks, and whose clock it shows. */
export type Voice = { readonly lang: Lang; readonly zone: string };

/** What a register lacks is said in so many words: an empty place on paper reads as an oversight. */
export const notKnown = { ja: '登録なし', en: 'not on record' } as const satisfies Bilingual;

export function orNotKnown(text: string, lang: Lang): string {
  return text.trim() === '' ? notKnown[lang] : text;
}

/** `12月1日(火) 09:00`; the zone is said once, on the cover. */
export function momentOf(at: Instant, { lang, zone }: Voice): string {
  const millis = millisOf(at);
  return `${wallTime(dayAt(millis, zone), zone, lang)} ${timeAt(millis, zone)}`;
}

export function title(text: Bilingual, lang: Lang): PaperBlock {
  return { type: 'title', text: text[lang] };
}

export function heading(text: Bilingual, lang: Lang): PaperBlock {
  return { type: 'heading', text: text[lang] };
}

export function subheading(text: Bilingual, lang: Lang): PaperBlock {
  return { type: 'subheading', text: text[lang] };
}

export function text(words: Bilingual, lang: Lang): PaperBlock {
  return { type: 'text', text: words[lang] };
}

/** A place to write on: as many empty lines as a hand needs. */
export function room(lines: number): string {
  return '\n'.repeat(lines);
}
