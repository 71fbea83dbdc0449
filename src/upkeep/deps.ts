// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Archives } from './backup/archive.port.ts';
import type { DataFolder } from './backup/data-folder.port.ts';
import type { LoadTables, TakeSnapshot } from './backup/tables.port.ts';

/** What a backup reads, while the desk may be running. */
export type BackupDeps = {
  readonly archives: Archives;
  readonly folder: DataFolder;
  readonly blobs: BlobStore;
  readonly snapshot: TakeSnapshot;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly version: string;
};

/** What a restore writes: tables that hold nothing, and a folder beside them. */
export type RestoreDeps = {
  readonly archives: Archives;
  readonly folder: DataFolder;
  readonly blobs: BlobStore;
  readonly load: LoadTables;
  readonly snapshot: TakeSnapshot;
  readonly hash: HashBytes;
};
