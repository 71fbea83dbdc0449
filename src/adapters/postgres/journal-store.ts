// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { FOLD_VERSION } from '../../case/fold/fold.ts';
import { isSameCase } from '../../case/fold/view.ts';
import { openEntry } from '../../journal/chain.ts';
import { caseLanguage } from '../../case/language/case-language.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { JournalStore } from '../../case/language/journal.port.ts';
import { STANDING_VERSION } from '../../case/language/standing.ts';
import type { CaseFilter, Head, ReadTrace, StoredEntry, TailChange, Tx } from '../../journal/store.port.ts';
import type { StreamId } from '../../journal/stream.ts';
import type { Task } from '../../journal/task.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { Database } from './database.ts';
import { eraseRegistersOfBlob, eraseRegistersOfBody, eraseRegistersOfCase } from './erasure.ts';
import { markStanding, readStanding, staleStanding, writeStanding } from './journal/standing-rows.ts';
import type { JournalTables } from './journal/tables.ts';
import { createTails } from './journal/tails.ts';
import type { Tails } from './journal/tails.ts';

/** Puts tasks into the queue in the entry's own transaction. */
export type Enqueue = (tx: Tx, tasks: readonly Task[]) => Promise<void>;

export const CHANGES_CHANNEL = 'matoi_changes';
/** Cases whose rows are written anew in one transaction. */
const STALE_AT_ONCE = 100;
const COLUMNS = ['global', 'stream', 'seq', 'envelope', 'body', 'hash', 'head'] as const;

/**
 * The journal in PostgreSQL. Writing takes one advisory lock, so that there is one order over all streams; tasks are queued
 * in the same transaction.
 */
