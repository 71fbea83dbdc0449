// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Journal } from '../case/language/journal.port.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Outbox } from '../outbox/outbox.port.ts';
import type { Passing } from '../outbox/passing.port.ts';
import type { AdvisoryFiles } from './advisory/advisory-files.port.ts';
import type { Campaigns } from './examination/campaigns.ts';
import type { ExamineApart } from './examination/examination.port.ts';
import type { ReadInventory } from './inventory/inventory-file.port.ts';
import type { PrintPaper } from '../common/paper.port.ts';
import type { Signer } from '../common/signer.port.ts';
import type { Staff } from './staff/staff.port.ts';
import type { TriageStore } from './examination/triage-store.port.ts';

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
  /** The organisation's name as it stands in mails; empty texts before it was set. */
  readonly organisation: () => Promise<Bilingual>;
  readonly advisories: AdvisoryFiles;
  readonly readInventory: ReadInventory;
  readonly examine: ExamineApart;
  /** The organisation's own mail domains. */
  readonly ownDomains: () => Promise<readonly string[]>;
  readonly likenesses: Campaigns;
  readonly sign: () => Promise<Signer>;
  readonly outbox: Outbox;
  /** What bears the mark of an exercise. */
  readonly passing: Passing;
  readonly print: PrintPaper;
  /** IANA zone in which the organisation reads its times. */
  readonly zone: () => Promise<string>;
  /** The only address that answers for the organisation. */
  readonly roleAddress: () => Promise<string>;
  /** Start of links to the desk in mails, without a slash at the end; null while nobody else could open them. */
  readonly linkBase: () => Promise<string | null>;
};
