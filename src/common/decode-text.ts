// SPDX-License-Identifier: Apache-2.0
export type Encoding = 'utf-8' | 'shift_jis' | 'utf-16le' | 'utf-16be';
export type DecodedText = { readonly encoding: Encoding; readonly text: string };

/**
 * A file of text that a person or a spreadsheet wrote, its mark taken off. A byte order mark decides; else UTF-8 if
 * every byte fits, else what Excel writes in Japan (Shift_JIS with the NEC and IBM rows, "CP932", by the WHATWG Encoding
 * Standard). null: none of them, or it holds NUL characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const wide = markOf(bytes);
  const decoded = wide === null ? (strictly('utf-8', bytes) ?? strictly('shift_jis', bytes)) : strictly(wide, bytes);
  return decoded === null || decoded.text.includes('\0') ? null : decoded;
}

/** The same for what must be read in any case, cut anywhere: bytes that fit nowhere become U+FFFD, as if of Shift_JIS. */
export function decodeTextLeniently(bytes: Uint8Array): string {
  const wide = markOf(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

function markOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function strictly(encoding: Encoding, bytes: Uint8Array): DecodedText | null {
  try {
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return null;
  }
}
