// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import { decodeText } from '../../common/decode-text.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { CustomersImported } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import type { readTable } from '../table/read-table.ts';
import { asHeaded, badRows, MOST_ROWS } from '../table/table.ts';
import type { Contact } from '../contact/contact.ts';
import { customerColumns } from './columns.ts';
import type { CustomerColumn } from './columns.ts';
import { kindOf } from './customer.ts';
import type { Customer } from './customer.ts';
import { readCustomers } from './read-customers.ts';

export type CustomersFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Takes a list of customers into the register, in one transaction: known numbers are replaced, others added, nobody is removed.
 * A file with an error takes nobody in, unless each of its bad rows is named in `leaveOut`. A contact that is switched off stays
 * off; the answer says which of them the file still names, and which it replaces.
 */
export async function importCustomers(
  deps: Pick<NotificationDeps, 'journal' | 'customers' | 'hash'>,
  actor: Actor,
  file: CustomersFile,
  how: { readonly leaveOut: ReadonlySet<number>; readonly lang: Lang },
  reading: Reading<typeof readTable<CustomerColumn>>,
): Promise<Result<CustomersImported, Problem>> {
  const name = inertText(file.name).slice(0, 200);
  const decoded = decodeText(file.bytes);
  const table = decoded === null ? 'no-header' : await reading(decoded.text, customerColumns);
  if (table === 'too-long') return err(notificationProblem('notification.too-many-rows', { file: name, most: MOST_ROWS }));
  if (decoded === null || table === 'no-header') return err(notificationProblem('notification.unreadable-csv', { file: name }));
  const read = readCustomers(table, how.leaveOut, deps.hash);
  const { customers, contacts } = read;
  const errors = asHeaded(table, read.errors);
  const report = {
    file: name,
    encoding: decoded.encoding,
    rows: table.records.size,
    leftOut: [...how.leaveOut].filter((row) => table.records.has(row)).length,
    customers: customers.length,
    contracts: new Set(customers.flatMap((one) => one.contracts)).size,
    ignoredColumns: table.ignored.slice(0, 50),
  };
  if (errors.length > 0)
    return ok({
      ...report,
      ...nobody,
      off: [],
      errors: errors.slice(0, MOST_SHOWN),
      errorCount: errors.length,
      bad: badRows(table, errors, how.lang),
    });
  return deps.journal.write(async (writing) => {
    const before = await deps.customers.find(
      customers.map((one) => one.customerId),
      writing.tx,
    );
    const changed = customers.filter((one) => !same(before.get(one.customerId), one));
    const named = [...new Set([...before.values(), ...customers].flatMap((one) => one.ladder.map((step) => step.contactId)))];
    const known = await deps.customers.contacts(named, writing.tx);
    await deps.customers.save(writing.tx, changed, contacts);
    const off = switchedOff(customers, before, known, new Map(contacts.map((one) => [one.contactId, one])));
    const counts = {
      added: changed.filter((one) => !before.has(one.customerId)).length,
      changed: changed.filter((one) => before.has(one.customerId)).length,
      stillOff: off.filter((one) => one.is === 'still-off').length,
      replacedOff: off.filter((one) => one.is === 'replaced').length,
    };
    const digest = deps.hash(canonicalJson(customers));
    const { file: _file, encoding: _encoding, ignoredColumns: _ignored, ...sizes } = report;
    await writing.append({
      stream: DESK,
      actor,
      drafts: [{ kind: 'customers.imported', body: { file: name, ...sizes, ...counts, digest } }],
    });
    return ok({ ...report, ...counts, taken: true, off: off.slice(0, MOST_SHOWN), errors: [], errorCount: 0, bad: '' });
  });
}

const MOST_SHOWN = 500;
const nobody = { taken: false, added: 0, changed: 0, stillOff: 0, replacedOff: 0 };

function same(before: Customer | undefined, now: Customer): boolean {
  return before !== undefined && canonicalJson(before) === canonicalJson(now);
}

/** Of what is switched off: what the file names still, and what it puts another contact in the place of. */
function switchedOff(
  customers: readonly Customer[],
  before: ReadonlyMap<string, Customer>,
  known: ReadonlyMap<string, Contact>,
  brought: ReadonlyMap<string, Contact>,
): CustomersImported['off'] {
  return customers.flatMap((customer) => {
    const now = new Map(customer.ladder.map((step) => [step.contactId, step]));
    const was = before.get(customer.customerId)?.ladder ?? [];
    const steps = [...now.values(), ...was.filter((step) => !now.has(step.contactId))];
    return steps.flatMap(({ rung, contactId }) => {
      const contact = known.get(contactId);
      if (contact === undefined || contact.off === null) return [];
      const other = customer.ladder.find((step) => step.rung === rung && !was.some((old) => old.contactId === step.contactId));
      return [
        {
          customerId: customer.customerId,
          customer: customer.name,
          contactId,
          kind: kindOf(rung),
          value: contact.value,
          reason: contact.off.reason,
          is: now.has(contactId) ? ('still-off' as const) : ('replaced' as const),
          by: now.has(contactId) || other === undefined ? null : (brought.get(other.contactId)?.value ?? null),
        },
      ];
    });
  });
}
