// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/instant.ts';
import { createGrouped } from '../kernel/grouped.ts';
import { ProblemError } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import { MACHINE_ID } from '../kernel/person.ts';
import { openEntry, seal, ZERO_HASH } from './chain.ts';
import type { AnyDraft, AnyEntry } from './entry.ts';
import { StaleError } from './journal.port.ts';
import type { AppendedOf, AppendOf, JournalOf, WritingOf } from './journal.port.ts';
import type { Language } from './language.port.ts';
import { journalProblem } from './problems.ts';
import type { Head, JournalStoreOf, StoredEntry, TailOf, Tx } from './store.port.ts';
import { caseIdOf, DESK } from './stream.ts';
import type { StreamId } from './stream.ts';
import type { Task, WatchOf } from './task.ts';

export type JournalDeps<Entry, View> = {
  readonly store: JournalStoreOf<View>;
  /** The kinds of entries and what they add up to: the journal itself knows neither. */
  readonly language: Language<View>;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** A fresh random salt, at least 128 bits as text. */
  readonly salt: () => string;
  /** Every part's watch: what an entry causes is enqueued in the entry's own transaction. */
  readonly watches: readonly WatchOf<Entry, View>[];
};

/** Appends that share one transaction: while it is written the next ones come together. */
const MOST_AT_ONCE = 64;

/** The journal over a store. Parsing, chaining, folding and everything an entry causes happen in one transaction. */
export function createJournal<Draft extends AnyDraft, Entry extends AnyEntry, ErasedEntry extends AnyEntry, View>(
  deps: JournalDeps<Entry, View>,
): JournalOf<Draft, Entry, ErasedEntry, View> {
  const { store } = deps;

  function write<T>(work: (writing: WritingOf<Draft, Entry, View>) => Promise<T>): Promise<T> {
    return store.inTransaction((tx) => work(writingOn(deps, tx)));
  }

  type Done = Result<AppendedOf<Entry, View>, unknown>;
  const append = createGrouped<AppendOf<Draft>, Done>((requests) => write((writing) => appendAll(writing, requests)), MOST_AT_ONCE);

  return {
    write,
    async append(request) {
      const done = await append(request);
      if (!done.ok) throw done.error;
      return done.value;
    },
    view: (caseId) => store.view(caseId),
    async views(caseIds) {
      const tails = await store.tailsOf([...new Set(caseIds)]);
      return new Map(
        [...new Set(caseIds)].flatMap((caseId) => {
          const view = tails.get(caseId)?.view ?? null;
          return view === null ? [] : [[caseId, view] as const];
        }),
      );
    },
    cases: (filter) => store.cases(filter),
    exists: (caseId) => store.exists(caseId),
    isNoted: (caseId, noteId) => store.isNoted(caseId, noteId),
    standing: (what, place) => store.standing(what, place),
    entries: async (stream, after, limit) => (await store.read(stream, after, limit)).map((row) => openEntry(row) as Entry | ErasedEntry),
    async blobsOf(stream) {
      const named = new Set<Sha256>();
      for (let after = 0; ; ) {
        const batch = await store.read(stream, after, 1000);
        if (batch.length === 0) return named;
        for (const row of batch) for (const sha256 of deps.language.blobsNamedBy(openEntry(row))) named.add(sha256);
        after = batch.at(-1)?.seq ?? after;
      }
    },
  };
}

/**
 * One after the other, stored in one go. A request that is refused has put nothing beside the others': only a fault of the
 * store spoils the transaction, and that shows itself at its end.
 */
function appendAll<Draft extends AnyDraft, Entry extends AnyEntry, View>(
  writing: WritingOf<Draft, Entry, View>,
  requests: readonly AppendOf<Draft>[],
): Promise<readonly Result<AppendedOf<Entry, View>, unknown>[]> {
  return writing.together(
    async () => {
      const done: Result<AppendedOf<Entry, View>, unknown>[] = [];
      for (const request of requests)
        done.push(
          await writing.append(request).then(ok, (cause: unknown) => {
            // A single one says itself what went wrong.
            if (requests.length === 1) throw cause;
            return err(cause);
          }),
        );
      return done;
    },
    requests.map(({ stream }) => stream),
  );
}

/**
 * Entries are stored as they are appended, or, within `together`, chained one after the other and stored in one go at
 * its end: a group of mails then costs one insert, not one for each. The head stays locked from the first append on.
 */
