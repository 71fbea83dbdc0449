// SPDX-License-Identifier: Apache-2.0
import { delimiterOf, readCsv } from '../../common/csv.ts';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import type { PartReading, Passage } from '../../triage/file/part-reading.port.ts';

const LONGEST = 400_000;

/** A text file by line. */
export function readText(bytes: Buffer): PartReading {
  const { text, cut } = decoded(bytes);
  const passages = text
    .split(/\r\n?|\n/)
    .flatMap((line, index): readonly Passage[] => (line.trim() === '' ? [] : [{ at: { of: 'line', number: index + 1 }, text: line }]));
  return whole('text', passages, cut);
}

/** A table as text, by cell. */
export function readTable(bytes: Buffer): PartReading {
  const { text, cut } = decoded(bytes);
  const passages: Passage[] = [];
  for (const { row, cells } of readCsv(text, delimiterOf(text.slice(0, 10_000))))
    for (const [column, cell] of cells.entries())
      if (cell.trim() !== '') passages.push({ at: { of: 'cell', sheet: '', cell: `${letters(column)}${row}` }, text: cell });
  return whole('csv', passages, cut);
}

function whole(form: 'text' | 'csv', passages: readonly Passage[], cut: boolean): PartReading {
  if (passages.length === 0) return { is: 'not-read', why: 'no-words' };
  return { is: 'read', form, passages, codes: [], cut, blank: [] };
}

function decoded(bytes: Buffer): { readonly text: string; readonly cut: boolean } {
  const text = decodeTextLeniently(bytes.subarray(0, LONGEST * 2));
  return { text: text.slice(0, LONGEST), cut: bytes.length > LONGEST * 2 || text.length > LONGEST };
}

/** Column names of spreadsheets: A to Z, AA and on. */
function letters(column: number): string {
  return column < 26 ? String.fromCodePoint(65 + column) : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`;
}
