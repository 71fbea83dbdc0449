// SPDX-License-Identifier: Apache-2.0
import type { Sha256 } from '../kernel/sha256.ts';
import type { Task } from './task.ts';
import type { CaseId, StreamId } from './stream.ts';
import type { Tx } from './tx.ts';

export type { Tx };

/** An entry as it is stored. `envelope` is canonical JSON, `body` canonical JSON of {salt, body} or null once erased. */
export type StoredEntry = {
  readonly global: number;
  readonly stream: StreamId;
  readonly seq: number;
  readonly envelope: string;
  readonly body: string | null;
  readonly hash: Sha256;
  /** SHA-256 over the desk's previous head and this hash: the one chain over all streams. */
  readonly head: Sha256;
};

export type Head = { readonly global: number; readonly head: Sha256 };
/**
 * `erased` once the case was deleted: its envelopes stay, nothing is appended any more. `imported`: it came from another
 * desk, and nothing is appended but what erases.
 */
export type TailOf<View> = {
  readonly seq: number;
  readonly hash: Sha256;
  readonly view: View | null;
  readonly erased?: boolean;
  readonly imported?: boolean;
};

/** A stream's new tail, and the view that it had before; null where it had none. */
export type TailChange<View> = { readonly stream: StreamId; readonly before: View | null; readonly tail: TailOf<View> };

/** Something that stands open in a case, from the register that is written with its entry. `body`: as its kind means it. */
export type StandingRow = {
  readonly caseId: CaseId;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly id: string;
  readonly place: string | null;
  readonly body: unknown;
};

export type CaseFilter = {
  readonly state?: 'open' | 'closed';
  /** Substring of the title or of a report's subject, case-insensitive. */
  readonly search?: string;
  /** Only cases whose folded view contains one of these, as `@>` of PostgreSQL's jsonb means it. */
  readonly holding?: readonly object[];
  readonly before?: { readonly changedAt: string; readonly id: string };
  /** Those that came from another desk too. Left out they stay: nobody works on them here, and nothing of them leaves. */
  readonly imported?: boolean;
  readonly limit: number;
};

/** What a trace names when a list of several cases was read. */
export const MANY = '*';

export type ReadTrace = { readonly at: string; readonly caseId: string; readonly personId: string; readonly route: string };

/** `View`: what the entries of a case add up to in the language of the journal. */
export type JournalStoreOf<View> = {
  /** Commits durably before it resolves; rolls back when `work` throws. */
  readonly inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The desk's head, locked until the transaction ends: appends stand in one line. */
  readonly lockHead: (tx: Tx) => Promise<Head>;
  readonly tail: (tx: Tx, stream: StreamId) => Promise<TailOf<View> | null>;
  /** The tails of several streams by one question; a stream without an entry is not among them. */
  readonly tailsOf: (streams: readonly StreamId[], tx?: Tx) => Promise<ReadonlyMap<StreamId, TailOf<View>>>;
  readonly insert: (tx: Tx, entries: readonly StoredEntry[], tails: readonly TailChange<View>[], head: Head) => Promise<void>;
  /** Next number of a counter, starting at 1: no gaps, because it rolls back with the transaction. */
  readonly nextNumber: (tx: Tx, counter: string) => Promise<number>;
  /** After several numbers of a counter were given in one transaction: the last one of each. */
  readonly setNumbers: (tx: Tx, numbers: readonly (readonly [counter: string, last: number])[]) => Promise<void>;
  readonly enqueue: (tx: Tx, tasks: readonly Task[]) => Promise<void>;
  /** An entry's body, and what stands in a register because of it. */
  readonly eraseBody: (tx: Tx, stream: StreamId, seq: number) => Promise<void>;
  /** All bodies of a case, its view, and its rows in every register. */
  readonly eraseStream: (tx: Tx, stream: CaseId) => Promise<void>;
  /** What registers keep of a blob's text: its subject, the words it is searched by. */
  readonly eraseReadings: (tx: Tx, raw: Sha256) => Promise<void>;
  /** Folds a case anew from its entries and keeps that view: after a body was erased, the view must not remember it. */
  readonly refold: (tx: Tx, stream: CaseId) => Promise<View | null>;
  /** Streams with an entry that rests on this blob. Slow: looks at every body. */
  readonly streamsNaming: (sha256: Sha256) => Promise<readonly StreamId[]>;
  /** In order of seq, strictly after `after`. */
  readonly read: (stream: StreamId, after: number, limit: number) => Promise<readonly StoredEntry[]>;
  readonly readAll: (afterGlobal: number, limit: number) => Promise<readonly StoredEntry[]>;
  readonly view: (caseId: CaseId) => Promise<View | null>;
  /** Whether there is such a case that was not deleted. */
  readonly exists: (caseId: CaseId) => Promise<boolean>;
  /** Whether a note of this number stands in the case. */
  readonly isNoted: (caseId: CaseId, noteId: string) => Promise<boolean>;
  /** What stands open of one kind over all cases, at one place or anywhere; ordered by case and id. */
  readonly standing: (what: string, place?: string) => Promise<readonly StandingRow[]>;
  readonly cases: (filter: CaseFilter) => Promise<readonly View[]>;
  readonly head: () => Promise<Head>;
  readonly tails: () => Promise<
    readonly {
      readonly stream: StreamId;
      readonly seq: number;
      readonly hash: Sha256;
      readonly view: View | null;
      readonly erased: boolean;
    }[]
  >;
  /** A read of a case by a person leaves a trace: a row, which anchor-reads.ts puts into the desk's chain with others. */
  readonly traceRead: (of: CaseId | typeof MANY, personId: string, route: string, at: string) => Promise<void>;
  /** How many traces are in no anchor yet. */
  readonly waitingReads: () => Promise<number>;
  /** Marks all that wait with this anchor, and gives them in order. */
  readonly anchorWaiting: (tx: Tx, anchor: number) => Promise<readonly ReadTrace[]>;
  readonly readsOfAnchor: (anchor: number) => Promise<readonly ReadTrace[]>;
  readonly anchorNumbers: () => Promise<readonly number[]>;
  /** Newest first. */
  readonly reads: (
    of: CaseId | typeof MANY,
    limit: number,
  ) => Promise<readonly { readonly at: string; readonly personId: string; readonly route: string }[]>;
};
