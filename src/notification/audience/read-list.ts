// SPDX-License-Identifier: Apache-2.0
import { cellError } from '../table/table.ts';
import type { CellError, Columns, Table } from '../table/table.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { Affected, Concern } from './audience.ts';

/** Columns of a list of whom a case concerns: by customer number or by contract number. */
export const listColumns = {
  customerId: { words: ['顧客番号', '顧客id', '得意先コード', '会員番号', 'customer', 'customerid', 'customernumber'], longest: 200 },
  contract: { words: ['契約番号', '契約', '契約id', 'contract', 'contractnumber', 'contractid'], longest: 200 },
  place: { words: ['場所', '対象', 'url', 'サイト', 'place', 'object', 'site'], longest: 1000 },
  what: { words: ['内容', '問題', '指摘', 'what', 'finding', 'problem'], longest: 2000, required: true },
  todo: { words: ['対処', '対処方法', 'お願いすること', 'todo', 'action', 'remedy'], longest: 2000 },
} as const satisfies Columns<string>;
export type Column = keyof typeof listColumns;

export type ListFile = { readonly table: Table<Column>; readonly affected: readonly Affected[]; readonly errors: readonly CellError[] };

/** Whom a table names; `owners`: the customers of contract numbers. A row that names nobody of the register is an error. */
export async function readList(
  table: Table<Column>,
  leaveOut: ReadonlySet<number>,
  hash: HashBytes,
  owners: (contracts: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<ListFile> {
  const rows = table.rows.filter((row) => !leaveOut.has(row.row));
  const byContract = await owners([...new Set(rows.map((row) => row.cells.contract))].filter((one) => one !== ''));
  const affected = new Map<string, { readonly name: string; readonly concerns: Concern[] }>();
  const errors: CellError[] = table.errors.filter((error) => !leaveOut.has(error.row));
  for (const row of rows) {
    const { customerId, contract, place, what, todo } = row.cells;
    const owner = byContract.get(contract);
    if (customerId === '' && owner === undefined) {
      const [ja, en] =
        contract === ''
          ? ['顧客番号も契約番号もありません', 'names no customer and no contract']
          : ['顧客の一覧にない契約番号です', 'is no contract of the register'];
      errors.push(cellError(row, contract === '' ? 'customerId' : 'contract', contract, { ja, en }));
      continue;
    }
    if (customerId !== '' && owner !== undefined && owner !== customerId) {
      errors.push(cellError(row, 'contract', contract, { ja: `顧客 ${owner} の契約です`, en: `is a contract of customer ${owner}` }));
      continue;
    }
    const id = customerId === '' ? (owner ?? '') : customerId;
    const one = affected.get(id) ?? { name: id, concerns: [] };
    const at = place === '' ? contract : place;
    one.concerns.push({
      id: `list:${hash(`${at}\n${what}`).slice(0, 20)}`,
      source: 'list',
      place: at,
      what: { ja: what, en: what },
      todo: { ja: todo, en: todo },
      severity: null,
    });
    affected.set(id, one);
  }
  return {
    table,
    affected: [...affected].map(([customerId, rest]) => ({ customerId, ...rest })),
    errors: errors.toSorted((a, b) => a.row - b.row),
  };
}
