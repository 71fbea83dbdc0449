// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../case/language/journal.port.ts';
import type { Tx } from '../journal/store.port.ts';
import type { Instant } from '../kernel/instant.ts';
import type { OutboxRow } from './message.ts';

/** How many may be asked for now; not of which receivers, and of which first where any of theirs wait. `most` 0: nothing leaves now. */
export type LanePlan = { readonly most: number; readonly notDomains: readonly string[]; readonly first: readonly string[] | null };

/** What the part that sends by the thousand says before and after; both in the transaction that claims or settles. */
export type LanePolicy = {
  readonly plan: (inFlight: number) => Promise<LanePlan>;
  readonly claimed: (tx: Tx, rows: readonly OutboxRow[], at: Instant) => Promise<void>;
  readonly settled: (writing: Writing, rows: readonly OutboxRow[]) => Promise<void>;
  /** Nothing more may leave now, and nothing is on its way. */
  readonly idle: () => Promise<void>;
};
