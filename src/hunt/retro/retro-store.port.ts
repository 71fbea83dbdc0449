// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Indicator } from '../indicator/indicator.ts';

export type { CaseId, Indicator, Instant, Tx };

/** What each case looks for and what the desk holds to be harmless. Every change of it is anchored by an entry. */
export type RetroStore = {
  /** Gives those that the case did not have. */
  readonly addIndicators: (tx: Tx, caseId: CaseId, indicators: readonly Indicator[], at: Instant) => Promise<readonly Indicator[]>;
  readonly indicators: (caseId: CaseId) => Promise<readonly Indicator[]>;
  readonly casesThatLook: () => Promise<readonly CaseId[]>;
  readonly allowed: () => Promise<readonly Indicator[]>;
  /** The whole list anew. */
  readonly setAllowed: (tx: Tx, indicators: readonly Indicator[], at: Instant) => Promise<void>;
  /** Keeps the digest of what a search of everything found, and says whether it is the case's first, another one, or the same. */
  readonly settle: (tx: Tx, caseId: CaseId, digest: string, at: Instant) => Promise<'first' | 'other' | 'same'>;
};
