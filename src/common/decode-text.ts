// SPDX-License-Identifier: Apache-2.0
export type Encoding = 'utf-8' | 'shift_jis' | 'euc-jp' | 'utf-16le' | 'utf-16be';
export type DecodedText = { readonly encoding: Encoding; readonly text: string };

/**
 * A file of text that a person or a spreadsheet wrote, its mark taken off. A byte order mark decides, or the zero that each
 * ASCII character of UTF-16 has; else UTF-8 if every byte fits, else what Excel writes in Japan (Shift_JIS with the NEC and
 * IBM rows, "CP932", by the WHATWG Encoding Standard), unless only EUC-JP makes words of it. null: none of them, or it holds
 * NUL characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const wide = markOf(bytes);
  const decoded = wide === null ? (strictly('utf-8', bytes) ?? japanese(bytes)) : strictly(wide, bytes);
  return decoded === null || decoded.text.includes('\0') ? null : decoded;
}

/** The same for what must be read in any case, cut anywhere: bytes that fit nowhere become U+FFFD, as if of Shift_JIS. */
export function decodeTextLeniently(bytes: Uint8Array): string {
  const wide = markOf(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return japanese(bytes)?.text ?? new TextDecoder('shift_jis').decode(bytes);
  }
}

function markOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = (at: number): boolean => bytes[at] === 0 && bytes[at + 2] === 0;
  const ascii = (at: number): boolean => [at, at + 2].every((each) => /[\t\r\n -~]/.test(String.fromCharCode(bytes[each] ?? 0)));
  return zeros(1) && ascii(0) ? 'utf-16le' : zeros(0) && ascii(1) ? 'utf-16be' : null;
}

/** Shift_JIS, and EUC-JP where its reading has no half-width kana and that of Shift_JIS has: nobody writes those alone in a list. */
function japanese(bytes: Uint8Array): DecodedText | null {
  const shift = strictly('shift_jis', bytes);
  const kana = shift === null ? 0 : (shift.text.match(/[\uff61-\uff9f]/g)?.length ?? 0);
  const euc = shift === null || kana > 0 ? strictly('euc-jp', bytes) : null;
  if (shift === null || euc === null) return shift ?? euc;
  const words = (text: string): number => text.match(/[\u3041-\u30fe\u4e00-\u9fff]/g)?.length ?? 0;
  return words(euc.text) > words(shift.text) && !/[\uff61-\uff9f]/.test(euc.text) ? euc : shift;
}

function strictly(encoding: Encoding, bytes: Uint8Array): DecodedText | null {
  try {
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return null;
  }
}