export function createJournalStore(database: Database, enqueue: Enqueue): JournalStore {
  const on = (tx?: Tx) => database.on<JournalTables>(tx);

  const read = (stream: StreamId, after: number, limit: number, tx?: Tx) => readEntries(on(tx), stream, after, limit);
  const tails = createTails(foldAll);

  /** Rows by the rules of this version, for cases that nothing was written to since they changed. */
  async function renewStanding(): Promise<void> {
    for (let stale = await staleStanding(on(), STALE_AT_ONCE); stale.length > 0; stale = await staleStanding(on(), STALE_AT_ONCE))
      await database.inTransaction(async (tx) => {
        // As an append does: no entry comes between the view and its rows.
        await sql`select 1 from journal_head for update`.execute(on(tx));
        const found = await tails.find(on(tx), among(stale));
        await writeStanding(
          on(tx),
          found.map(({ stream, view }) => ({ stream, before: null, view })),
        );
        await markStanding(on(tx), stale);
      });
  }

  return {
    inTransaction: database.inTransaction,
    async lockHead(tx) {
      const { global, head } = await on(tx).selectFrom('journal_head').select(['global', 'head']).forUpdate().executeTakeFirstOrThrow();
      return { global, head: head as Sha256 };
    },
    async tail(tx, stream) {
      const [found] = await tails.find(on(tx), sql`where stream = ${stream}`);
      return found ?? null;
    },
    async tailsOf(streams, tx) {
      return new Map((await tails.find(on(tx), among(streams))).map((tail) => [tail.stream, tail]));
    },
    async insert(tx, entries, changes, head) {
      await insertAll(on(tx), tails, entries, changes, head);
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
      const view = await foldAll(on(tx), stream);
      const kept = view === null ? null : JSON.stringify(view);
      await on(tx)
        .updateTable('journal_tail')
        .set({ view: kept, fold_version: FOLD_VERSION, standing: STANDING_VERSION, view_mark: randomUUID() })
        .where('stream', '=', stream)
        .execute();
      await writeStanding(on(tx), [{ stream, before: null, view }]);
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
      const [found] = await tails.find(on(), sql`where stream = ${caseId}`);
      return found?.view ?? null;
    },
    async exists(caseId) {
      const { rows } = await sql`select 1 from journal_tail where stream = ${caseId} and view is not null`.execute(on());
      return rows.length > 0;
    },
    async isNoted(caseId, noteId) {
      const { rows } = await sql`select 1 from journal_entry where stream = ${caseId} and kind = 'case.noted' and body is not null
        and (body::jsonb -> 'body' ->> 'noteId') = ${noteId} limit 1`.execute(on());
      return rows.length > 0;
    },
    async standing(what, place) {
      await renewStanding();
      return readStanding(on(), what, place);
    },
    async cases(filter) {
      return (await tails.find(on(), wanted(filter))).map(({ view }) => view).filter((view) => view !== null);
    },
    async head() {
      const { global, head } = await on().selectFrom('journal_head').select(['global', 'head']).executeTakeFirstOrThrow();
      return { global, head: head as Sha256 };
    },
    async tails() {
      return (await tails.find(on(), sql`order by stream`, 'doubted')).map((tail) => ({ ...tail, erased: tail.erased === true }));
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

async function readEntries(db: Kysely<JournalTables>, stream: StreamId, after: number, limit: number): Promise<readonly StoredEntry[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .select(COLUMNS)
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows;
}

async function foldAll(db: Kysely<JournalTables>, stream: StreamId): Promise<CaseView | null> {
  let view: CaseView | null = null;
  for (let after = 0; ; ) {
    const batch = await readEntries(db, stream, after, 1000);
    if (batch.length === 0) return view;
    for (const stored of batch) view = caseLanguage.fold(view, openEntry(stored));
    after = batch.at(-1)?.seq ?? after;
  }
}

/**
 * Entries, tails, head and the word to those who listen, in one statement of arrays: with a group of mails the way to
 * the server and back, and a parameter for each value, cost more than the writing. A view in which nothing moved but its
 * number is not written again.
 */
async function insertAll(
  db: Kysely<JournalTables>,
  tails: Tails,
  entries: readonly StoredEntry[],
  changes: readonly TailChange<CaseView>[],
  head: Head,
): Promise<void> {
  const of = <K extends keyof StoredEntry>(key: K) => entries.map((entry) => entry[key]);
  const stays = ({ before, tail: { view } }: TailChange<CaseView>) =>
    before !== null && view !== null && tails.heldOf(before).stored && isSameCase(before, view);
  const whole = changes.filter((change) => !stays(change)).map((change) => ({ ...change, text: textOf(change.tail.view) }));
  const moved = changes.filter(stays);
  const news = entries.map((entry) => {
    const { kind } = openEntry({ ...entry, body: null });
    return JSON.stringify({ global: entry.global, stream: entry.stream, seq: entry.seq, kind });
  });
  const column = (of: readonly TailChange<CaseView>[]) => ({
    streams: of.map(({ stream }) => stream),
    seqs: of.map(({ tail }) => tail.seq),
    hashes: of.map(({ tail }) => tail.hash),
    times: of.map(({ tail }) => tail.view?.changedAt ?? null),
  });
  const [written, same] = [column(whole), column(moved)];
  await sql`with entries as (
      insert into journal_entry (global, stream, seq, envelope, body, hash, head)
      select * from unnest(${of('global')}::bigint[], ${of('stream')}::text[], ${of('seq')}::integer[], ${of('envelope')}::text[],
        ${of('body')}::text[], ${of('hash')}::text[], ${of('head')}::text[])
    ), tails as (
      insert into journal_tail (stream, seq, hash, changed_at, view, fold_version, view_mark, standing)
      select stream, seq, hash, changed_at, view, ${FOLD_VERSION}::integer, hash, ${STANDING_VERSION}::integer
      from unnest(${written.streams}::text[], ${written.seqs}::integer[], ${written.hashes}::text[], ${written.times}::text[],
        ${whole.map(({ text }) => text)}::jsonb[]) as new (stream, seq, hash, changed_at, view)
      on conflict (stream) do update
      set seq = excluded.seq, hash = excluded.hash, changed_at = excluded.changed_at, view = excluded.view,
        fold_version = excluded.fold_version, view_mark = excluded.view_mark, standing = excluded.standing
    ), moved as (
      update journal_tail set seq = new.seq, hash = new.hash, changed_at = new.changed_at
      from unnest(${same.streams}::text[], ${same.seqs}::integer[], ${same.hashes}::text[], ${same.times}::text[])
        as new (stream, seq, hash, changed_at)
      where journal_tail.stream = new.stream
    ), head as (
      update journal_head set global = ${head.global}, head = ${head.head}
    )
    select pg_notify(${CHANGES_CHANNEL}, change) from unnest(${news}::text[]) as change`.execute(db);
  await writeStanding(
    db,
    whole.flatMap(({ stream, before, tail: { view } }) =>
      view === null ? [] : [{ stream, before: tails.heldOf(before).standing ? before : null, view }],
    ),
  );
  for (const { stream, tail, text } of whole) if (tail.view !== null) tails.wrote(stream, tail.hash, tail.view, text?.length ?? 0);
}

const textOf = (view: CaseView | null): string | null => (view === null ? null : JSON.stringify(view));
const among = (streams: readonly string[]) => sql`where stream = any(${[...new Set(streams)]}::text[])`;

/** The condition and order of a list of cases, on journal_tail. */
function wanted({ state, search = '', holding, before, imported, limit }: CaseFilter) {
  const needle = `%${search.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  const all = [
    sql`view is not null`,
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(search === '' ? [] : [sql`(title ilike ${needle} or stream ilike ${needle})`]),
    ...(imported === true ? [] : [sql`not imported`]),
    ...(holding === undefined ? [] : [sql`view @> any(${holding.map((part) => JSON.stringify(part))}::jsonb[])`]),
    ...(before === undefined ? [] : [sql`(changed_at, stream) < (${before.changedAt}, ${before.id})`]),
  ];
  return sql`where ${sql.join(all, sql` and `)} order by changed_at desc, stream desc limit ${limit}`;
}
