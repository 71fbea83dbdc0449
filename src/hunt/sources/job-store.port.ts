// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ImportJob } from './import-job.ts';
import type { SeenFile, WatchedFolder } from './watched-folder.ts';
export type { ImportJob } from './import-job.ts';
export type { SeenFile, WatchedFolder } from './watched-folder.ts';
export type { Tx } from '../../journal/store.port.ts';
export type { Instant } from '../../kernel/instant.ts';

/** The register of imports and of folders that are looked at. */
export type JobStore = {
  readonly insert: (tx: Tx, job: ImportJob) => Promise<void>;
  readonly find: (importId: string) => Promise<ImportJob | null>;
  /** Newest first. */
  readonly list: (limit: number) => Promise<readonly ImportJob[]>;
  /** The oldest that waits, or that a desk which is gone had begun. */
  readonly nextToRun: () => Promise<ImportJob | null>;
  /** Reads, changes and writes one job under a lock; null where there is none, unchanged where `change` gives null. */
  readonly update: (importId: string, change: (job: ImportJob) => ImportJob | null, tx?: Tx) => Promise<ImportJob | null>;
  readonly folders: () => Promise<readonly WatchedFolder[]>;
  readonly addFolder: (tx: Tx, folder: WatchedFolder) => Promise<void>;
  readonly removeFolder: (tx: Tx, folderId: string) => Promise<WatchedFolder | null>;
  readonly looked: (folderId: string, at: Instant, fault: string | null) => Promise<void>;
  readonly seen: (folderId: string) => Promise<readonly SeenFile[]>;
  readonly saw: (tx: Tx, folderId: string, files: readonly SeenFile[]) => Promise<void>;
};
