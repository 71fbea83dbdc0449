// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Journal } from '../journal/journal.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { AdvisoryFiles } from './advisory-files.port.ts';
import type { ExamineDeps } from './examine.ts';
import type { ReadInventory } from './inventory-file.port.ts';
import type { Outgoing } from './outgoing.port.ts';
import type { PrintSheet } from './paper.port.ts';
import type { Signer } from './sign.port.ts';
import type { Staff } from './staff.port.ts';
import type { TriageStore } from './triage-store.port.ts';

/** What triage's use-cases stand on in an open desk. */
export type TriageDeps = {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Random text of `bytes` bytes. */
  readonly random: (bytes: number) => string;
  readonly store: TriageStore;
  readonly staff: Staff;
  readonly advisories: AdvisoryFiles;
  readonly readInventory: ReadInventory;
  readonly examiner: () => Promise<Omit<ExamineDeps, 'advisories' | 'hash'>>;
  readonly sign: () => Promise<Signer>;
  readonly outgoing: Outgoing;
  readonly print: PrintSheet;
  /** The only address that answers for the organisation. */
  readonly roleAddress: string;
  /** Where staff reach the desk, without a slash at the end. */
  readonly publicUrl: string;
};
