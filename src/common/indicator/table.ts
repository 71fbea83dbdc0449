// SPDX-License-Identifier: Apache-2.0
// Lists with cells: by their heading where they have one; each column is what the heading says, and no other is read.
import { cellsOf } from '../csv.ts';
import { indicatorsOf } from './grammar.ts';
import { typed } from './json.ts';
import { kindNamed, withdrawn } from './reading.ts';
import type { Sink } from './reading.ts';

const VALUE = /^(value|indicator|ioc|ioc_value|indicator_value|observable|値|痕跡情報|指標|インジケーター?|通信先)$/i;
const TYPE = /^(type|ioc_type|indicator_type|kind|種類|種別|タイプ)$/i;

export type Heading = { readonly separator: string; readonly names: readonly string[] };

/** Names of columns, where a line is a heading: some are known, and none of them is an indicator itself. */
export function headingOf(line: string): Heading | null {
  for (const separator of [',', ';', '\t', '|']) {
    if (!line.includes(separator)) continue;
    const names = cellsOf(line, separator).map((name) => name.normalize('NFKC').trim().toLowerCase());
    const known = names.filter((name) => VALUE.test(name) || kindNamed(name) !== null);
    if (
      names.length > 1 &&
      known.length > 0 &&
      names.every((name) => indicatorsOf(name).length === 0 && !/\d[.:[(]/.test(name) && name.length < 60)
    )
      return { separator, names };
  }
  // One column with a name.
  const alone = line.normalize('NFKC').trim().toLowerCase();
  return VALUE.test(alone) || kindNamed(alone) !== null ? { separator: ',', names: [alone] } : null;
}

/**
 * Indicators of one row under a heading. A row of another width, or withdrawn at `now` (milliseconds), is left out whole
 * with the reason.
 */
export function readRow(row: readonly string[], heading: Heading, now: number | null, at: Sink): void {
  const cells = row.map((cell) => cell.trim());
  const line = row.join(heading.separator);
  if (heading.names.length === 1) return typed(VALUE.test(heading.names[0] ?? '') ? undefined : heading.names[0], line.trim(), at);
  if (cells.length !== heading.names.length) return at.leave(line, 'width');
  const record = Object.fromEntries(heading.names.map((name, index) => [name, cells[index] ?? '']));
  const gone = withdrawn(record, now);
  const type = heading.names.findIndex((name) => TYPE.test(name));
  const value = heading.names.findIndex((name) => VALUE.test(name));
  if (value >= 0) {
    const cell = cells[value] ?? '';
    const kind = type < 0 ? undefined : cells[type];
    if (gone !== null) at.leave(`${kind ?? ''} ${cell}`.trim(), gone);
    else if (cell !== '') typed(kind === '' ? undefined : kind, cell, at);
    return;
  }
  const named = heading.names.flatMap((name, index) => {
    const cell = cells[index] ?? '';
    return cell === '' || kindNamed(name) === null ? [] : [{ name, cell }];
  });
  // Nothing where the heading has an indicator: what stands in the other cells is not guessed at.
  if (named.length === 0 && cells.some((cell) => cell !== '')) at.leave(line, gone ?? 'unreadable');
  for (const { name, cell } of named) {
    if (gone !== null) at.leave(`${name}: ${cell}`, gone);
    else typed(name, cell, at);
  }
}
