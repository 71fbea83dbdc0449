// SPDX-License-Identifier: Apache-2.0
import { randomText, sha256 } from '../../src/adapters/system/system.ts';
import type { Entry } from '../../src/case/entry.ts';
import type { CaseView } from '../../src/case/fold/view.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { Journal, JournalStore } from '../../src/case/language/journal.port.ts';
import { standingOf } from '../../src/case/language/standing.ts';
import { blobsNamedBy } from '../../src/case/language/named-blobs.ts';
import { createJournal } from '../../src/journal/append.ts';
import type { JournalDeps } from '../../src/journal/append.ts';
import type { BlobStore } from '../../src/journal/blob-store.port.ts';
import { openEntry, ZERO_HASH } from '../../src/journal/chain.ts';
import type { StoredEntry, TailOf, Tx } from '../../src/journal/store.port.ts';
import type { CaseId, StreamId } from '../../src/journal/stream.ts';
import type { Task } from '../../src/journal/task.ts';
import { parseInstant, plusMillis } from '../../src/kernel/instant.ts';
import type { Clock, Instant } from '../../src/kernel/instant.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';

export type MemoryJournal = {
  readonly journal: Journal;
  readonly store: JournalStore;
  readonly clock: Clock & { readonly forward: (millis: number) => void };
  readonly tasks: readonly Task[];
  /** What the store was asked to do beside appending, in order. */
  readonly calls: readonly string[];
  /** All entries of a stream, as a reader gets them. */
  readonly entries: (stream: string) => Promise<readonly Entry[]>;
};

/**
 * Does a store's work some time later, as a real one does, and only on a transaction that is still open: what a use-case
 * does not wait for, or does beside its transaction, ends a test.
 */
export async function within<T>(tx: unknown, work: () => T): Promise<T> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  if ((tx as { open?: unknown } | null)?.open !== true) throw new Error('this is done on no open transaction');
  return work();
}

type State = { rows: StoredEntry[]; tails: Map<StreamId, TailOf<CaseView>>; numbers: Map<string, number>; tasks: Task[] };

/**
 * The real journal over a store in memory, for tests of one use-case. A transaction that throws leaves nothing, and one
 * waits for the other. What only PostgreSQL can show (locks, durability, registers) is for the stories.
 */
