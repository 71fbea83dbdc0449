// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Affected, Approved } from './audience.ts';

export type { Affected, Approved, Concern } from './audience.ts';

/** Who is concerned by a case, as one station knows it now. What is fixed there is no concern any more. */
export type AudienceSource = (caseId: CaseId) => Promise<readonly Affected[]>;

/** A case's list of its own, and the rows as they were approved last. Writers take the transaction of the entry. */
export type AudienceStore = {
  /** Replaces the list that a person brought. */
  readonly saveList: (tx: Tx, caseId: CaseId, affected: readonly Affected[]) => Promise<void>;
  readonly list: (caseId: CaseId) => Promise<readonly Affected[]>;
  readonly saveApproved: (tx: Tx, caseId: CaseId, rows: readonly Approved[]) => Promise<void>;
  readonly approved: (caseId: CaseId) => Promise<readonly Approved[]>;
};
