// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/instant.ts';
import { ProblemError } from '../kernel/problem.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import { openEntry, seal, ZERO_HASH } from './chain.ts';
import type { Draft, Entry } from './entry.ts';
import { entrySchemas } from './entry/kinds.ts';
import { foldEntry } from './fold.ts';
import { StaleError } from './journal.port.ts';
import type { Append, Appended, Journal, Writing } from './journal.port.ts';
import { journalProblem } from './problems.ts';
import type { Head, JournalStore, StoredEntry, Tail, Tx } from './store.port.ts';
import { caseIdOf, DESK } from './stream.ts';
import type { StreamId } from './stream.ts';
import type { Task, Watch } from './task.ts';

export type JournalDeps = {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** A fresh random salt, at least 128 bits as text. */
  readonly salt: () => string;
  /** Every part's watch: what an entry causes is enqueued in the entry's own transaction. */
  readonly watches: readonly Watch[];
};

/** The journal over a store. Parsing, chaining, folding and everything an entry causes happen in one transaction. */
export function createJournal(deps: JournalDeps): Journal {
  const { store } = deps;

  function write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    return store.inTransaction((tx) => work(writingOn(deps, tx)));
  }

  return {
    write,
    append: (append) => write((writing) => writing.append(append)),
    view: (caseId) => store.view(caseId),
    cases: (filter) => store.cases(filter),
    entries: async (stream, after, limit) => (await store.read(stream, after, limit)).map((row) => openEntry(row)),
  };
}

/**
 * Entries are stored as they are appended, or, within `together`, chained one after the other and stored in one go at
 * its end: a group of mails then costs one insert, not one for each. The head stays locked from the first append on.
 */
function writingOn(deps: JournalDeps, tx: Tx): Writing {
  const { store } = deps;
  const held = { together: false, head: null as Head | null, rows: [] as StoredEntry[], tasks: [] as Task[] };
  const tails = new Map<StreamId, Tail>();
  const counters = new Map<string, { readonly given: number; last: number }>();
  const lockHead = async (): Promise<Head> => (held.head ??= await store.lockHead(tx));

  async function flush(): Promise<void> {
    const moved = [...counters].flatMap(([counter, { given, last }]) => (last > given ? [[counter, last] as const] : []));
    if (moved.length > 0) await store.setNumbers(tx, moved);
    const changed = [...tails].map(([stream, tail]) => ({ stream, tail }));
    if (held.head !== null && held.rows.length > 0) await store.insert(tx, held.rows, changed, held.head);
    if (held.tasks.length > 0) await store.enqueue(tx, held.tasks);
    held.rows = [];
    held.tasks = [];
    tails.clear();
    counters.clear();
  }

  async function append(request: Append): Promise<Appended> {
    const head = await lockHead();
    const tail: Tail = tails.get(request.stream) ?? (await store.tail(tx, request.stream)) ?? { seq: 0, hash: ZERO_HASH, view: null };
    if (tail.erased === true) throw new ProblemError(journalProblem('journal.deleted-case'));
    if (request.expectedSeq !== undefined && request.expectedSeq !== tail.seq)
      throw new StaleError(request.stream, request.expectedSeq, tail.seq);
    const chained = chainOn(deps, request, head, tail);
    held.head = chained.head;
    held.rows.push(...chained.rows);
    held.tasks.push(...chained.steps.flatMap(({ entry, view }) => deps.watches.flatMap((watch) => watch(view, entry))));
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
    async openCase(actor, drafts) {
      const year = Number(deps.clock.now().slice(0, 4));
      await lockHead();
      const caseId = caseIdOf(year, await nextNumber(`case/${year}`));
      if (held.together) tails.set(caseId, { seq: 0, hash: ZERO_HASH, view: null });
      return { ...(await append({ stream: caseId, actor, drafts: drafts(caseId), expectedSeq: 0 })), caseId };
    },
    async together(work) {
      held.together = true;
      const done = await work();
      held.together = false;
      await flush();
      return done;
    },
  };
}

function chainOn(deps: JournalDeps, request: Append, head: Head, tail: Tail) {
  const now = deps.clock.now();
  const rows: StoredEntry[] = [];
  const steps: { entry: Entry; view: Tail['view'] }[] = [];
  let state = { head, tail };
  for (const given of request.drafts) {
    const draft = { kind: given.kind, body: storable(entrySchemas[given.kind].parse(given.body)) } as Draft;
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
    const view = viewAfter(request.stream, state.tail.view, entry);
    rows.push(stored);
    steps.push({ entry, view });
    state = { head: { global: stored.global, head: stored.head }, tail: { seq: stored.seq, hash: stored.hash, view } };
  }
  return { rows, steps, ...state };
}

function viewAfter(stream: StreamId, view: Tail['view'], entry: Entry): Tail['view'] {
  return stream === DESK ? null : foldEntry(view, entry);
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
