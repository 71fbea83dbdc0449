// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Generated, Kysely } from 'kysely';
import { FOLD_VERSION } from '../../case/fold/fold.ts';
import { openEntry } from '../../journal/chain.ts';
import { caseLanguage } from '../../case/language/case-language.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { JournalStore } from '../../case/language/journal.port.ts';
import type { CaseFilter, Head, ReadTrace, StoredEntry, TailOf, Tx } from '../../journal/store.port.ts';
import type { StreamId } from '../../journal/stream.ts';
import type { Task } from '../../journal/task.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { Database } from './database.ts';
import { eraseRegistersOfBlob, eraseRegistersOfBody, eraseRegistersOfCase } from './erasure.ts';

type EntryRow = { -readonly [K in keyof StoredEntry]: StoredEntry[K] };
type TailRow = {
  stream: string;
  seq: number;
  hash: string;
  view: unknown;
  fold_version: number;
  erased: Generated<boolean>;
  imported: Generated<boolean>;
  title: Generated<string | null>;
  state: Generated<string | null>;
  changed_at: Generated<string | null>;
};
export type JournalTables = {
  journal_entry: EntryRow;
  journal_tail: TailRow;
  journal_head: { singleton: Generated<boolean>; global: number; head: string };
  counter: { name: string; value: number };
  case_read: { at: string; case_id: string; person_id: string; route: string };
};

/** Puts tasks into the queue in the entry's own transaction. */
export type Enqueue = (tx: Tx, tasks: readonly Task[]) => Promise<void>;

export const CHANGES_CHANNEL = 'matoi_changes';
const COLUMNS = ['global', 'stream', 'seq', 'envelope', 'body', 'hash', 'head'] as const;

/**
 * The journal in PostgreSQL. Writing takes one advisory lock, so that there is one order over all streams; tasks are queued
 * in the same transaction.
 */
