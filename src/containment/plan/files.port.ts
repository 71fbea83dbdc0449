// SPDX-License-Identifier: Apache-2.0

/** Files that a person named on the command line. `text` and `lines` inflate gzip by themselves; all throw when the file cannot be read. */
export type PlanFiles = {
  readonly text: (path: string) => Promise<string>;
  /** As it lies there, compressed or not. */
  readonly bytes: (path: string) => Promise<Uint8Array>;
  readonly lines: (path: string) => AsyncIterable<string>;
  /** Null where there is no such file. */
  readonly existing: (path: string) => Promise<string | null>;
  readonly write: (path: string, content: string) => Promise<void>;
};
