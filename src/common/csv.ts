// SPDX-License-Identifier: Apache-2.0
// Tables as people and spreadsheets write them (RFC 4180), read to the end whatever a line holds.

/**
 * A record of the text; `line` is where it begins and `row` which record it is, both counted from 1, empty ones too.
 * `torn`: its quotes do not close or are followed by text; its cells are then what stands between the delimiters.
 */
export type CsvRecord = { readonly line: number; readonly row: number; readonly cells: readonly string[]; readonly torn: boolean };

/** A quoted cell may run over this many lines; further on, the quote is taken for a slip of that one line. */
const LONGEST_QUOTE_LINES = 50;

/**
 * Records in their order, lenient about line ends; those without any text are left out. A torn record costs its own
 * line and nothing after it. Linear in the text.
 */
export function* readCsv(text: string, delimiter = ','): Generator<CsvRecord> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let row = 1;
  while (at < text.length) {
    const read = readRecord(text, at, delimiter, LONGEST_QUOTE_LINES) ?? tornLine(text, at, delimiter);
    if (read.cells.some((cell) => cell.trim() !== '')) yield { line, row, cells: read.cells, torn: read.torn };
    line += lineEnds(text, at, read.end);
    row += 1;
    at = read.end;
  }
}

/** The same as objects under the names of the header, lower case and trimmed, as are the cells. The delimiter is the header's. */
export function* csvRecords(text: string): Generator<CsvRecord & { readonly record: Readonly<Record<string, string>> }> {
  let header: readonly string[] | null = null;
  for (const row of readCsv(text, delimiterOf(text))) {
    if (header === null) header = row.cells.map((name) => name.trim().toLowerCase());
    else yield { ...row, record: Object.fromEntries(header.map((name, index) => [name, (row.cells[index] ?? '').trim()])) };
  }
}

/** The cells of one record. Where its quotes are torn: what stands between the delimiters. */
export function cellsOf(record: string, delimiter = ','): readonly string[] {
  return wholeCells(record, delimiter) ?? record.split(delimiter);
}

function wholeCells(record: string, delimiter: string): readonly string[] | null {
  const read = readRecord(record, 0, delimiter, Number.POSITIVE_INFINITY);
  return read !== null && read.end === record.length ? read.cells : null;
}

/** The one of comma, tab and semicolon that parts a line into most cells: the first line (of 20) that any of them parts. */
export function delimiterOf(text: string): ',' | '\t' | ';' {
  for (const line of text
    .trimStart()
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/, 20)) {
    const counts = ([',', '\t', ';'] as const).map((sign) => ({ sign, cells: wholeCells(line, sign)?.length ?? 0 }));
    const [most] = counts.toSorted((a, b) => b.cells - a.cells);
    if (most !== undefined && most.cells > 1) return most.sign;
  }
  return ',';
}

type Read = { readonly cells: readonly string[]; readonly end: number; readonly torn: boolean };

/** null when a quote does not close within `longest` lines, or text follows a closing quote. */
function readRecord(text: string, from: number, delimiter: string, longest: number): Read | null {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? quoted(text, at, longest) : plain(text, at, delimiter);
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

function quoted(text: string, from: number, longest: number): { readonly value: string; readonly end: number } | null {
  const pieces: string[] = [];
  let lines = 0;
  let start = from + 1;
  for (let at = start; at < text.length; at += 1) {
    if (isLineEnd(text, at) && (lines += 1) > longest) return null;
    if (text[at] !== '"') continue;
    pieces.push(text.slice(start, at));
    if (text[at + 1] !== '"') return { value: pieces.join('"'), end: at + 1 };
    at += 1;
    start = at + 1;
  }
  return null;
}

function tornLine(text: string, from: number, delimiter: string): Read {
  let end = from;
  while (end < text.length && !isLineEnd(text, end)) end += 1;
  const cells = text.slice(from, end).replace(/\r$/, '').split(delimiter);
  return { cells, end: Math.min(end + 1, text.length), torn: true };
}

/** LF, or CR where no LF follows. */
function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
}

function lineEnds(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += 1) if (isLineEnd(text, at)) count += 1;
  return count;
}
