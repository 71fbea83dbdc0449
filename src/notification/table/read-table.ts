// SPDX-License-Identifier: Apache-2.0
import { delimiterOf, readCsv } from '../../common/csv.ts';
import type { CsvRecord } from '../../common/csv.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText, unguardedCell } from '../../kernel/text.ts';
import { cellError, MOST_ROWS } from './table.ts';
import type { CellError, Columns, ColumnSpec, Table, TableRow } from './table.ts';

const MOST_CELLS = 200;

/** Reads a table with a header. `no-header`: a required column is missing. `too-long`: more than MOST_ROWS rows. Linear. */
export function readTable<Name extends string>(text: string, columns: Columns<Name>): Table<Name> | 'no-header' | 'too-long' {
  const [header, ...records] = readCsv(text, delimiterOf(text));
  if (header === undefined || header.torn) return 'no-header';
  if (records.length > MOST_ROWS) return 'too-long';
  const names = Object.keys(columns) as Name[];
  const places = header.cells.slice(0, MOST_CELLS).map((cell) => names.find((name) => named(columns[name], cell)) ?? null);
  if (names.some((name) => columns[name].required === true && !places.includes(name))) return 'no-header';
  const headings = new Map<string, string>(
    names.map((name) => [name, inertText(header.cells[places.indexOf(name)] ?? columns[name].words[0] ?? name)]),
  );
  const rows: TableRow<Name>[] = [];
  const errors: CellError[] = [];
  for (const record of records) {
    const wrong = wholeRow(record, places.length);
    if (wrong !== null) {
      errors.push({ row: record.row, line: record.line, column: null, value: inertText(record.cells.join(',').slice(0, 100)), why: wrong });
      continue;
    }
    const cells = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>;
    for (const [index, name] of places.entries()) if (name !== null) cells[name] ||= unguardedCell((record.cells[index] ?? '').trim());
    const here = names.flatMap((name) => cellErrors(record, name, cells[name], columns[name]));
    errors.push(...here);
    if (here.length === 0) rows.push({ row: record.row, line: record.line, cells });
  }
  return {
    header: header.cells,
    rows,
    errors,
    ignored: header.cells
      .filter((cell, at) => (places[at] ?? null) === null && cell.trim() !== '')
      .map((cell) => inertText(cell.slice(0, 100))),
    headings,
    records: new Map(records.map((record) => [record.row, record.cells])),
  };
}

function wholeRow(record: CsvRecord, width: number): Bilingual | null {
  if (record.torn) return { ja: '引用符「"」が閉じていません', en: 'a quotation mark is not closed' };
  if (record.cells.slice(width).some((cell) => cell.trim() !== ''))
    return { ja: '列が見出しより多くあります', en: 'there are more columns than the header has' };
  return null;
}

function cellErrors(record: CsvRecord, column: string, value: string, spec: ColumnSpec): readonly CellError[] {
  if (spec.required === true && value === '') return [cellError(record, column, value, { ja: '空です', en: 'is empty' })];
  if (value.length > spec.longest)
    return [cellError(record, column, value, { ja: `${spec.longest} 文字までです`, en: `takes ${spec.longest} characters` })];
  // A line end or another control character inside a cell ends a header of a mail (CRLF injection).
  if (/\p{Cc}/u.test(value))
    return [cellError(record, column, value, { ja: '改行や制御文字が入っています', en: 'holds a line end or a control character' })];
  return [];
}

function named(spec: ColumnSpec, cell: string): boolean {
  const word = folded(cell);
  return spec.words.some((known) => folded(known) === word);
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_・-]/g, '');
}
