// SPDX-License-Identifier: Apache-2.0
import { fromOutlook, isOutlook } from './outlook.ts';

export type Unwrapped = {
  readonly bytes: Buffer;
  readonly notes: readonly string[];
  /** The bytes are not those that were sent: their words and files are. */
  readonly rebuilt: boolean;
  readonly faults: readonly string[];
};

/** Apple Mail puts the length before the mail and a property list behind it (.emlx). */
const EMLX_LENGTH = /^[ \t]{0,20}(\d{1,10})[ \t]{0,20}\r?\n/;

/** The mail in the form in which some programs keep it: Outlook's .msg, Apple's .emlx, or a file in UTF-16. Other bytes come back as they are. */
export function unwrapped(bytes: Buffer): Unwrapped {
  const sent = { rebuilt: false, faults: [] };
  if (isOutlook(bytes)) {
    const mail = fromOutlook(bytes);
    return mail === null
      ? { ...sent, bytes, notes: [], faults: ['it is an Outlook file (.msg) that is damaged'] }
      : {
          bytes: mail.bytes,
          notes: ['the file is Outlook’s (.msg); the mail was taken out of it', ...mail.notes],
          rebuilt: true,
          faults: [],
        };
  }
  const inEmlx = emlx(bytes);
  if (inEmlx !== null) return { ...sent, bytes: inEmlx, notes: [] };
  const wide = utf16(bytes);
  if (wide !== null) return { ...sent, bytes: wide, notes: ['the file is UTF-16; it was read as that'] };
  return { ...sent, bytes, notes: [] };
}

function emlx(bytes: Buffer): Buffer | null {
  const first = EMLX_LENGTH.exec(bytes.toString('latin1', 0, 64));
  if (first === null) return null;
  const from = first[0].length;
  const end = from + Number(first[1]);
  // Where the length does not lead to the list, the list itself says where the mail ends.
  const plist = (at: number): boolean => /^\s{0,4}<\?xml/.test(bytes.toString('latin1', at, at + 12));
  if (end <= bytes.length && (end === bytes.length || plist(end))) return bytes.subarray(from, end);
  const at = bytes.lastIndexOf('<?xml version');
  return at > from && bytes.includes('<plist', at) ? bytes.subarray(from, at) : null;
}

/** By its byte order mark, or by the zero byte that every second character of an ASCII header has. */
function utf16(bytes: Buffer): Buffer | null {
  if (bytes.length < 4) return null;
  const little = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0 && bytes[2] !== 0);
  const big = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0 && bytes[3] !== 0);
  if (!little && !big) return null;
  return Buffer.from(new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes), 'utf8');
}
