// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Contact } from '../contact/contact.ts';
import type { Customer } from './customer.ts';

export type { Contact } from '../contact/contact.ts';
export type { Customer } from './customer.ts';

export type CustomerFilter = {
  /** Part of the number, the name or a contract, case-insensitive. */
  readonly search?: string;
  /** Number of the last customer of the page before. */
  readonly after?: string;
  readonly limit: number;
};

/** A contact that is switched off or dead, with how many customers name it and who they are, some of them. */
export type Silent = Contact & { readonly customers: number; readonly some: readonly string[] };

/** The organisation's own customers and the contacts that their ladders name. Writers take the transaction of the entry. */
export type CustomerStore = {
  /** Customers by number; with a transaction their rows are locked until it ends. */
  readonly find: (customerIds: readonly string[], tx?: Tx) => Promise<ReadonlyMap<string, Customer>>;
  /** By number. */
  readonly list: (filter: CustomerFilter) => Promise<readonly Customer[]>;
  readonly count: (search?: string) => Promise<number>;
  /** The customers of contract numbers; of a number that two customers have, the first by customer number. */
  readonly ofContracts: (contracts: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The customers whose ladders name each of these contacts. */
  readonly ofContacts: (contactIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  readonly contacts: (contactIds: readonly string[], tx?: Tx) => Promise<ReadonlyMap<string, Contact>>;
  /** Replaces these customers as they stand, and adds contacts that are new; marks of known contacts stay. */
  readonly save: (tx: Tx, customers: readonly Customer[], contacts: readonly Contact[]) => Promise<void>;
  /** Sets the marks of a contact; null: there is none of that number. */
  readonly mark: (tx: Tx, contactId: string, marks: Partial<Pick<Contact, 'off' | 'dead' | 'unsubscribed'>>) => Promise<Contact | null>;
  readonly silent: () => Promise<readonly Silent[]>;
};
