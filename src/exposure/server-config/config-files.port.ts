// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../path/bytes.ts';

export type { BytePath } from '../path/bytes.ts';

/** Settings of servers, read as they are: at most some megabytes each; null for what is no readable regular file. */
export type ConfigFiles = {
  readonly read: (path: BytePath) => Uint8Array | null;
  /** Names in a directory, in byte order; null when it is none. */
  readonly list: (folder: BytePath) => readonly BytePath[] | null;
};
