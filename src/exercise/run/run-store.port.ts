// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Run } from './run.ts';

export type { Run };

/** The register of runs. Writers take the transaction of the entries that say what they do. */
export type RunStore = {
  readonly lock: (tx: Tx, runId: string) => Promise<Run | null>;
  readonly put: (tx: Tx, run: Run) => Promise<void>;
  readonly ofCase: (caseId: string) => Promise<Run | null>;
  readonly run: (runId: string) => Promise<Run | null>;
  /** Newest first. */
  readonly list: (limit: number) => Promise<readonly Run[]>;
  /** Every case that is an exercise. */
  readonly cases: () => Promise<ReadonlySet<string>>;
  /** All that have not ended. */
  readonly active: () => Promise<readonly Run[]>;
};