export function createJournalStore(database: Database, enqueue: Enqueue): JournalStore {
  const on = (tx?: Tx) => database.on<JournalTables>(tx);

  async function read(stream: StreamId, after: number, limit: number, tx?: Tx): Promise<readonly StoredEntry[]> {
    const rows = await on(tx)
      .selectFrom('journal_entry')
      .select(COLUMNS)
      .where('stream', '=', stream)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows;
  }

  /** A view folded by older rules is folded anew from the entries; nobody sees the old one. */
  async function currentView(row: Pick<TailRow, 'stream' | 'view' | 'fold_version'>, tx?: Tx): Promise<CaseView | null> {
    if (row.view === null || row.fold_version === FOLD_VERSION) return row.view as CaseView | null;
    let view: CaseView | null = null;
    for (let after = 0; ; ) {
      const batch = await read(row.stream as StreamId, after, 1000, tx);
      if (batch.length === 0) return view;
      for (const stored of batch) view = caseLanguage.fold(view, openEntry(stored));
      after = batch.at(-1)?.seq ?? after;
    }
  }

  return {
    inTransaction: database.inTransaction,
    async lockHead(tx) {
      const { global, head } = await on(tx).selectFrom('journal_head').select(['global', 'head']).forUpdate().executeTakeFirstOrThrow();
      return { global, head: head as Sha256 };
    },
    async tail(tx, stream) {
      const row = await on(tx)
        .selectFrom('journal_tail')
        .select(['stream', 'seq', 'hash', 'view', 'fold_version', 'erased', 'imported'])
        .where('stream', '=', stream)
        .executeTakeFirst();
      return row === undefined
        ? null
        : { seq: row.seq, hash: row.hash as Sha256, view: await currentView(row, tx), erased: row.erased, imported: row.imported };
    },
    async tailsOf(streams, tx) {
      const rows = await on(tx)
        .selectFrom('journal_tail')
        .select(['stream', 'seq', 'hash', 'view', 'fold_version', 'erased', 'imported'])
        .where(sql<boolean>`stream = any(${streams}::text[])`)
        .execute();
      const found = new Map<StreamId, TailOf<CaseView>>();
      for (const row of rows)
        found.set(row.stream as StreamId, {
          seq: row.seq,
          hash: row.hash as Sha256,
          view: await currentView(row, tx),
          erased: row.erased,
          imported: row.imported,
        });
      return found;
    },
    async insert(tx, entries, tails, head) {
      await insertAll(on(tx), entries, tails, head);
    },
    async nextNumber(tx, name) {
      const row = await on(tx)
        .insertInto('counter')
        .values({ name, value: 1 })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counter.value + 1` }))
        .returning('value')
        .executeTakeFirstOrThrow();
      return row.value;
    },
    async setNumbers(tx, numbers) {
      const [names, values] = [numbers.map(([name]) => name), numbers.map(([, value]) => value)];
      await sql`update counter set value = new.value from unnest(${names}::text[], ${values}::bigint[]) as new (name, value)
        where counter.name = new.name`.execute(on(tx));
    },
    enqueue,
    async eraseBody(tx, stream, seq) {
      const [row] = await read(stream, seq - 1, 1, tx);
      if (row !== undefined && row.seq === seq) {
        const { kind, body } = openEntry(row);
        await eraseRegistersOfBody(on(tx), stream, kind, body);
      }
      await on(tx).updateTable('journal_entry').set({ body: null }).where('stream', '=', stream).where('seq', '=', seq).execute();
    },
    eraseReadings: (tx, raw) => eraseRegistersOfBlob(on(tx), raw),
    async eraseStream(tx, stream) {
      await eraseRegistersOfCase(on(tx), stream);
      await on(tx).updateTable('journal_entry').set({ body: null }).where('stream', '=', stream).execute();
      await on(tx).updateTable('journal_tail').set({ view: null, erased: true }).where('stream', '=', stream).execute();
    },
    read: (stream, after, limit) => read(stream, after, limit),
    async refold(tx, stream) {
      let view: CaseView | null = null;
      for (let after = 0; ; ) {
        const batch = await read(stream, after, 1000, tx);
        if (batch.length === 0) break;
        for (const stored of batch) view = caseLanguage.fold(view, openEntry(stored));
        after = batch.at(-1)?.seq ?? after;
      }
      const kept = view === null ? null : JSON.stringify(view);
      await on(tx).updateTable('journal_tail').set({ view: kept, fold_version: FOLD_VERSION }).where('stream', '=', stream).execute();
      return view;
    },
    async streamsNaming(sha256) {
      const rows = await on().selectFrom('journal_entry').select(COLUMNS).where(sql<boolean>`position(${sha256} in body) > 0`).execute();
      const naming = rows.filter((row) => caseLanguage.blobsNamedBy(openEntry(row)).includes(sha256));
      return [...new Set(naming.map((row) => row.stream))];
    },
    async readAll(afterGlobal, limit) {
      const rows = await on()
        .selectFrom('journal_entry')
        .select(COLUMNS)
        .where('global', '>', afterGlobal)
        .orderBy('global')
        .limit(limit)
        .execute();
      return rows;
    },
    async view(caseId) {
      const row = await on()
        .selectFrom('journal_tail')
        .select(['stream', 'view', 'fold_version'])
        .where('stream', '=', caseId)
        .executeTakeFirst();
      return row === undefined ? null : currentView(row);
    },
    async cases(filter) {
      const rows = await caseRows(on(), filter);
      return (await Promise.all(rows.map((row) => currentView(row)))).filter((view) => view !== null);
    },
    async head() {
      const { global, head } = await on().selectFrom('journal_head').select(['global', 'head']).executeTakeFirstOrThrow();
      return { global, head: head as Sha256 };
    },
    async tails() {
      const rows = await on().selectFrom('journal_tail').select(['stream', 'seq', 'hash', 'view', 'erased']).orderBy('stream').execute();
      return rows.map((row) => ({
        stream: row.stream as StreamId,
        seq: row.seq,
        hash: row.hash as Sha256,
        view: row.view as CaseView | null,
        erased: row.erased,
      }));
    },
    async waitingReads() {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count from case_read where anchor is null`.execute(on());
      return rows[0]?.count ?? 0;
    },
    async anchorWaiting(tx, anchor) {
      await sql`update case_read set anchor = ${anchor} where anchor is null`.execute(on(tx));
      return readsOfAnchor(on(tx), anchor);
    },
    readsOfAnchor: (anchor) => readsOfAnchor(on(), anchor),
    async anchorNumbers() {
      const { rows } = await sql<{
        anchor: number;
      }>`select distinct anchor::integer as anchor from case_read where anchor is not null`.execute(on());
      return rows.map((row) => row.anchor);
    },
    async traceRead(caseId, personId, route, at) {
      await on().insertInto('case_read').values({ at, case_id: caseId, person_id: personId, route }).execute();
    },
    async reads(caseId, limit) {
      const rows = await on()
        .selectFrom('case_read')
        .select(['at', 'person_id', 'route'])
        .where('case_id', '=', caseId)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ at: row.at, personId: row.person_id, route: row.route }));
    },
  };
}

