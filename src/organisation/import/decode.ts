// SPDX-License-Identifier: Apache-2.0
export type Encoding = 'utf-8' | 'shift_jis' | 'utf-16le';
export type Decoded = { readonly encoding: Encoding; readonly text: string };

/**
 * A spreadsheet's text file. A byte order mark decides; else UTF-8 if every byte fits, else what Excel writes in Japan
 * (Shift_JIS with the NEC and IBM rows, "CP932"). null when it is none of them or holds NUL characters.
 */
export function decodeTable(bytes: Uint8Array): Decoded | null {
  const decoded = decode(bytes);
  return decoded === null || decoded.text.includes('\0') ? null : decoded;
}

function decode(bytes: Uint8Array): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strictly('utf-16le', bytes);
  return strictly('utf-8', bytes) ?? strictly('shift_jis', bytes);
}

function strictly(encoding: Encoding, bytes: Uint8Array): Decoded | null {
  try {
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return null;
  }
}
