// SPDX-License-Identifier: Apache-2.0
import type { Actor } from './actor.ts';
import type { Draft, Entry, ErasedEntry } from './entry.ts';
import type { CaseView } from './fold/view.ts';
import type { CaseFilter, Tx } from './store.port.ts';
import type { CaseId, StreamId } from './stream.ts';

export type Append = {
  readonly stream: StreamId;
  readonly actor: Actor;
  readonly drafts: readonly Draft[];
  /** Optimistic concurrency: refused when the stream has gone on. Absent: append whatever came before. */
  readonly expectedSeq?: number;
};

export type Appended = {
  readonly stream: StreamId;
  readonly entries: readonly Entry[];
  readonly seq: number;
  readonly view: CaseView | null;
};

/** Thrown inside a transaction, so that nothing of it stays. Shells turn it into 409/412 with both numbers. */
export class StaleError extends Error {
  readonly stream: StreamId;
  readonly expected: number;
  readonly actual: number;
  constructor(stream: StreamId, expected: number, actual: number) {
    super(`${stream} is at ${actual}, not at ${expected}`);
    this.name = 'StaleError';
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Inside one transaction: entries, registers of parts, tasks, all or nothing. */
export type Writing = {
  /** For a part's register to write beside the entry. */
  readonly tx: Tx;
  readonly append: (append: Append) => Promise<Appended>;
  /** Opens a case with its first entries and gives its number. */
  readonly openCase: (actor: Actor, drafts: (caseId: CaseId) => readonly Draft[]) => Promise<Appended & { readonly caseId: CaseId }>;
  /** Appends within `work` are stored in one go at its end. Nothing may read or erase what it appended before that. */
  readonly together: <T>(work: () => Promise<T>) => Promise<T>;
  /** The next number of a counter, 1, 2, 3 … without gaps. */
  readonly nextNumber: (counter: string) => Promise<number>;
};

/** All that a part knows of the journal. `write` is the only way to change a case (the first law). */
export type Journal = {
  readonly write: <T>(work: (writing: Writing) => Promise<T>) => Promise<T>;
  /** One transaction with one append. */
  readonly append: (append: Append) => Promise<Appended>;
  readonly view: (caseId: CaseId) => Promise<CaseView | null>;
  readonly cases: (filter: CaseFilter) => Promise<readonly CaseView[]>;
  /** Entries after `after`, in order. */
  readonly entries: (stream: StreamId, after: number, limit: number) => Promise<readonly (Entry | ErasedEntry)[]>;
};
