// SPDX-License-Identifier: Apache-2.0
/** Encodings that WHATWG's decoder knows, under the names that mails really write. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  uft8: 'utf-8',
  unicode11utf8: 'utf-8',
  cp65001: 'utf-8',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  sjiswin: 'shift_jis',
  windows31j: 'shift_jis',
  mskanji: 'shift_jis',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  eucjp: 'euc-jp',
  eucjpms: 'euc-jp',
  eucjpwin: 'euc-jp',
  ujis: 'euc-jp',
  cp51932: 'euc-jp',
  jis: 'iso-2022-jp',
  junet: 'iso-2022-jp',
  iso2022jp: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jp3: 'iso-2022-jp',
  iso2022jp2004: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  euckr: 'euc-kr',
  uhc: 'euc-kr',
  cp949: 'euc-kr',
  cp936: 'gbk',
  cp950: 'big5',
  utf7: 'utf-7',
  unicode11utf7: 'utf-7',
  unicode20utf7: 'utf-7',
};

const UNSAID = new Set(['', 'unknown', 'unknown8bit', 'x-unknown', 'default', 'default_charset', '8bit', '7bit', 'binary', 'none']);

/** What a mail says about its charset. */
export type Declared =
  | { readonly is: 'unsaid' }
  | { readonly is: 'known'; readonly encoding: string; readonly label: string }
  | { readonly is: 'unknown'; readonly label: string };

/**
 * What a charset parameter says: a known encoding (WHATWG names, and the aliases that mailers write), an unknown one, or
 * nothing.
 */
export function readLabel(raw: string | null | undefined): Declared {
  const label = (raw ?? '')
    .replace(/[*].*$/, '')
    .replaceAll(/["'\\\s;]/g, '')
    .toLowerCase()
    .slice(0, 60);
  const squeezed = label.replace(/^(x-|cs)/, '').replaceAll(/[-_.]/g, '');
  if (UNSAID.has(label) || UNSAID.has(squeezed)) return { is: 'unsaid' };
  if (squeezed === 'usascii' || squeezed === 'ascii') return { is: 'known', encoding: 'us-ascii', label };
  const encoding = ALIASES[squeezed] ?? known(label) ?? known(label.replace(/^x-/, '')) ?? known(squeezed);
  return encoding === null ? { is: 'unknown', label } : { is: 'known', encoding, label };
}

function known(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding;
  } catch {
    return null;
  }
}
