// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { csvCell, inertText } from '../../kernel/text.ts';

/** `words`: how the header may name it, in any width, case and spacing. `longest`: characters of a cell. */
export type ColumnSpec = { readonly words: readonly string[]; readonly longest: number; readonly required?: true };
export type Columns<Name extends string> = Readonly<Record<Name, ColumnSpec>>;

/** One cell that cannot be taken, or a whole row (`column` null); `row` is the record's number from 1, the header being 1. */
export type CellError = {
  readonly row: number;
  readonly line: number;
  readonly column: string | null;
  readonly value: string;
  readonly why: Bilingual;
};
export type TableRow<Name extends string> = {
  readonly row: number;
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
};
export type Table<Name extends string> = {
  readonly header: readonly string[];
  readonly rows: readonly TableRow<Name>[];
  readonly errors: readonly CellError[];
  readonly ignored: readonly string[];
  /** A column as the file heads it; our first word for it where the file has none. */
  readonly headings: ReadonlyMap<string, string>;
  /** Every record as it stood, by its row. */
  readonly records: ReadonlyMap<number, readonly string[]>;
};

export const MOST_ROWS = 200_000;

/** The error of one cell of a row; the value is made inert and cut. */
export function cellError(row: { readonly row: number; readonly line: number }, column: string, value: string, why: Bilingual): CellError {
  return { row: row.row, line: row.line, column, value: inertText(value.slice(0, 100)), why };
}

/** The errors with each column as the file heads it. */
export function asHeaded({ headings }: Pick<Table<string>, 'headings'>, errors: readonly CellError[]): readonly CellError[] {
  return errors.map((error) => (error.column === null ? error : { ...error, column: headings.get(error.column) ?? error.column }));
}

/** Only the rows in error, as they stood, with the reasons in a last column: to be mended and brought again. UTF-8 with a mark. */
export function badRows(table: Pick<Table<string>, 'header' | 'records'>, errors: readonly CellError[], lang: 'ja' | 'en'): string {
  const reasons = new Map<number, string[]>();
  for (const { row, column, why } of errors) {
    const reason = column === null ? why[lang] : `${column}: ${why[lang]}`;
    reasons.set(row, [...(reasons.get(row) ?? []), reason]);
  }
  const width = table.header.length;
  const lines = [...reasons].map(([row, why]) => {
    const cells = table.records.get(row) ?? [];
    return [...Array.from({ length: width }, (_, at) => cells[at] ?? ''), why.join(' / ')];
  });
  const header = [...table.header, { ja: '理由', en: 'reason' }[lang]];
  return `\ufeff${[header, ...lines].map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`).join('')}`;
}
