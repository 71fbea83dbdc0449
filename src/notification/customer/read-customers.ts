// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../../kernel/sha256.ts';
import { contactIdOf } from '../contact/contact.ts';
import type { Contact } from '../contact/contact.ts';
import { cellError } from '../table/table.ts';
import type { CellError, Table, TableRow } from '../table/table.ts';
import { cellReaders, customerColumns } from './columns.ts';
import type { CustomerColumn } from './columns.ts';
import { inOrder, kindOf, rungs } from './customer.ts';
import type { Customer } from './customer.ts';

export type CustomerFile = {
  readonly table: Table<CustomerColumn>;
  readonly customers: readonly Customer[];
  readonly contacts: readonly Contact[];
  readonly errors: readonly CellError[];
};

type Row = TableRow<CustomerColumn>;

/** The customers of a table. Rows named in `leaveOut` are not read at all; whatever else is wrong is an error of a cell. */
export function readCustomers(table: Table<CustomerColumn>, leaveOut: ReadonlySet<number>, hash: HashBytes): CustomerFile {
  const customers = new Map<string, { readonly row: Row; readonly customer: Customer; readonly contracts: Set<string> }>();
  const contacts = new Map<string, Contact>();
  const errors: CellError[] = table.errors.filter((error) => !leaveOut.has(error.row));
  for (const row of table.rows.filter((one) => !leaveOut.has(one.row))) {
    const own: CellError[] = [];
    const customer = customerOf(row, hash, contacts, own);
    const before = customers.get(customer.customerId);
    if (before !== undefined) own.push(...differences(before.row, row));
    else if (customer.ladder.length === 0 && own.length === 0) own.push(cellError(row, 'role', '', unreachable));
    errors.push(...own);
    if (own.length > 0) continue;
    if (before === undefined) customers.set(customer.customerId, { row, customer, contracts: new Set(customer.contracts) });
    else for (const contract of customer.contracts) before.contracts.add(contract);
  }
  return {
    table,
    customers: [...customers.values()].map(({ customer, contracts }) => ({ ...customer, contracts: [...contracts] })),
    contacts: [...contacts.values()],
    errors: errors.toSorted((a, b) => a.row - b.row),
  };
}

const unreachable = { ja: '連絡先が1つもありません', en: 'there is no way to reach this customer' };

/** The customer of one row; what is wrong in it goes to `errors`, the contacts it names to `contacts`. */
function customerOf(row: Row, hash: HashBytes, contacts: Map<string, Contact>, errors: CellError[]): Customer {
  const { cells } = row;
  const read = <T>(column: keyof typeof cellReaders, otherwise: T): T => {
    if (cells[column] === '') return otherwise;
    const made = cellReaders[column](cells[column]) as { value: T } | { why: CellError['why'] };
    if ('value' in made) return made.value;
    errors.push(cellError(row, column, cells[column], made.why));
    return otherwise;
  };
  const preference = read<Customer['preference']>('preference', null);
  const letter = [cells.postcode, cells.letter].filter((one) => one !== '').join(' ');
  const values = { ...blank, letter: cells.letter === '' ? '' : letter };
  for (const rung of rungs) if (rung !== 'letter') values[rung] = read(rung, '');
  const ladder = rungs.flatMap((rung) => {
    const value = values[rung];
    if (value === '') return [];
    const kind = kindOf(rung);
    const contactId = contactIdOf(hash, kind, value);
    contacts.set(contactId, { contactId, kind, value, off: null, dead: null, unsubscribed: null });
    return [{ rung, contactId }];
  });
  // The same address on two steps is one step: the earlier one.
  const once = ladder.filter((step, at) => ladder.findIndex((other) => other.contactId === step.contactId) === at);
  return {
    customerId: cells.customerId,
    name: cells.name,
    attention: cells.attention,
    contracts: read('contracts', []),
    lang: read('lang', 'ja'),
    preference,
    machineForm: read('machineForm', false),
    ladder: inOrder(once, preference),
  };
}

const blank = { role: '', person: '', second: '', reseller: '', telephone: '', letter: '' };

/** A customer's further rows may bring further contracts and nothing else. */
function differences(first: Row, row: Row): readonly CellError[] {
  const columns = (Object.keys(customerColumns) as CustomerColumn[]).filter((column) => column !== 'contracts');
  return columns
    .filter((column) => row.cells[column] !== '' && row.cells[column] !== first.cells[column])
    .map((column) =>
      cellError(row, column, row.cells[column], {
        ja: `${first.line} 行目の同じ顧客と違います`,
        en: `is not what line ${first.line} says of the same customer`,
      }),
    );
}
