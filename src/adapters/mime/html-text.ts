// SPDX-License-Identifier: Apache-2.0
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  yen: '¥',
  euro: '€',
  pound: '£',
  times: '×',
  deg: '°',
  shy: '',
  zwnj: '',
  zwj: '',
  larr: '←',
  rarr: '→',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ntilde: 'ñ',
};
const BREAKS = /^\/?(p|div|br|tr|li|ul|ol|table|h[1-6]|blockquote|pre|hr|section|article|header|footer|dt|dd|title)$/;
const SILENT = /^(script|style|head|template|noscript|svg|math)$/;

/** The words of an HTML body, for reading and searching; linear in its length. It is text afterwards, never markup. */
export function htmlToText(html: string): string {
  const out: string[] = [];
  const lower = html.toLowerCase();
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      out.push(words(html.slice(at)));
      break;
    }
    out.push(words(html.slice(at, open)));
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    if (!/[a-z/!?]/.test(lower[open + 1] ?? '')) {
      out.push('<');
      at = open + 1;
      continue;
    }
    const end = html.indexOf('>', open);
    const tag = /^\/?[a-z0-9]+/.exec(lower.slice(open + 1, open + 21))?.[0] ?? '';
    if (BREAKS.test(tag)) out.push('\n');
    else if (tag === 'td' || tag === 'th') out.push(' ');
    at = end < 0 ? html.length : end + 1;
    if (SILENT.test(tag)) at = after(lower, `</${tag}`, at);
  }
  return out
    .join('')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Where the closing mark is missing the rest is taken as text again, so that nothing a person wrote can hide. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? from : found + (mark === '-->' ? 3 : 0);
}

function words(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,31}));?/gi,
      (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
        if (name !== undefined) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
      },
    );
}
