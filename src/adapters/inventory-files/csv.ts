// SPDX-License-Identifier: Apache-2.0
import { delimiterOf, readCsv } from '../../common/csv.ts';
import type { CsvRecord } from '../../common/csv.ts';
import { inertText } from '../../kernel/text.ts';
import type { AssetField, FoundTable, InventoryItem, InventoryRead, KnownHeadings } from '../../triage/inventory/inventory-file.port.ts';
import { findingsTable } from './findings.ts';
import { guessHeadings, headingRow, readHeadings } from './headings.ts';

const KINDS: Readonly<Record<string, InventoryItem['kind']>> = {
  cgi: 'cgi',
  site: 'site',
  サイト: 'site',
  asset: 'asset',
  機器: 'asset',
  資産: 'asset',
};

const ROWS_SHOWN = 10;
const COLUMNS_SHOWN = 100;

/**
 * Items of a CSV export by its headings, which may stand below a title; columns that the desk does not take are named in
 * `left`. A torn row, or one without a name, is refused by line. A table without a column of names is refused as a whole,
 * with what it holds, so that a person can say what its columns are. A scanner's findings are refused.
 */
export function readInventoryCsv(file: string, text: string, known: KnownHeadings = {}): InventoryRead {
  const all = [...readCsv(text, delimiterOf(text))];
  const findings = findingsTable(all.slice(0, 20).map(({ cells }) => cells));
  if (findings !== null) return { ok: false, why: findings };
  const top = headingRow(
    all.slice(0, 20).map(({ cells }) => cells),
    known,
  );
  const names = (all[top]?.cells ?? []).map((cell) => cell.trim());
  const rows = all.slice(top + 1);
  const { at, by } = readHeadings(names, known);
  const table = tableOf(names, rows, at.name === undefined ? guessHeadings(names) : at, by);
  if (at.name === undefined) {
    const why = { ja: '「名称」（name）の列がどれか分からない', en: 'it is not clear which column is the name (名称)' };
    return names.filter((cell) => cell !== '').length < 2 || rows.length === 0 ? { ok: false, why } : { ok: false, why, table };
  }
  const taken = new Set(Object.values(at));
  const left = names.filter((cell, index) => cell !== '' && !taken.has(index)).map((cell) => cell.slice(0, 100));
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  for (const { line, cells, torn } of rows) {
    const cell = (field: AssetField) => (cells[at[field] ?? -1] ?? '').trim();
    if (torn || cell('name') === '') {
      refused.push(`line ${line}: ${torn ? 'a quotation mark is not closed' : 'no name'}`);
      continue;
    }
    const path = cell('path');
    const vendor = cell('vendor').slice(0, 200);
    items.push({
      id: `${file}#${line}`,
      kind: KINDS[cell('kind').toLowerCase()] ?? (/\.(?:cgi|pl)\b|\/cgi-bin\//i.test(`${cell('name')} ${path}`) ? 'cgi' : 'software'),
      name: cell('name').slice(0, 300),
      ...(vendor === '' ? {} : { vendor }),
      version: cell('version').slice(0, 100) || null,
      ecosystem: ecosystemOf(cell('ecosystem')),
      host: cell('host').slice(0, 300) || null,
      path: path.slice(0, 1000) || null,
      owner: cell('owner').slice(0, 200) || null,
      exposure: exposureOf(cell('exposure')),
      from: file.slice(0, 300),
    });
  }
  return { ok: true, format: 'csv', items, refused: refused.slice(0, 100), left, table };
}

function tableOf(names: readonly string[], rows: readonly CsvRecord[], columns: FoundTable['columns'], by: FoundTable['by']): FoundTable {
  const shown = names.slice(0, COLUMNS_SHOWN);
  return {
    headings: shown.map((name) => inertText(name).slice(0, 200)),
    rows: rows.slice(0, ROWS_SHOWN).map(({ cells }) =>
      shown.map((_name, index) =>
        inertText(cells[index] ?? '')
          .trim()
          .slice(0, 200),
      ),
    ),
    columns: Object.fromEntries(Object.entries(columns).filter(([, at]) => at < COLUMNS_SHOWN)),
    by,
  };
}

function ecosystemOf(cell: string): string | null {
  if (cell === '') return null;
  return /^(?:perl|cpan)$/i.test(cell) ? 'cpan' : cell.toLowerCase().slice(0, 50);
}

function exposureOf(cell: string): InventoryItem['exposure'] {
  if (/^(?:yes|y|true|1|internet|public|open|公開|外部|あり|はい|○|インターネット)$/i.test(cell)) return 'internet';
  return /^(?:no|n|false|0|internal|private|closed|非公開|内部|社内|なし|いいえ|×)$/i.test(cell) ? 'internal' : 'unknown';
}
