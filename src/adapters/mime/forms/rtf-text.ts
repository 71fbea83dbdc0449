// SPDX-License-Identifier: Apache-2.0
/** The words of an RTF text; `html` where they are the HTML that Outlook wrapped into it ([MS-OXRTFEX]). */
export type RtfWords = { readonly html: boolean; readonly text: string };

/** Character sets of fonts (\fcharset), and code pages, by the labels of the Encoding Standard. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  238: 'windows-1250',
};
const PAGES: Readonly<Record<number, string>> = { 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5', 65_001: 'utf-8' };
const SIGNS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
  emspace: ' ',
  enspace: ' ',
};
/** Groups that hold no words of the writer. */
const SILENT = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable rsidtbl themedata xmlnstbl filetbl revtbl fldinst datastore generator'.split(
    ' ',
  ),
);
const DEEPEST = 500;
const LONGEST = 2_000_000;
const WORD = /[a-zA-Z]/;

type Group = { silent: boolean; tag: boolean; fonts: boolean; charset: string; skip: number; raw: boolean };

/**
 * Reads RTF (1.9.1) in one pass: its text, or the HTML within it where it says `\fromhtml`. At most LONGEST characters;
 * null where it does not begin as RTF. Groups deeper than DEEPEST are passed over.
 */
export function readRtf(bytes: Uint8Array): RtfWords | null {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!/^\s{0,9}\{\\rtf/.test(source)) return null;
  const html = /\\fromhtml1?\b/.test(source.slice(0, 4000));
  const out: string[] = [];
  const state = { written: 0, page: 'windows-1252', font: 0, pending: [] as number[], left: 0, high: '' };
  const fonts = new Map<number, string>();
  const stack: Group[] = [];
  let group: Group = { silent: false, tag: false, fonts: false, charset: '', skip: 1, raw: false };
  let deep = 0;

  const emit = (text: string): void => {
    if (group.silent || group.raw || text === '' || state.written > LONGEST) return;
    state.written += text.length;
    out.push(text);
  };
  const flush = (): void => {
    if (state.pending.length === 0) return;
    const label = group.charset === '' ? state.page : group.charset;
    const text = new TextDecoder(label).decode(Uint8Array.from(state.pending));
    state.pending = [];
    emit(text);
  };
  const said = (text: string): void => {
    flush();
    emit(text);
  };
  const byte = (value: number): void => {
    if (state.left > 0) state.left -= 1;
    else if (!group.silent && !group.raw) state.pending.push(value);
  };
  const unicode = (value: number): void => {
    flush();
    emit(String.fromCharCode(value < 0 ? value + 65_536 : value));
    state.left = group.skip;
  };
  const word = (name: string, value: number | null, starred: boolean): void => {
    if (name === 'u' && value !== null) return unicode(value);
    flush();
    state.left = 0;
    if (name === 'htmltag') group.tag = true;
    else if (starred || SILENT.has(name)) {
      group.silent = true;
      group.fonts ||= name === 'fonttbl';
    } else if (name === 'htmlrtf') group.raw = value !== 0;
    else if (name === 'uc') group.skip = Math.min(Math.max(value ?? 1, 0), 20);
    else if (name === 'ansicpg') state.page = PAGES[value ?? 0] ?? pageOf(value ?? 0);
    else if (name === 'f' && value !== null) {
      if (group.fonts) state.font = value;
      else group.charset = fonts.get(value) ?? '';
    } else if (name === 'fcharset' && group.fonts && value !== null) {
      const known = CHARSETS[value];
      if (known !== undefined && value !== 0) fonts.set(state.font, known);
    } else if (name === 'plain') group.charset = '';
    else emit(SIGNS[name] ?? '');
  };

  for (let at = 0; at < source.length && state.written <= LONGEST; ) {
    const char = source[at] ?? '';
    if (char === '{') {
      flush();
      if (stack.length < DEEPEST) {
        stack.push(group);
        group = { ...group };
      } else deep += 1;
      at += 1;
    } else if (char === '}') {
      flush();
      if (deep > 0) deep -= 1;
      else group = stack.pop() ?? group;
      at += 1;
    } else if (char === '\\') {
      at = control(source, at, { byte, said, word });
    } else if (char === '\r' || char === '\n') at += 1;
    else {
      byte(char.charCodeAt(0));
      at += 1;
    }
  }
  flush();
  return { html, text: out.join('') };
}

type Hands = {
  readonly byte: (value: number) => void;
  readonly said: (text: string) => void;
  readonly word: (name: string, value: number | null, starred: boolean) => void;
};

/** What stands behind a backslash; where reading goes on. */
function control(source: string, from: number, hands: Hands): number {
  const next = source[from + 1] ?? '';
  if (next === "'") {
    const value = Number.parseInt(source.slice(from + 2, from + 4), 16);
    if (!Number.isNaN(value)) hands.byte(value);
    return from + 4;
  }
  if (next === '*') {
    const named = /^\\\*\s{0,4}\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?/.exec(source.slice(from, from + 60));
    if (named === null) return from + 2;
    hands.word(named[1] ?? '', named[2] === undefined ? null : Number(named[2]), named[1] !== 'htmltag');
    return from + named[0].length;
  }
  if (!WORD.test(next)) {
    if (next === '~') hands.said('\u00a0');
    else if (next === '_') hands.said('-');
    else if (next === '\n' || next === '\r') hands.word('par', null, false);
    else if (next !== '-' && next !== ':' && next !== '|') hands.byte(next.charCodeAt(0));
    return from + 2;
  }
  const named = /^\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?/.exec(source.slice(from, from + 50));
  const [whole = '\\', name = '', digits] = named ?? [];
  const value = digits === undefined ? null : Number(digits);
  if (name === 'bin' && value !== null && value > 0) return from + whole.length + value;
  hands.word(name, value, false);
  return from + whole.length;
}

function pageOf(page: number): string {
  return (page >= 1250 && page <= 1258) || page === 874 ? `windows-${page}` : 'windows-1252';
}
