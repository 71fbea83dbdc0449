// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Known, Told, Version } from './inquiry.ts';

export type { Known, Told, Version } from './inquiry.ts';

/** One who asked, with what he was told last. */
export type Inquiry = {
  readonly inquiryId: string;
  readonly caseId: CaseId;
  readonly way: 'telephone' | 'page';
  /** The number that was said or typed. */
  readonly asked: string;
  /** Who asked, and where he can be reached; '' where he did not say. */
  readonly caller: string;
  readonly reach: string;
  readonly told: Told;
  readonly version: number;
  readonly at: string;
  readonly by: string;
  /** A call in vain, and when to try again; null after he was told. */
  readonly tried: { readonly at: string; readonly note: string } | null;
};

/** What changed from the version before to this one. */
export type Step = {
  readonly version: Version;
  /** Customers who are in this version and were not in this shape in the one before. */
  readonly opened: readonly Omit<Known, 'goneAt'>[];
  /** Customers of the version before whose row ends with this one. */
  readonly closed: readonly string[];
};

/** Versions of the audience and who asked. Writers take the transaction of the entry. */
export type InquiryStore = {
  readonly version: (caseId: CaseId, tx?: Tx) => Promise<Version | null>;
  /** All rows of the newest version; with a transaction no other version is made until it ends. */
  readonly known: (caseId: CaseId, tx?: Tx) => Promise<readonly Known[]>;
  readonly history: (caseId: CaseId, customerIds: readonly string[], tx?: Tx) => Promise<readonly Known[]>;
  readonly advance: (tx: Tx, caseId: CaseId, step: Step) => Promise<void>;
  readonly lookedAt: (tx: Tx, caseId: CaseId, at: string) => Promise<void>;
  readonly save: (tx: Tx, inquiry: Inquiry) => Promise<void>;
  readonly find: (inquiryId: string, tx?: Tx) => Promise<Inquiry | null>;
  /** In the order in which they were answered last. */
  readonly list: (caseId: CaseId) => Promise<readonly Inquiry[]>;
};
