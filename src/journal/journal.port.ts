// SPDX-License-Identifier: Apache-2.0
import type { Actor } from './actor.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { CaseFilter, StandingRow, Tx } from './store.port.ts';
import type { CaseId, StreamId } from './stream.ts';

// Generic in the language of the entries: its drafts, its entries (erased ones apart) and the view they add up to.

export type AppendOf<Draft> = {
  readonly stream: StreamId;
  readonly actor: Actor;
  readonly drafts: readonly Draft[];
  /** Optimistic concurrency: refused when the stream has gone on. Absent: append whatever came before. */
  readonly expectedSeq?: number;
};

export type AppendedOf<Entry, View> = {
  readonly stream: StreamId;
  readonly entries: readonly Entry[];
  readonly seq: number;
  readonly view: View | null;
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
export type WritingOf<Draft, Entry, View> = {
  /** For a part's register to write beside the entry. */
  readonly tx: Tx;
  readonly append: (append: AppendOf<Draft>) => Promise<AppendedOf<Entry, View>>;
  /** Opens a case with its first entries and gives its number. */
  readonly openCase: (
    actor: Actor,
    drafts: (caseId: CaseId) => readonly Draft[],
  ) => Promise<AppendedOf<Entry, View> & { readonly caseId: CaseId }>;
  /** How a case stands under the lock, with what this request has appended to it; null where there is none, or none any more. */
  readonly view: (caseId: CaseId) => Promise<View | null>;
  /**
   * Appends within `work` are stored in one go at its end. Nothing may read or erase what it appended before that.
   * `streams`: those it is known to append to, asked for by one question.
   */
  readonly together: <T>(work: () => Promise<T>, streams?: readonly StreamId[]) => Promise<T>;
  /** The next number of a counter, 1, 2, 3 … without gaps. */
  readonly nextNumber: (counter: string) => Promise<number>;
};

/** All that a part knows of the journal. `write` is the only way to change a case (the first law). */
export type JournalOf<Draft, Entry, ErasedEntry, View> = {
  readonly write: <T>(work: (writing: WritingOf<Draft, Entry, View>) => Promise<T>) => Promise<T>;
  /**
   * All or nothing for this append, and durable when it resolves. What is appended at the same time shares a transaction,
   * in the order in which it was asked for; what is refused of it leaves the others alone.
   */
  readonly append: (append: AppendOf<Draft>) => Promise<AppendedOf<Entry, View>>;
  readonly view: (caseId: CaseId) => Promise<View | null>;
  /** Several by one question; a case that is not there, or no more, is not among them. */
  readonly views: (caseIds: readonly CaseId[]) => Promise<ReadonlyMap<CaseId, View>>;
  readonly cases: (filter: CaseFilter) => Promise<readonly View[]>;
  /** Whether there is such a case that was not deleted; costs the same whatever stands in it, as the two below do. */
  readonly exists: (caseId: CaseId) => Promise<boolean>;
  /** Whether a note of this number stands in the case. */
  readonly isNoted: (caseId: CaseId, noteId: string) => Promise<boolean>;
  /** What stands open of one kind over all cases, at one place or anywhere; no case is read for it. */
  readonly standing: (what: string, place?: string) => Promise<readonly StandingRow[]>;
  /** Entries after `after`, in order. */
  readonly entries: (stream: StreamId, after: number, limit: number) => Promise<readonly (Entry | ErasedEntry)[]>;
  /** The blobs that a stream's entries still name; an erased body names none. */
  readonly blobsOf: (stream: StreamId) => Promise<ReadonlySet<Sha256>>;
};
