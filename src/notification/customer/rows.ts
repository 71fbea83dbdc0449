// SPDX-License-Identifier: Apache-2.0
import type { CustomerRow, SilentContact } from '../contract.ts';
import type { Contact, Customer, CustomerStore, Silent } from './customer-store.port.ts';
import { stepsOf } from './customer.ts';

/** Customers with their ladders as a screen or a command shows them. */
export async function customerRows(store: Pick<CustomerStore, 'contacts'>, customers: readonly Customer[]): Promise<CustomerRow[]> {
  const contacts = await store.contacts([...new Set(customers.flatMap((one) => one.ladder.map((step) => step.contactId)))]);
  return customers.map(({ contracts, ladder: _ladder, ...rest }, at) => ({
    ...rest,
    contracts: [...contracts],
    ladder: stepsOf(customers[at] ?? { ladder: [] }, contacts).map(({ rung, contact, is }) => ({
      rung,
      contactId: contact.contactId,
      value: contact.value,
      is,
      why: contact.off?.reason ?? contact.dead?.why ?? '',
      unsubscribed: contact.unsubscribed !== null,
    })),
  }));
}

/** null: it can be used. */
export function silentRow(contact: Contact & Partial<Pick<Silent, 'customers' | 'some'>>): SilentContact | null {
  const { contactId, kind, value, off, dead } = contact;
  const shared = { contactId, kind, value, customers: contact.customers ?? 0, some: [...(contact.some ?? [])] };
  if (off !== null) return { ...shared, is: 'off', why: off.reason, by: off.by, at: off.at };
  return dead === null ? null : { ...shared, is: 'dead', why: dead.why, by: null, at: dead.at };
}
