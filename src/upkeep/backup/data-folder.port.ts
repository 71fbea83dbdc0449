// SPDX-License-Identifier: Apache-2.0

/** The files of the data folder that are neither database nor originals: keys, templates, advisories, logs. */
export type DataFolder = {
  /** Paths below the folder, with `/`; those of the log vault only where they are asked for. */
  readonly files: (withLogs: boolean) => AsyncIterable<{ readonly path: string; readonly bytes: number }>;
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
  /** Durable when it resolves; a path that leads out of the folder, or into the database, throws. */
  readonly write: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
};
