// SPDX-License-Identifier: Apache-2.0
/** What every dictionary begins with ([MS-OXRTFCP] 2.1.2.1). */
const PRIMED = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);
const WINDOW = 4096;
const COMPRESSED = 0x75_46_5a_4c;
const PLAIN = 0x41_4c_45_4d;
const HEADER = 16;
/** Bytes of RTF at most; a mail's words are far fewer. */
const LONGEST = 8_000_000;

/**
 * The RTF in Outlook's compressed form ([MS-OXRTFCP]), at most LONGEST bytes; null where it is not that, or damaged at its
 * beginning. What stands before a damage is kept. Linear in what comes out.
 */
export function decompressRtf(bytes: Uint8Array): Buffer | null {
  if (bytes.length < HEADER) return null;
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = Math.min(from.readUInt32LE(4), LONGEST);
  const kind = from.readUInt32LE(8);
  if (kind === PLAIN) return from.subarray(HEADER, HEADER + size);
  if (kind !== COMPRESSED) return null;
  const out = Buffer.alloc(size);
  const window = Buffer.alloc(WINDOW);
  PRIMED.copy(window);
  let at = HEADER;
  let write = PRIMED.length;
  let length = 0;
  const full = (): boolean => length >= size;
  const put = (byte: number): void => {
    out[length] = byte;
    length += 1;
    window[write] = byte;
    write = (write + 1) % WINDOW;
  };
  while (at < from.length && !full()) {
    const control = from[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < from.length && !full(); bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(from[at] ?? 0);
        at += 1;
        continue;
      }
      if (at + 1 >= from.length) return out.subarray(0, length);
      const token = from.readUInt16BE(at);
      at += 2;
      const offset = token >> 4;
      // A reference to the place that is written next ends the stream.
      if (offset === write) return out.subarray(0, length);
      for (let step = 0; step < (token & 15) + 2 && !full(); step += 1) put(window[(offset + step) % WINDOW] ?? 0);
    }
  }
  return out.subarray(0, length);
}
