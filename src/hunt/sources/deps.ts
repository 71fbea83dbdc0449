// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { HuntResources } from '../deps.ts';
import type { Folders } from './folders.port.ts';
import type { Incoming } from './incoming.port.ts';
import type { JobStore } from './job-store.port.ts';
import type { Progress } from './progress.ts';

/** What bringing logs in stands on, once for a running desk. */
export type SourcesDeps = {
  readonly journal: Journal;
  readonly store: JobStore;
  readonly incoming: Incoming;
  readonly folders: Folders;
  readonly desk: HuntResources;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Largest upload in bytes. */
  readonly mostBytes: number;
};

/** Runs one import after the other, as long as the desk runs. What a desk that is gone had begun is begun again: a file known already is not read twice. */
export type ImportRunner = {
  readonly poke: () => void;
  readonly progress: () => Progress | null;
  /** Stops the import that runs at the next place where it can be stopped. */
  readonly cancel: (importId: string) => void;
  readonly onChange: (tell: () => void) => () => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

export type SourcesResources = SourcesDeps & { readonly runner: ImportRunner };
