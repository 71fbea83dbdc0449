// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../journal/store.port.ts';
import type { InventoryItem } from './inventory.ts';
import type { Likeness } from './likeness.ts';

export type LikenessRow = { readonly reportId: string; readonly caseId: string; readonly likeness: Likeness };
export type CensusRow = {
  readonly personId: string;
  readonly name: string;
  readonly department: string;
  readonly hasAddress: boolean;
  readonly answer: string | null;
  readonly answeredAt: string | null;
  readonly note: string;
  readonly sentAt: string | null;
};

/** The registers of triage. Writers take the transaction of the entry that says what they do. */
export type TriageStore = {
  /** Replaces what came from the same file. */
  readonly putInventory: (tx: Tx, from: string, items: readonly InventoryItem[]) => Promise<void>;
  readonly inventory: () => Promise<readonly InventoryItem[]>;
  readonly putLikeness: (tx: Tx, row: LikenessRow) => Promise<void>;
  /** Newest first. */
  readonly likenesses: (limit: number) => Promise<readonly LikenessRow[]>;
  readonly startCensus: (
    tx: Tx,
    noticeId: string,
    rows: readonly Omit<CensusRow, 'answer' | 'answeredAt' | 'note' | 'sentAt'>[],
  ) => Promise<void>;
  readonly census: (noticeId: string) => Promise<readonly CensusRow[]>;
  /** false when the notice names no such person. */
  readonly answer: (tx: Tx, noticeId: string, personId: string, answer: string, at: string, note: string) => Promise<boolean>;
  readonly markSent: (noticeId: string, personId: string, at: string) => Promise<void>;
};

export type { InventoryItem, Likeness };
