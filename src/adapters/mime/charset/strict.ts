// SPDX-License-Identifier: Apache-2.0
const decoders = new Map<string, TextDecoder>();
const loose = new Map<string, TextDecoder>();

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

/** Without exceptions, which are slow by the million: U+FFFD marks what does not fit. */
export function decodeLoosely(bytes: Uint8Array, encoding: string): string {
  let decoder = loose.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding, { ignoreBOM: true });
    loose.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}

/** Character by character; what does not fit is shown as bytes. `stray` counts those bytes. */
export function decodeLeniently(bytes: Uint8Array, encoding: string): { readonly text: string; readonly stray: number } {
  const out: string[] = [];
  let stray = 0;
  for (let at = 0; at < bytes.length; ) {
    let plain = at;
    while (plain < bytes.length && (bytes[plain] as number) < 0x80) plain += 1;
    if (plain > at) {
      out.push(Buffer.from(bytes.buffer, bytes.byteOffset + at, plain - at).toString('latin1'));
      at = plain;
      continue;
    }
    const length = characterLength(bytes, at, encoding);
    const text = length === 0 ? '\ufffd' : decodeLoosely(bytes.subarray(at, at + length), encoding);
    const fits = !text.includes('\ufffd') || isReplacement(bytes, at, encoding);
    out.push(fits ? text : escaped(bytes.subarray(at, at + 1)));
    stray += fits ? 0 : 1;
    at += fits ? length : 1;
  }
  return { text: out.join(''), stray };
}

/** The source itself says U+FFFD. */
function isReplacement(bytes: Uint8Array, at: number, encoding: string): boolean {
  return encoding === 'utf-8' && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
}

/** How many bytes the character that begins with a high byte would take, by its lead and trail bytes; 0 when none can begin here. */
function characterLength(bytes: Uint8Array, at: number, encoding: string): number {
  const lead = bytes[at] as number;
  const trail = bytes[at + 1] ?? 0;
  if (encoding === 'utf-8') {
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
    for (let next = 1; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
    return length;
  }
  if (encoding === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf) return 1;
  if (encoding === 'euc-jp' && lead === 0x8f) return trail >= 0xa1 && (bytes[at + 2] ?? 0) >= 0xa1 ? 3 : 0;
  if (encoding === 'gb18030' && trail >= 0x30 && trail <= 0x39) return at + 3 < bytes.length ? 4 : 0;
  return trail >= 0x40 ? 2 : 0;
}
