// SPDX-License-Identifier: Apache-2.0
import { defang, LINK } from '../../common/defang.ts';
import { spanOf } from './normalise-text.ts';
import type { Folded } from './normalise-text.ts';

/** A quote that really occurs: `quote === text.slice(start, end)`. It stops before a live link; `shown` has the whole sentence, defanged. */
export type Quote = { readonly quote: string; readonly start: number; readonly end: number; readonly shown: string };

/** Characters to either side at most. */
const REACH = 220;

/** The sentence around a hit in the folded text. */
export function quoteAround(folded: Folded, hitStart: number, hitEnd: number): Quote {
  const start = sentenceStart(folded.text, hitStart);
  const end = sentenceEnd(folded.text, hitEnd);
  const whole = trimmed(folded, start, end);
  const quotable = withoutLinks(folded, start, end, hitStart);
  return { ...quotable, shown: defang(folded.original.slice(whole.start, whole.end)) };
}

/** The sentence around a hit, as offsets of the folded text; a bounded stretch of it. */
export function sentenceOf(text: string, hitStart: number, hitEnd: number): readonly [number, number] {
  return [sentenceStart(text, hitStart), sentenceEnd(text, hitEnd)];
}

function sentenceStart(text: string, hit: number): number {
  const window = Math.max(0, hit - REACH);
  for (let at = hit - 1; at >= window; at -= 1) {
    if (endsSentence(text, at)) return at + 1;
  }
  return window;
}

function sentenceEnd(text: string, hit: number): number {
  const window = Math.min(text.length, hit + REACH);
  for (let at = Math.max(0, hit - 1); at < window; at += 1) {
    if (text[at] === '\n') return at;
    if (endsSentence(text, at)) return at + 1;
  }
  return window;
}

function endsSentence(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (char === '\n' || char === '。' || char === '！' || char === '？') return true;
  return (char === '.' || char === '!' || char === '?') && /[\s"')]/.test(text[at + 1] ?? ' ');
}

/** The stretch between the links of the sentence that holds the hit; '' when there is nothing but a link. */
function withoutLinks(folded: Folded, start: number, end: number, hitStart: number): Omit<Quote, 'shown'> {
  let from = start;
  let to = end;
  for (const link of folded.text.slice(start, end).matchAll(LINK)) {
    const linkStart = start + link.index;
    const linkEnd = linkStart + link[0].length;
    if (linkEnd <= hitStart) from = linkEnd;
    else if (linkStart > hitStart) {
      to = Math.min(to, linkStart);
      break;
    } else {
      // The hit lies in the link itself: quote what stands before it, else what follows.
      if (folded.text.slice(from, linkStart).trim() !== '') {
        to = linkStart;
        break;
      }
      from = linkEnd;
    }
  }
  if (folded.text.slice(from, to).trim() === '') return { quote: '', start: 0, end: 0 };
  const span = trimmed(folded, from, to);
  return { quote: folded.original.slice(span.start, span.end), ...span };
}

function trimmed(folded: Folded, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(folded.text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(folded.text[to - 1] ?? '')) to -= 1;
  return from >= to ? spanOf(folded, start, Math.max(end, start + 1)) : spanOf(folded, from, to);
}
