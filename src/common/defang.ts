// SPDX-License-Identifier: Apache-2.0
// Links as they are written so that nobody follows them, and back.

/** A link that nothing makes clickable again by itself: `hxxps://example[.]org/x`. The path stays readable. */
export function defang(text: string): string {
  return text
    .replace(/\b(h)tt(ps?)(\s?:(?:\/\/|\\\\|\\\/|\/\\))/gi, '$1xx$2$3')
    .replace(/\bf(tps?:[/\\]{2})/gi, 'fx$1')
    .replace(/\b(javascript|data|vbscript|file|mailto):/gi, '$1[:]')
    .replace(LAST_DOT, '[.]')
    .replace(/([\w.+-])@(?=[\w-])/g, '$1[@]');
}

/** The last dot of a name that a mail program would turn into a link: an alphabetic last label behind it, no call of a function. */
const LAST_DOT =
  /(?<=[\p{L}\p{N}\p{M}-])\.(?=(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})(?![a-z0-9_-]|\.[a-z0-9\u0080-\uffff])(?![\w.]{0,80}\())/giu;

/** A name alone, under whatever ending. */
export function defangHost(host: string): string {
  const shown = defang(host);
  return shown.includes('[.]') ? shown : shown.replace(/\.(?=[^.]{1,70}$)/, '[.]');
}

/** The stretches of a text that are links or bare addresses with a scheme; they end where Japanese text goes on. */
export const LINK =
  /\b(?:https?|ftp):\/\/(?:[\p{L}\p{N}-]{1,63}\.){0,8}[^\s<>"'()[\]\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+|\bwww\.[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'()[\]\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]*/giu;

/** The target of one link, 500 characters of it: fit to be read aloud and compared, unfit to be followed. */
export function defangTarget(target: string): string {
  // oxlint-disable-next-line no-control-regex -- browsers pass over control characters within an address
  const shown = target.slice(0, 500).replaceAll(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const colon = shown.indexOf(':');
  const scheme = colon < 0 ? '' : shown.slice(0, colon);
  const rest = colon < 0 ? shown : shown.slice(colon);
  const host = rest.replace(/^(:?\/\/)?([^/?#]*)/, (whole) => whole.replaceAll('.', '[.]'));
  return `${scheme.replace(/^http/i, 'hxxp')}${host}`;
}

/** A stretch of a text that somebody made harmless, and what it stands for. Offsets are UTF-16 units. */
export type Harmless = { readonly from: number; readonly to: number; readonly meant: string };

const SCHEME =
  /(?<![a-z0-9+])\[?(?:h(?:tt|xx|xt|tx|\*\*|__|x|)p|ttp|meow)(s?)\]?(?:\[:\/\/\]|\s?:\[\/\/\]|\s?\[:\]\s?(?:\/\/|\\\\|\[\/\/\]|\[\/\]\[\/\])|\s?:\s?(?:\/\/|\\\\|\[\/\]\[\/\]))\s?(?=[\p{L}\p{N}[])/giu;
const FTP = /(?<![a-z0-9+])\[?f(?:t|x|xt)p(s?)\]?(?:\[:\]|:)(?:\/\/|\\\\)(?=[\p{L}\p{N}[])/giu;
/** Brackets of all usual shapes around the dot or its name; half brackets; a dot behind a backslash; the dot of Japanese text between Latin letters. */
const DOT =
  /(?<=[\p{L}\p{N}\p{M}*])(?:\s?[[({<【〔「]\s?(?:\.|。|dot|ドット|点)\s?[\])}>】〕」]\s?|\[\.|\.\]|\\\.|\s?ドット\s?(?=[a-z0-9])|\sdot\s(?=(?:com|net|org|info|biz|example|jp|co|ne|or|go|ac)\b))(?=[\p{L}\p{N}])|(?<=(?<![a-z0-9.-])[a-z0-9-]{1,63})[。｡](?=[a-z])/giu;
const AT = /(?<=[a-z0-9_])(?:\s?[[({<【〔「]\s?(?:@|at|アット(?:マーク)?)\s?[\])}>】〕」]\s?|\s?アットマーク\s?)(?=[a-z0-9])/giu;
const SLASH = /(?<=[a-z0-9])\[\/\](?=[a-z0-9])/giu;
const COLON = /\[:\]/g;
/** One of these stands in all that the four above match. */
const MARKS = /[[({<【〔「\]\\。｡]|ドット|アット|\sdot\s/iu;

/** What of a text was defanged (`hxxps://evil[.]example`, `evil(dot)example`, `user[at]evil.example`, `ttp://`), in its order. Linear. */
export function harmlessIn(text: string): readonly Harmless[] {
  const found: Harmless[] = [];
  const look = (pattern: RegExp, meant: (secure: string) => string): void => {
    for (const { index, 0: whole, 1: secure } of text.matchAll(pattern))
      found.push({ from: index, to: index + whole.length, meant: meant(secure?.toLowerCase() ?? '') });
  };
  // Most words of a list have none of these signs, and a list has 100,000 words.
  if (text.includes(':')) {
    look(SCHEME, (secure) => `http${secure}://`);
    look(FTP, (secure) => `ftp${secure}://`);
  }
  if (MARKS.test(text)) {
    look(DOT, () => '.');
    look(AT, () => '@');
    look(SLASH, () => '/');
    look(COLON, () => ':');
  }
  const apart: Harmless[] = [];
  for (const one of found.toSorted((a, b) => a.from - b.from)) if (one.from >= (apart.at(-1)?.to ?? 0)) apart.push(one);
  return apart;
}

/** The text as it was before somebody defanged it; full-width signs as plain ones (NFKC). It makes nothing live, it only reads. */
export function refang(text: string): string {
  const plain = text.normalize('NFKC').trim();
  let out = '';
  let at = 0;
  for (const { from, to, meant } of harmlessIn(plain)) {
    out += plain.slice(at, from) + meant;
    at = to;
  }
  return `${out}${plain.slice(at)}`.replaceAll(/(?<=[\p{L}\p{N}])\u3002(?=[a-z0-9])/gu, '.');
}
