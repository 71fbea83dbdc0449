// SPDX-License-Identifier: Apache-2.0
const decoders = new Map<string, TextDecoder>();

/** The text, or null when a single byte does not fit. A byte order mark is dropped. */
export function decodeStrict(bytes: Uint8Array, encoding: string): string | null {
  let decoder = decoders.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding, { fatal: true });
    decoders.set(encoding, decoder);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes that no charset explains, shown as they are: nothing is lost and nothing is made up. */
export function escaped(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Character by character; what does not fit is shown as bytes. `stray` counts those bytes. */
export function decodeLeniently(bytes: Uint8Array, encoding: string): { readonly text: string; readonly stray: number } {
  const longest = encoding === 'utf-8' || encoding === 'gb18030' ? 4 : encoding === 'euc-jp' ? 3 : 2;
  const out: string[] = [];
  let stray = 0;
  let plain = 0;
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] as number) < 0x80) {
      plain = at;
      while (plain < bytes.length && (bytes[plain] as number) < 0x80) plain += 1;
      out.push(Buffer.from(bytes.buffer, bytes.byteOffset + at, plain - at).toString('latin1'));
      at = plain;
      continue;
    }
    const taken = character(bytes, at, longest, encoding);
    out.push(taken?.text ?? escaped(bytes.subarray(at, at + 1)));
    stray += taken === null ? 1 : 0;
    at += taken?.length ?? 1;
  }
  return { text: out.join(''), stray };
}

function character(bytes: Uint8Array, at: number, longest: number, encoding: string): { text: string; length: number } | null {
  for (let length = 1; length <= longest && at + length <= bytes.length; length += 1) {
    const text = decodeStrict(bytes.subarray(at, at + length), encoding);
    if (text !== null) return { text, length };
  }
  return null;
}
