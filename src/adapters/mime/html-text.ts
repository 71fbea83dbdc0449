// SPDX-License-Identifier: Apache-2.0
import { decodeEntities } from '../../common/html-entities.ts';
import { asciiLower, finderIn, tagAt } from '../../common/html-tags.ts';
import { sightOf } from './html/sight.ts';

const BREAKS = /^\/?(p|div|br|tr|li|ul|ol|table|h[1-6]|blockquote|pre|hr|section|article|header|footer|dt|dd|title)$/;
const SILENT = /^(script|style|head|template|noscript|svg|math)$/;

/** The words of an HTML body: those that a reader sees, and those that its styles keep from the reader. */
export type HtmlWords = {
  readonly seen: string;
  readonly hidden: string;
  /** The words in `seen` are those of pictures only (`alt`): a reader looks at pictures that are not read. */
  readonly picturesOnly: boolean;
};

/** The words that a reader sees, for reading and searching; linear in the length. It is text afterwards, never markup. */
export function htmlToText(html: string): string {
  return htmlWords(html).seen;
}

export function htmlWords(html: string): HtmlWords {
  const seen: string[] = [];
  const hidden: string[] = [];
  let pictures = 0;
  let letters = 0;
  const lower = asciiLower(html);
  const find = finderIn(lower);
  const sight = sightOf(html);
  const quotes = finderIn(html);
  const say = (text: string): void => {
    if (!sight.isHidden() && text.trim() !== '') letters += 1;
    (sight.isHidden() ? hidden : seen).push(text);
  };
  /** Where the closing mark is missing the rest is taken as text again, so that nothing a person wrote can hide. */
  const after = (mark: string, from: number): number => {
    const found = find(mark, from);
    return found < 0 ? from : found + (mark === '-->' ? 3 : 0);
  };
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      say(words(html.slice(at)));
      break;
    }
    say(words(html.slice(at, open)));
    if (html.startsWith('<!--', open)) {
      at = after('-->', open + 4);
      continue;
    }
    if (!/[a-z/!?]/.test(lower[open + 1] ?? '')) {
      say('<');
      at = open + 1;
      continue;
    }
    const named = /[a-z]/.test(lower[open + (lower[open + 1] === '/' ? 2 : 1)] ?? '');
    if (!named) {
      const end = html.indexOf('>', open);
      at = end < 0 ? html.length : end + 1;
      continue;
    }
    const element = tagAt(html, open, quotes);
    const tag = `${element.closing ? '/' : ''}${element.name}`;
    sight.meet(element);
    if (BREAKS.test(tag)) for (const list of [seen, hidden]) list.push('\n');
    else if (tag === 'td' || tag === 'th') seen.push(' ');
    else if (tag === 'img') {
      pictures += sight.isHidden() ? 0 : 1;
      (sight.isHidden() ? hidden : seen).push(altOf(element.attributes.get('alt') ?? ''));
    }
    at = element.end;
    if (SILENT.test(tag)) at = after(`</${tag}`, at);
  }
  return { seen: joined(seen), hidden: joined(hidden), picturesOnly: pictures > 0 && letters === 0 };
}

function joined(pieces: readonly string[]): string {
  return pieces
    .join('')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** What a picture is said to show: for a reader without pictures it is part of the text. */
function altOf(alt: string): string {
  return alt.trim() === '' ? '' : words(` ${alt.trim()} `);
}

function words(text: string): string {
  return decodeEntities(text.replaceAll(/[\r\n\t]+/g, ' '));
}
