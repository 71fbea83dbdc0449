// SPDX-License-Identifier: Apache-2.0
/** A record of the file; `line` is where it begins, counted from 1. `torn`: its quotes do not close or are followed by text. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[]; readonly torn: boolean };

/** A quoted cell may run over this many lines; further on, the quote is taken for a slip of that one line. */
const LONGEST_QUOTE_LINES = 50;

/** Records by RFC 4180, lenient about line ends. A torn record costs its own line and nothing after it. */
export function readCsv(text: string, delimiter: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const read = readRecord(text, at, delimiter) ?? tornLine(text, at);
    const taken = text.slice(at, read.end);
    if (read.torn || read.cells.some((cell) => cell.trim() !== '')) records.push({ line, cells: read.cells, torn: read.torn });
    line += taken.split(/\r\n|\r|\n/).length - 1;
    at = read.end;
  }
  return records;
}

type Read = { readonly cells: readonly string[]; readonly end: number; readonly torn: boolean };

/** null when a quote does not close soon, or text follows a closing quote. */
function readRecord(text: string, from: number, delimiter: string): Read | null {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
    if (cell === null) return null;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (at >= text.length) return { cells, end: at, torn: false };
    if (text[at] === '\r' && text[at + 1] === '\n') return { cells, end: at + 2, torn: false };
    if (text[at] === '\r' || text[at] === '\n') return { cells, end: at + 1, torn: false };
    return null;
  }
}

function plain(text: string, from: number, delimiter: string): { readonly value: string; readonly end: number } {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return { value: text.slice(from, end), end };
}

function quoted(text: string, from: number): { readonly value: string; readonly end: number } | null {
  const pieces: string[] = [];
  let lines = 0;
  let start = from + 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\n' && (lines += 1) > LONGEST_QUOTE_LINES) return null;
    if (text[at] !== '"') continue;
    pieces.push(text.slice(start, at));
    if (text[at + 1] !== '"') return { value: pieces.join('"'), end: at + 1 };
    at += 1;
    start = at + 1;
  }
  return null;
}

function tornLine(text: string, from: number): Read {
  const rest = /\r\n|\r|\n/g;
  rest.lastIndex = from;
  const found = rest.exec(text);
  const end = found === null ? text.length : found.index + found[0].length;
  return { cells: [], end, torn: true };
}
