// SPDX-License-Identifier: Apache-2.0
// One line of comma-separated values (RFC 4180): in the engine, and for the heading of a sample.
import { text } from '../../engine/sql.ts';

const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Null: a quote stands where none may. A line end inside a cell makes two lines of it, and both are refused. */
export function cellsOf(line: string, separator: Separator): readonly string[] | null {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const next = line.indexOf(separator, at);
      const cell = line.slice(at, next === -1 ? line.length : next);
      if (cell.includes('"')) return null;
      cells.push(cell.trim());
      at = next === -1 ? line.length + 1 : next + 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && (line[end] !== '"' || line[end + 1] === '"')) end += line[end] === '"' ? 2 : 1;
    if (line[end] !== '"') return null;
    cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
    at = end + 1;
    while (line[at] === ' ') at += 1;
    if (at < line.length && line[at] !== separator) return null;
    at += 1;
  }
  return cells;
}

/** The sign that parts the heading into most cells outside of quotes. */
export function separatorOf(heading: string): Separator {
  const counts = SEPARATORS.map((sign) => ({ sign, cells: cellsOf(heading, sign)?.length ?? 0 }));
  return counts.toSorted((a, b) => b.cells - a.cells)[0]?.sign ?? ',';
}

const sign = (separator: Separator) => (separator === '|' ? '[|]' : separator);

/** The cells of `sql` as an array of texts. */
export function cellsSql(sql: string, separator: Separator): string {
  const cell = `(?:"(?:[^"]|"")*" *|[^${separator}"]*)${sign(separator)}`;
  const cut = `arrayMap(x -> substring(x, 1, length(x) - 1), extractAll(concat(${sql}, ${text(separator)}), ${text(cell)}))`;
  return `arrayMap(x -> if(startsWith(x, '"'), replaceAll(substring(trimRight(x), 2, length(trimRight(x)) - 2), '""', '"'), trimBoth(x)), ${cut})`;
}

/** Whether each cell is whole: quotes around a cell, doubled inside it, and nowhere else. */
export function wholeCells(sql: string, separator: Separator): string {
  const cell = `(?:"(?:[^"]|"")*" *|[^${separator}"]*)`;
  return `match(${sql}, ${text(`^${cell}(?:${sign(separator)}${cell})*$`)})`;
}