function writingOn<Draft extends AnyDraft, Entry extends AnyEntry, View>(
  deps: JournalDeps<Entry, View>,
  tx: Tx,
): WritingOf<Draft, Entry, View> {
  const { store } = deps;
  const held = { together: false, head: null as Head | null, rows: [] as StoredEntry[], tasks: [] as Task[] };
  const tails = new Map<StreamId, TailOf<View>>();
  const known = new Map<StreamId, TailOf<View>>();
  /** How each stream stood before the first of these appends. */
  const origins = new Map<StreamId, View | null>();
  const counters = new Map<string, { readonly given: number; last: number }>();
  const lockHead = async (): Promise<Head> => (held.head ??= await store.lockHead(tx));

  async function flush(): Promise<void> {
    const moved = [...counters].flatMap(([counter, { given, last }]) => (last > given ? [[counter, last] as const] : []));
    if (moved.length > 0) await store.setNumbers(tx, moved);
    const changed = [...tails].map(([stream, tail]) => ({ stream, before: origins.get(stream) ?? null, tail }));
    if (held.head !== null && held.rows.length > 0) await store.insert(tx, held.rows, changed, held.head);
    if (held.tasks.length > 0) await store.enqueue(tx, held.tasks);
    held.rows = [];
    held.tasks = [];
    tails.clear();
    origins.clear();
    known.clear();
    counters.clear();
  }

  async function tailOf(stream: StreamId): Promise<TailOf<View>> {
    return tails.get(stream) ?? known.get(stream) ?? (await store.tail(tx, stream)) ?? { seq: 0, hash: ZERO_HASH, view: null };
  }

  async function append(request: AppendOf<Draft>): Promise<AppendedOf<Entry, View>> {
    const { actor } = request;
    if (actor.type === 'person' && actor.id.startsWith(MACHINE_ID)) throw new Error('The key of a machine is no person.');
    const head = await lockHead();
    const tail = await tailOf(request.stream);
    if (tail.erased === true) throw new ProblemError(journalProblem('journal.deleted-case'));
    if (tail.imported === true && !request.drafts.every(({ kind }) => kind.startsWith('data.')))
      throw new ProblemError(journalProblem('journal.imported-case'));
    if (request.expectedSeq !== undefined && request.expectedSeq !== tail.seq)
      throw new StaleError(request.stream, request.expectedSeq, tail.seq);
    const chained = chainOn(deps, request, head, tail);
    const tasks = chained.steps.flatMap(({ entry, view }) => deps.watches.flatMap((watch) => watch(view, entry)));
    held.head = chained.head;
    held.rows.push(...chained.rows);
    held.tasks.push(...tasks);
    if (!origins.has(request.stream)) origins.set(request.stream, tail.view);
    tails.set(request.stream, chained.tail);
    if (!held.together) await flush();
    return { stream: request.stream, entries: chained.steps.map((step) => step.entry), seq: chained.tail.seq, view: chained.tail.view };
  }

  /** Within `together` the first number locks the counter, the following ones are counted here and noted at its end. */
  async function nextNumber(counter: string): Promise<number> {
    const known = counters.get(counter);
    if (known !== undefined) return ++known.last;
    const given = await store.nextNumber(tx, counter);
    if (held.together) counters.set(counter, { given, last: given });
    return given;
  }

  return {
    tx,
    append,
    nextNumber,
    async view(caseId) {
      await lockHead();
      return (await tailOf(caseId)).view;
    },
    async openCase(actor, drafts) {
      const year = Number(deps.clock.now().slice(0, 4));
      await lockHead();
      const caseId = caseIdOf(year, await nextNumber(`case/${year}`));
      if (held.together) tails.set(caseId, { seq: 0, hash: ZERO_HASH, view: null });
      return { ...(await append({ stream: caseId, actor, drafts: drafts(caseId), expectedSeq: 0 })), caseId };
    },
    async together(work, streams = []) {
      held.together = true;
      if (streams.length > 1) {
        // Under the lock, or another transaction's entry would be missed.
        await lockHead();
        const found = await store.tailsOf([...new Set(streams)], tx);
        for (const stream of streams) known.set(stream, found.get(stream) ?? { seq: 0, hash: ZERO_HASH, view: null });
      }
      const done = await work();
      held.together = false;
      await flush();
      return done;
    },
  };
}

function chainOn<Entry extends AnyEntry, View>(
  deps: JournalDeps<Entry, View>,
  request: AppendOf<AnyDraft>,
  head: Head,
  tail: TailOf<View>,
) {
  const now = deps.clock.now();
  const rows: StoredEntry[] = [];
  const steps: { entry: Entry; view: View | null }[] = [];
  let state = { head, tail };
  for (const given of request.drafts) {
    const draft = { kind: given.kind, body: storable(deps.language.parse(given)) };
    const { stored, entry } = seal(
      deps.hash,
      {
        stream: request.stream,
        seq: state.tail.seq + 1,
        prev: state.tail.hash,
        global: state.head.global + 1,
        head: state.head.head,
        now,
        actor: request.actor,
        salt: deps.salt(),
      },
      draft,
    );
    const view = request.stream === DESK ? null : deps.language.fold(state.tail.view, entry);
    rows.push(stored);
    // What the language parsed is an entry of the language.
    steps.push({ entry: entry as Entry, view });
    state = { head: { global: stored.global, head: stored.head }, tail: { ...state.tail, seq: stored.seq, hash: stored.hash, view } };
  }
  return { rows, steps, ...state };
}

/**
 * NUL and lone surrogates cannot stand in PostgreSQL's text: they become U+2400 (the picture of NUL) and U+FFFD.
 * The bytes as they came are in the blob; an entry is what is said about them.
 */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\u2400').toWellFormed();
  if (Array.isArray(value)) return value.map((item) => storable(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)]));
  return value;
}
