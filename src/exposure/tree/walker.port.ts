// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../path/bytes.ts';

export type { BytePath } from '../path/bytes.ts';

/** How a stream ended. A stream that was cut (`cut` says how) makes the whole result incomplete, never clean. */
export type StreamEnd = {
  readonly cut: string | null;
  readonly bytes: number;
  /** Objects that could not be asked: permission refused · gone meanwhile · path too long · anything else. */
  readonly denied: number;
  readonly gone: number;
  readonly tooLong: number;
  readonly other: number;
  /** The first messages, as the tool wrote them. */
  readonly samples: readonly string[];
};

export type AttributesAnswer = {
  readonly ends: readonly StreamEnd[];
  readonly capabilities: boolean;
  /** More than what was asked for: everything. */
  readonly whole: boolean;
  /** Objects whose path is longer than PATH_MAX were reached too. */
  readonly deepRead: boolean;
};

/** Walks directories without following links and without leaving a start point's file system. Reads only. */
export type Walker = {
  /** How many walks are worth running side by side on this machine. */
  readonly shards: number;
  /** Can start points be given level by level? A recorded walk holds one whole root. */
  readonly byLevel: boolean;
  /** Records of row-parser.ts for everything from the start points down, in the order of the start points. */
  readonly walk: (starts: readonly BytePath[], depth: number | null, onBytes: (chunk: Uint8Array) => void) => Promise<StreamEnd>;
  /** ACLs and file capabilities of at least these objects, as `getfattr -d -e hex` dumps them; null when no tool is there. */
  readonly attributes: (paths: Iterable<BytePath>, onBytes: (chunk: Uint8Array) => void) => Promise<AttributesAnswer | null>;
};