async function readsOfAnchor(db: Kysely<JournalTables>, anchor: number): Promise<readonly ReadTrace[]> {
  const { rows } = await sql<{ at: string; case_id: string; person_id: string; route: string }>`
    select at, case_id, person_id, route from case_read where anchor = ${anchor} order by id`.execute(db);
  return rows.map((row) => ({ at: row.at, caseId: row.case_id, personId: row.person_id, route: row.route }));
}

/**
 * Entries, tails, head and the word to those who listen, in one statement of arrays: with a group of mails the way to
 * the server and back, and a parameter for each value, cost more than the writing.
 */
async function insertAll(
  db: Kysely<JournalTables>,
  entries: readonly StoredEntry[],
  tails: readonly { stream: StreamId; tail: TailOf<CaseView> }[],
  head: Head,
): Promise<void> {
  const of = <K extends keyof StoredEntry>(key: K) => entries.map((entry) => entry[key]);
  const views = tails.map(({ tail }) => (tail.view === null ? null : JSON.stringify(tail.view)));
  const changes = entries.map((entry) => {
    const { kind } = openEntry({ ...entry, body: null });
    return JSON.stringify({ global: entry.global, stream: entry.stream, seq: entry.seq, kind });
  });
  await sql`with entries as (
      insert into journal_entry (global, stream, seq, envelope, body, hash, head)
      select * from unnest(${of('global')}::bigint[], ${of('stream')}::text[], ${of('seq')}::integer[], ${of('envelope')}::text[],
        ${of('body')}::text[], ${of('hash')}::text[], ${of('head')}::text[])
    ), tails as (
      insert into journal_tail (stream, seq, hash, view, fold_version)
      select stream, seq, hash, view, ${FOLD_VERSION}::integer
      from unnest(${tails.map(({ stream }) => stream)}::text[], ${tails.map(({ tail }) => tail.seq)}::integer[],
        ${tails.map(({ tail }) => tail.hash)}::text[], ${views}::jsonb[]) as new (stream, seq, hash, view)
      on conflict (stream) do update
      set seq = excluded.seq, hash = excluded.hash, view = excluded.view, fold_version = excluded.fold_version
    ), head as (
      update journal_head set global = ${head.global}, head = ${head.head}
    )
    select pg_notify(${CHANGES_CHANNEL}, change) from unnest(${changes}::text[]) as change`.execute(db);
}

async function caseRows(db: Kysely<JournalTables>, filter: CaseFilter) {
  let query = db.selectFrom('journal_tail').select(['stream', 'view', 'fold_version']).where('view', 'is not', null);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.search !== undefined && filter.search !== '') {
    const needle = `%${filter.search.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
    query = query.where((eb) => eb.or([eb('title', 'ilike', needle), eb('stream', 'ilike', needle)]));
  }
  if (filter.imported !== true) query = query.where('imported', '=', false);
  const { before, holding } = filter;
  if (holding !== undefined)
    query = query.where((eb) => eb.or(holding.map((part) => sql<boolean>`view @> ${JSON.stringify(part)}::jsonb`)));
  if (before !== undefined) query = query.where(sql<boolean>`(changed_at, stream) < (${before.changedAt}, ${before.id})`);
  return query.orderBy('changed_at', 'desc').orderBy('stream', 'desc').limit(filter.limit).execute();
}
