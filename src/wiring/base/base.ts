// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../../edge/command.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { JournalStore } from '../../case/language/journal.port.ts';
import type { TaskHandler } from '../../journal/task.ts';
import type { Database } from '../../adapters/postgres/database.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';

/** What the desk stands on once its state store is open. */
export type OpenState = {
  readonly journal: Journal;
  readonly store: JournalStore;
  readonly blobs: BlobStore;
  readonly database: Database;
};

/** What every part may be wired with. `open` starts or adopts the state store on first use, once. */
export type Base = {
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly open: () => Promise<OpenState>;
};

/**
 * Something that runs while the desk runs: a listener, a poller, a child process. Of several servers on one database only the one
 * that works runs it, unless it is `everywhere`: what each server has for itself.
 */
export type Service = {
  readonly name: string;
  readonly everywhere?: true;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a part hands to the shells; its watch stands in watches.ts. */
export type Wired = {
  readonly commands?: readonly CommandSpec[];
  readonly routes?: (opened: OpenState) => readonly RouteSpec[];
  readonly handlers?: (opened: OpenState) => readonly TaskHandler[];
  /** Made anew each time this server begins to work. */
  readonly services?: (opened: OpenState) => readonly Service[];
  /** Tells open screens that there is something new to read which is no entry: the progress of a long work. */
  readonly signals?: (opened: OpenState) => (tell: (topic: string) => void) => () => void;
};
