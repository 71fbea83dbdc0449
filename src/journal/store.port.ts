// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../kernel/brand.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Task } from './task.ts';
import type { CaseId, StreamId } from './stream.ts';
import type { CaseView } from './fold/view.ts';

/** An open transaction. Only the adapter that made it can look inside; registers of parts take it to write beside an entry. */
export type Tx = Brand<object, 'Tx'>;

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
/** `erased` once the case was deleted: its envelopes stay, nothing is appended any more. */
export type Tail = { readonly seq: number; readonly hash: Sha256; readonly view: CaseView | null; readonly erased?: boolean };

export type CaseFilter = {
  readonly state?: 'open' | 'closed';
  /** Substring of the title or of a report's subject, case-insensitive. */
  readonly search?: string;
  readonly before?: { readonly changedAt: string; readonly id: string };
  readonly limit: number;
};

export type JournalStore = {
  /** Commits durably before it resolves; rolls back when `work` throws. */
  readonly inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The desk's head, locked until the transaction ends: appends stand in one line. */
  readonly lockHead: (tx: Tx) => Promise<Head>;
  readonly tail: (tx: Tx, stream: StreamId) => Promise<Tail | null>;
  readonly insert: (
    tx: Tx,
    entries: readonly StoredEntry[],
    tails: readonly { stream: StreamId; tail: Tail }[],
    head: Head,
  ) => Promise<void>;
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
  readonly refold: (tx: Tx, stream: CaseId) => Promise<CaseView | null>;
  /** Streams whose bodies contain this text (a blob's hash). Slow: looks at every body. */
  readonly streamsNaming: (text: string) => Promise<readonly StreamId[]>;
  /** In order of seq, strictly after `after`. */
  readonly read: (stream: StreamId, after: number, limit: number) => Promise<readonly StoredEntry[]>;
  readonly readAll: (afterGlobal: number, limit: number) => Promise<readonly StoredEntry[]>;
  readonly view: (caseId: CaseId) => Promise<CaseView | null>;
  readonly cases: (filter: CaseFilter) => Promise<readonly CaseView[]>;
  readonly head: () => Promise<Head>;
  readonly tails: () => Promise<
    readonly {
      readonly stream: StreamId;
      readonly seq: number;
      readonly hash: Sha256;
      readonly view: CaseView | null;
      readonly erased: boolean;
    }[]
  >;
  /** A read of a case by a person leaves a trace; it is no entry. */
  readonly traceRead: (caseId: CaseId, personId: string, route: string, at: string) => Promise<void>;
  /** Newest first. */
  readonly reads: (
    caseId: CaseId,
    limit: number,
  ) => Promise<readonly { readonly at: string; readonly personId: string; readonly route: string }[]>;
};
