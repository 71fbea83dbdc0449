// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { PrintPaper } from '../common/paper.port.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Passing } from '../outbox/passing.port.ts';
import type { House } from './fact/house.port.ts';

/** What every piece of disclosure works with; a piece that needs more says so in a file of its own. */
export type DisclosureDeps = {
  readonly journal: Journal;
  readonly blobs: Pick<BlobStore, 'put' | 'get'>;
  readonly house: House;
  readonly print: PrintPaper;
  /** What may be public, and what bears the mark of an exercise. */
  readonly passing: Passing;
  readonly clock: Clock;
  readonly hash: HashBytes;
};
