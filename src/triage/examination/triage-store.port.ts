// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Examination } from './examine.ts';
import type { HeadingMap } from '../inventory/heading-map.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import type { Likeness } from './likeness.ts';

export type LikenessRow = { readonly reportId: string; readonly caseId: string; readonly likeness: Likeness };
/** `body`: the canonical JSON of an examination, of which `digest` is taken. */
export type ExaminationRow = { readonly caseId: string; readonly reportId: string; readonly digest: string; readonly body: string };
export type CensusRow = {
  readonly personId: string;
  readonly name: string;
  readonly department: string;
  readonly hasAddress: boolean;
  readonly answer: string | null;
  readonly answeredAt: string | null;
  readonly note: string;
};

/** The registers of triage. Writers take the transaction of the entry that says what they do. */
export type TriageStore = {
  /** Replaces what came from the same file. */
  readonly putInventory: (tx: Tx, from: string, items: readonly InventoryItem[]) => Promise<void>;
  readonly inventory: () => Promise<readonly InventoryItem[]>;
  /** What people said of headings, newest first; one for each set of headings. */
  readonly headingMaps: () => Promise<readonly HeadingMap[]>;
  /** Replaces what was said of the same headings. */
  readonly putHeadingMap: (tx: Tx, map: HeadingMap) => Promise<void>;
  readonly putLikenesses: (tx: Tx, rows: readonly LikenessRow[]) => Promise<void>;
  /** Newest first, from before `before`. */
  readonly likenesses: (limit: number, before: number | null) => Promise<readonly (LikenessRow & { readonly ordinal: number })[]>;
  readonly hasLikeness: (tx: Tx, reportId: string) => Promise<boolean>;
  /** The newest other report with exactly this text, where the text is long enough to say something. */
  readonly sameText: (tx: Tx, exact: string, apartFrom: string) => Promise<LikenessRow | null>;
  /** Results of examinations, each under the digest that its entry carries. Kept once. */
  readonly putExaminations: (tx: Tx, rows: readonly ExaminationRow[]) => Promise<void>;
  readonly examination: (caseId: string, reportId: string, digest: string) => Promise<Examination | null>;
  readonly startCensus: (tx: Tx, noticeId: string, rows: readonly Omit<CensusRow, 'answer' | 'answeredAt' | 'note'>[]) => Promise<void>;
  readonly census: (noticeId: string) => Promise<readonly CensusRow[]>;
  /** false when the notice names no such person. */
  readonly answer: (tx: Tx, noticeId: string, personId: string, answer: string, at: string, note: string) => Promise<boolean>;
};

export { headingKey } from '../inventory/heading-map.ts';
export type { Examination, HeadingMap, InventoryItem, Likeness };
