// SPDX-License-Identifier: Apache-2.0
import type { OutsideStore } from './outside/outside-store.port.ts';
import type { Tx } from '../journal/store.port.ts';
import type { Organisation, Person, PersonFields } from './person.ts';
export type { Organisation, Person, PersonFields } from './person.ts';

export type PeopleFilter = {
  /** Substring of name, reading, department or an address, case-insensitive. */
  readonly search?: string;
  readonly includeLeft?: boolean;
  /** Number of the last person of the page before. */
  readonly after?: number;
  readonly limit: number;
};

/** `addedAt` null: from before it was noted. */
export type Factors = {
  readonly totp: boolean;
  readonly passkeys: readonly { readonly name: string; readonly addedAt: string | null }[];
};

export type Department = { readonly name: string; readonly people: number; readonly head: string | null };

export type Rights = {
  readonly people: readonly { readonly personId: string; readonly roles: readonly string[] }[];
  readonly keys: readonly { readonly keyId: string; readonly roles: readonly string[] }[];
};

export type AccessRow = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** `was` null: added by it. */
export type KeptRow = { readonly personId: string; readonly was: PersonFields | null; readonly fields: PersonFields };
export type KeptImport = {
  readonly digest: string;
  readonly file: string;
  readonly at: string;
  readonly upto: number;
  readonly rows: readonly KeptRow[];
};

export type InvitationMade = {
  readonly personId: string;
  readonly invitation: string;
  readonly until: string;
  readonly at: string;
  readonly by: string;
};

export type NewPerson = PersonFields & { readonly personId: string; readonly number: number };
export type PersonRecord = Person & { readonly number: number };

/** The register's rows. Writers take the transaction of the entry that says what they do. */
export type PeopleStore = OutsideStore & {
  /** With a transaction: locked until it ends. */
  readonly find: (personId: string, tx?: Tx) => Promise<PersonRecord | null>;
  readonly list: (filter: PeopleFilter) => Promise<readonly PersonRecord[]>;
  /** People of these addresses, whether they left or not. */
  readonly byAddress: (addresses: readonly string[], tx?: Tx) => Promise<ReadonlyMap<string, string>>;
  /** People without any address, by `name` and `department`. */
  readonly byName: (name: string, department: string, tx: Tx) => Promise<PersonRecord | null>;
  /** Departments that somebody who is here belongs to. `head`: the number of who heads it; null: nobody is named. */
  readonly departments: (tx?: Tx) => Promise<readonly Department[]>;
  /** null: nobody heads it any more. Who leaves heads nothing from then on. */
  readonly setHead: (tx: Tx, department: string, personId: string | null) => Promise<void>;
  /** Administrators who can sign in. Locks the register's roles until the transaction ends. */
  readonly administrators: (tx: Tx) => Promise<readonly string[]>;
  readonly count: (tx?: Tx) => Promise<number>;
  readonly insert: (tx: Tx, people: readonly NewPerson[]) => Promise<void>;
  readonly update: (tx: Tx, personId: string, fields: PersonFields) => Promise<void>;
  readonly leave: (tx: Tx, personId: string, at: string) => Promise<void>;
  readonly comeBack: (tx: Tx, personId: string) => Promise<void>;
  /** Makes or replaces the password. `oneTime`: it opens nothing but the change of itself. Ends all sessions. */
  readonly setPassword: (
    tx: Tx,
    input: { readonly personId: string; readonly name: string; readonly address: string; readonly hash: string; readonly oneTime: boolean },
  ) => Promise<void>;
  /** The second factor and the passkeys of a person who lost the device. */
  readonly dropSecondFactors: (tx: Tx, personId: string) => Promise<void>;
  /** While a one-time password is in use: passkeys and apps that came after it was given, and trusted devices, go. */
  readonly dropFactorsSinceOneTime: (personId: string) => Promise<void>;
  /** What opens the desk for this person beside the password. */
  readonly factors: (personId: string, tx?: Tx) => Promise<Factors>;
  readonly withdrawUnusedPassword: (personId: string) => Promise<void>;
  /** The hash of a one-time password that is in use and was never changed; null where there is none. */
  readonly unusedPassword: (personId: string, tx?: Tx) => Promise<string | null>;
  /** The latest invitations, newest first: entries of the desk's chain. */
  readonly invitations: (limit: number) => Promise<readonly InvitationMade[]>;
  /** null: no such person or left. `oneTime`: the password in use is a one-time one. */
  readonly standing: (personId: string) => Promise<(PersonRecord & { readonly oneTime: boolean; readonly totp: boolean }) | null>;
  /** Who may do what now: everybody of the register who has not left, and every machine's key. */
  readonly rights: () => Promise<Rights>;
  /** The trail of access as far as it names this person, newest first: entries of the desk's chain. */
  readonly accessOf: (personId: string, limit: number) => Promise<readonly AccessRow[]>;
  /** The last table of people that was taken in, until it is taken back or another one comes; null: there is none. */
  readonly lastImport: (tx?: Tx) => Promise<KeptImport | null>;
  /** `upto` is noted by the store: the newest entry there is. */
  readonly keepImport: (tx: Tx, kept: Omit<KeptImport, 'upto'>) => Promise<void>;
  readonly forgetImport: (tx: Tx) => Promise<void>;
  /** Numbers of people that any entry after this one names. */
  readonly namedSince: (global: number, tx: Tx) => Promise<ReadonlySet<string>>;
  /** People whom nothing names: nothing of them is kept. */
  readonly takeOut: (tx: Tx, personIds: readonly string[]) => Promise<void>;
  /** With a transaction: locked until it ends. */
  readonly organisation: (tx?: Tx) => Promise<Organisation>;
  readonly saveOrganisation: (tx: Tx, organisation: Omit<Organisation, 'version'>) => Promise<void>;
};
