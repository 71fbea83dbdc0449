// SPDX-License-Identifier: Apache-2.0
/** A tag as it occurs in HTML that nobody vouches for. Offsets are UTF-16 units; `end` is exclusive. */
export type HtmlTag = {
  /** Lower case, without the slash. */
  readonly name: string;
  readonly closing: boolean;
  /** Names in lower case; the first of equal names counts, as in browsers. Values are not decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
};

/** Attributes beyond this number are passed over. */
const MOST_ATTRIBUTES = 200;
const LONGEST_NAME = 100;
/** Their content is no markup: it is passed over up to the closing tag. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noembed', 'noframes', 'template']);

/**
 * All tags of `html` in document order, in one pass: every character is looked at a bounded number of times, whatever
 * stands there. Comments, declarations and the content of scripts are passed over; where their closing mark is missing,
 * the rest is read as if they had not been opened, so that nothing hides behind an open mark. Never throws.
 */
export function* tagsOf(html: string): Generator<HtmlTag, void, undefined> {
  const find = finderIn(html);
  const lower = asciiLower(html);
  const findLower = finderIn(lower);
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = find('-->', at + 4);
      at = end < 0 ? at + 4 : end + 3;
      continue;
    }
    const closing = html[at + 1] === '/';
    if (!isLetter(html.charCodeAt(at + (closing ? 2 : 1)))) {
      at += 1;
      continue;
    }
    const tag = readTag(html, at, closing, find);
    yield tag;
    at = tag.end;
    if (closing || !RAW.has(tag.name)) continue;
    const end = findLower(`</${tag.name}`, at);
    if (end >= 0) at = end;
  }
}

/** `indexOf` that remembers what no longer occurs, so that a missing mark is searched for once and not once for each opening. */
export function finderIn(text: string): (mark: string, from: number) => number {
  const gone = new Map<string, number>();
  return (mark, from) => {
    if ((gone.get(mark) ?? Number.POSITIVE_INFINITY) <= from) return -1;
    const found = text.indexOf(mark, from);
    if (found < 0) gone.set(mark, from);
    return found;
  };
}

/** The tag whose `<` stands at `start`, with a letter behind it or behind its slash; `find` is `finderIn(html)`. */
export function tagAt(html: string, start: number, find: (mark: string, from: number) => number): HtmlTag {
  return readTag(html, start, html[start + 1] === '/', find);
}

function readTag(html: string, start: number, closing: boolean, find: (mark: string, from: number) => number): HtmlTag {
  let at = start + (closing ? 2 : 1);
  const nameAt = at;
  while (at < html.length && !endsName(html.charCodeAt(at))) at += 1;
  const name = html.slice(nameAt, Math.min(at, nameAt + LONGEST_NAME)).toLowerCase();
  const attributes = new Map<string, string>();
  while (at < html.length && html[at] !== '>') {
    if (isBlank(html.charCodeAt(at)) || html[at] === '/') {
      at += 1;
      continue;
    }
    const from = at;
    // A name may begin with "=", as in browsers: so that every round takes at least one character.
    at += 1;
    while (at < html.length && html[at] !== '=' && !endsName(html.charCodeAt(at))) at += 1;
    const attribute = html.slice(from, Math.min(at, from + LONGEST_NAME)).toLowerCase();
    const value = readValue(html, at, find);
    at = value.end;
    if (attributes.size < MOST_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value.text);
  }
  return { name, closing, attributes, start, end: Math.min(at + 1, html.length) };
}

function readValue(
  html: string,
  from: number,
  find: (mark: string, from: number) => number,
): { readonly text: string; readonly end: number } {
  const equals = skipBlanks(html, from);
  // Blanks behind a name without a value are read once more by the caller, never a third time.
  if (html[equals] !== '=') return { text: '', end: equals };
  const at = skipBlanks(html, equals + 1);
  const quote = html[at];
  if (quote === '"' || quote === "'") {
    const end = find(quote, at + 1);
    if (end >= 0) return { text: html.slice(at + 1, end), end: end + 1 };
  }
  let end = at;
  while (end < html.length && html[end] !== '>' && !isBlank(html.charCodeAt(end))) end += 1;
  return { text: html.slice(at, end), end };
}

function skipBlanks(html: string, from: number): number {
  let at = from;
  while (isBlank(html.charCodeAt(at))) at += 1;
  return at;
}

/** Space, tab, line feed, form feed, carriage return (HTML, 13.2.5). */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
}

function endsName(code: number): boolean {
  return isBlank(code) || code === 0x2f || code === 0x3e;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** ASCII letters in lower case; the length never changes, as it may where `toLowerCase` meets other scripts. */
export function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
