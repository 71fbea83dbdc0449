// SPDX-License-Identifier: Apache-2.0
/** A header as it stands: unfolded, one character for each byte. */
export type RawHeader = { readonly name: string; readonly shown: string; readonly value: string };

export type Head = {
  readonly headers: readonly RawHeader[];
  /** Where the body begins. */
  readonly bodyAt: number;
  readonly notes: readonly string[];
};

const MOST_HEADERS = 1000;
const LONGEST_HEAD = 4 * 1024 * 1024;
const FIELD = /^([\w!#$%&'*+.^`|~-]{1,200})[ \t]*:/;

/**
 * Reads the header block of `bytes`. A line that is neither field nor continuation is a fold without its blank where
 * another field follows soon, and the body's first line where none does (the empty line was lost).
 */
export function readHead(bytes: Buffer, root: boolean): Head {
  const headers: { name: string; shown: string; parts: string[] }[] = [];
  const notes: string[] = [];
  let at = root ? skipPreamble(bytes) : 0;
  let left = 0;
  while (at < bytes.length) {
    const line = lineAt(bytes, at);
    if (line.text === '' || at > LONGEST_HEAD) {
      at = line.text === '' ? line.next : at;
      break;
    }
    const last = headers.at(-1);
    const field = /^[ \t]/.test(line.text) ? null : FIELD.exec(line.text);
    if (field !== null) {
      const shown = field[1] as string;
      if (headers.length < MOST_HEADERS) headers.push({ name: shown.toLowerCase(), shown, parts: [line.text.slice(field[0].length)] });
      else left += 1;
    } else if (last !== undefined && /^[ \t]/.test(line.text)) {
      if (/^[ \t]+$/.test(line.text) && !fieldFollows(bytes, line.next)) {
        at = line.next;
        break;
      }
      last.parts.push(line.text);
    } else if (last !== undefined && fieldFollows(bytes, line.next)) last.parts.push(` ${line.text}`);
    else if (last !== undefined || !fieldFollows(bytes, line.next)) break;
    at = line.next;
  }
  if (left > 0) notes.push(`${left} headers beyond the first ${MOST_HEADERS} are not read`);
  return { headers: headers.map(({ name, shown, parts }) => ({ name, shown, value: unfold(parts) })), bodyAt: at, notes };
}

/** An mbox's From line and empty lines before the first field are no part of the mail. */
function skipPreamble(bytes: Buffer): number {
  let at = 0;
  if (bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
  for (let tries = 0; tries < 20 && at < bytes.length; tries += 1) {
    const line = lineAt(bytes, at);
    if (!/^\s*$/.test(line.text) && !/^>?From [^:]*(?: |$)/.test(line.text)) break;
    if (FIELD.test(line.text)) break;
    at = line.next;
  }
  return fieldFollows(bytes, at) ? at : 0;
}

function fieldFollows(bytes: Buffer, from: number): boolean {
  let at = from;
  for (let lines = 0; lines < 3 && at < bytes.length; lines += 1) {
    const { text, next } = lineAt(bytes, at);
    if (text === '') return false;
    if (FIELD.test(text)) return true;
    at = next;
  }
  return false;
}

/** A blank of folding is one space; words that were cut by it are joined later, by their own rules. */
function unfold(parts: readonly string[]): string {
  return parts
    .map((part, index) => (index === 0 ? part : ` ${part.replace(/^[ \t]+/, '')}`))
    .join('')
    .trim();
}

function lineAt(bytes: Buffer, at: number): { readonly text: string; readonly next: number } {
  const found = bytes.indexOf(0x0a, at);
  const end = found < 0 ? bytes.length : found;
  const next = found < 0 ? bytes.length : found + 1;
  return { text: bytes.toString('latin1', at, end > at && bytes[end - 1] === 0x0d ? end - 1 : end), next };
}
