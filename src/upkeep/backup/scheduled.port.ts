// SPDX-License-Identifier: Apache-2.0
import type { BackupFailure } from '../../case/entry/case.ts';
import type { Instant } from '../../kernel/instant.ts';

/** What the journal says of backups since the stretch began. */
export type BackupTrail = {
  readonly last: Instant | null;
  readonly failed: { readonly at: Instant; readonly reason: BackupFailure; readonly detail: string } | null;
  /** Scheduled ones since `since`. */
  readonly taken: number;
  readonly failures: number;
  /** Names of the scheduled ones, newest first. */
  readonly files: readonly string[];
};

/** The folder in which backups lie. */
export type BackupFolder = {
  /** null: it is there and may be written; what a killed desk left half written goes. Rejects as the system does. */
  readonly ready: (folder: string) => Promise<{ readonly reason: BackupFailure; readonly detail: string } | null>;
  /** A file that is gone already is none. */
  readonly remove: (folder: string, name: string) => Promise<void>;
  readonly names: (folder: string) => Promise<readonly string[]>;
};
