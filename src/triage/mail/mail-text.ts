// SPDX-License-Identifier: Apache-2.0
import type { ReadableMail } from './readable.ts';

/** Beyond this many characters nothing is searched; the sheet says so. */
export const READ_AT_MOST = 200_000;

/**
 * The one text that all offsets of triage refer to: subject, blank line, body; where the HTML part says
 * something else than the plain part, it follows after another blank line (what a person sees is often the HTML).
 */
export type Reading = { readonly text: string; readonly truncated: boolean; readonly parts: readonly ReadingPart[] };
export type ReadingPart = { readonly part: 'subject' | 'plain' | 'html'; readonly start: number; readonly end: number };

/**
 * Subject, plain text and HTML text as one text, cut at READ_AT_MOST; `parts` gives the UTF-16 offsets of each. HTML that
 * says the same is left out.
 */
export function readingOf(mail: Pick<ReadableMail, 'subject' | 'text' | 'htmlText'>): Reading {
  const pieces: { part: ReadingPart['part']; text: string }[] = [{ part: 'subject', text: mail.subject }];
  if (mail.text.trim() !== '') pieces.push({ part: 'plain', text: mail.text });
  if (mail.htmlText.trim() !== '' && !says(mail.text, mail.htmlText)) pieces.push({ part: 'html', text: mail.htmlText });
  let text = '';
  const parts: ReadingPart[] = [];
  for (const piece of pieces) {
    if (text !== '') text += '\n\n';
    parts.push({ part: piece.part, start: text.length, end: text.length + piece.text.length });
    text += piece.text;
  }
  const truncated = text.length > READ_AT_MOST;
  return { text: truncated ? text.slice(0, READ_AT_MOST) : text, truncated, parts };
}

/** The reading with what stands around it behind it, as the words of the mail that carries it; the offsets of the first stay what they are. */
export function withBehind(said: Reading, behind: readonly string[]): Pick<Reading, 'text' | 'truncated'> {
  const text = [said.text, ...behind.filter((each) => each !== '')].join('\n\n');
  return { text: text.slice(0, READ_AT_MOST), truncated: said.truncated || text.length > READ_AT_MOST };
}

/** Whether the plain part already holds nearly all words of the HTML part. */
function says(plain: string, html: string): boolean {
  const of = words(html);
  if (of.size === 0) return true;
  const has = words(plain);
  return [...of].filter((word) => has.has(word)).length / of.size >= 0.95;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}