export function memoryJournal(
  given: Partial<Pick<JournalDeps<Entry, CaseView>, 'salt' | 'watches' | 'hash'>> = {},
  start = '2026-11-21T05:05:00.000Z',
): MemoryJournal {
  let state: State = { rows: [], tails: new Map(), numbers: new Map(), tasks: [] };
  const now = { at: parseInstant(start) as Instant };
  const clock = {
    now: () => now.at,
    forward: (millis: number) => {
      now.at = plusMillis(now.at, millis);
    },
  };
  const calls: string[] = [];
  let line: Promise<unknown> = Promise.resolve();
  const rowsOf = (stream: StreamId) => state.rows.filter((row) => row.stream === stream);
  const folded = (stream: StreamId) => rowsOf(stream).reduce<CaseView | null>((view, row) => caseLanguage.fold(view, openEntry(row)), null);
  const erase = (stream: StreamId, only: (row: StoredEntry) => boolean): void => {
    state.rows = state.rows.map((row) => (row.stream === stream && only(row) ? { ...row, body: null } : row));
  };
  const head = () => ({ global: state.rows.length, head: state.rows.at(-1)?.head ?? ZERO_HASH });
  const notHere = (): never => {
    throw new Error('the journal in memory does not do this');
  };

  const store: JournalStore = {
    inTransaction(work) {
      const run = async () => {
        const before: State = { rows: state.rows, tails: new Map(state.tails), numbers: new Map(state.numbers), tasks: state.tasks };
        const tx = { open: true };
        try {
          return await work(tx as unknown as Tx);
        } catch (error) {
          state = before;
          throw error;
        } finally {
          tx.open = false;
        }
      };
      const done = line.then(run, run);
      line = done.catch(() => undefined);
      return done;
    },
    lockHead: (tx) =>
      within(tx, () => {
        calls.push('lockHead');
        return head();
      }),
    tail: (tx, stream) =>
      within(tx, () => {
        calls.push(`tail ${stream}`);
        return state.tails.get(stream) ?? null;
      }),
    tailsOf: (streams, tx) => {
      const found = (): ReadonlyMap<StreamId, TailOf<CaseView>> => {
        calls.push(`tails ${streams.length}`);
        return new Map([...state.tails].filter(([stream]) => streams.includes(stream)));
      };
      return tx === undefined ? Promise.resolve(found()) : within(tx, found);
    },
    insert: (tx, entries, tails) =>
      within(tx, () => {
        calls.push(`insert ${entries.length}`);
        state.rows = [...state.rows, ...entries];
        for (const { stream, tail } of tails) state.tails.set(stream, tail);
      }),
    nextNumber: (tx, counter) =>
      within(tx, () => {
        const next = (state.numbers.get(counter) ?? 0) + 1;
        state.numbers.set(counter, next);
        calls.push(`nextNumber ${counter}`);
        return next;
      }),
    setNumbers: (tx, numbers) =>
      within(tx, () => {
        for (const [counter, last] of numbers) state.numbers.set(counter, last);
        calls.push('setNumbers');
      }),
    enqueue: (tx, tasks) =>
      within(tx, () => {
        state.tasks = [...state.tasks, ...tasks];
      }),
    eraseBody: (tx, stream, seq) => within(tx, () => erase(stream, (row) => row.seq === seq)),
    eraseStream: (tx, stream) =>
      within(tx, () => {
        erase(stream, () => true);
        const tail = state.tails.get(stream);
        if (tail !== undefined) state.tails.set(stream, { ...tail, view: null, erased: true });
      }),
    eraseReadings: (tx, raw) => within(tx, () => void calls.push(`eraseReadings ${raw}`)),
    refold: (tx, stream) =>
      within(tx, () => {
        const view = folded(stream);
        const tail = state.tails.get(stream);
        if (tail !== undefined) state.tails.set(stream, { ...tail, view });
        return view;
      }),
    streamsNaming: (blob) =>
      Promise.resolve([...new Set(state.rows.filter((row) => blobsNamedBy(openEntry(row)).includes(blob)).map((row) => row.stream))]),
    read: (stream, after, limit) =>
      Promise.resolve(
        rowsOf(stream)
          .filter((row) => row.seq > after)
          .slice(0, limit),
      ),
    readAll: (after, limit) => Promise.resolve(state.rows.filter((row) => row.global > after).slice(0, limit)),
    view: (caseId) => Promise.resolve(state.tails.get(caseId)?.view ?? null),
    exists: (caseId) => Promise.resolve((state.tails.get(caseId)?.view ?? null) !== null),
    isNoted: (caseId, noteId) =>
      Promise.resolve(
        rowsOf(caseId).some((row) => {
          const entry = openEntry(row);
          return entry.kind === 'case.noted' && (entry.body as { noteId?: string } | null)?.noteId === noteId;
        }),
      ),
    standing: (what, place) =>
      Promise.resolve(
        [...state.tails].flatMap(([stream, { view }]) =>
          (view === null ? [] : standingOf(view))
            .filter((row) => row.what === what && (place === undefined || row.place === place))
            .map(({ id, place: at, body }) => ({
              caseId: stream as CaseId,
              title: view?.title ?? '',
              state: view?.state.is ?? 'open',
              id,
              place: at,
              body,
            })),
        ),
      ),
    cases: (filter) =>
      Promise.resolve(
        [...state.tails.values()].flatMap(({ view, imported }) => (imported === true && filter.imported !== true ? [] : (view ?? []))),
      ),
    head: () => Promise.resolve(head()),
    tails: () => Promise.resolve([...state.tails].map(([stream, tail]) => ({ stream, ...tail, erased: tail.erased === true }))),
    traceRead: notHere,
    waitingReads: notHere,
    anchorWaiting: notHere,
    readsOfAnchor: notHere,
    anchorNumbers: notHere,
    reads: notHere,
  };
  const journal: Journal = createJournal({
    store,
    language: caseLanguage,
    clock,
    hash: sha256,
    salt: () => randomText(16),
    watches: [],
    ...given,
  });
  return {
    journal,
    store,
    clock,
    calls,
    get tasks() {
      return state.tasks;
    },
    entries: async (stream) => (await journal.entries(stream as StreamId, 0, 1_000_000)) as readonly Entry[],
  };
}

/** Blobs in memory, with what was erased. */
export function memoryBlobs(): BlobStore & { readonly held: ReadonlyMap<Sha256, Uint8Array> } {
  const held = new Map<Sha256, Uint8Array>();
  return {
    held,
    put(bytes) {
      held.set(sha256(bytes), bytes);
      return Promise.resolve(sha256(bytes));
    },
    get: (name) => Promise.resolve(held.get(name) ?? null),
    has: (name) => Promise.resolve(held.has(name)),
    erase(name) {
      held.delete(name);
      return Promise.resolve();
    },
    async *list() {
      for (const [name, bytes] of held) yield { sha256: name, bytes: bytes.length };
    },
  };
}
