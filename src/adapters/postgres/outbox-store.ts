// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import { bulkPurposes } from '../../outbox/outbox.port.ts';
import type { Counts, OutboxRow, OutboxStore } from '../../outbox/outbox.port.ts';
import { KEPT } from './database.ts';
import type { Database } from './database.ts';

type Row = {
  id: string;
  purpose: string;
  about: string;
  recipient: string;
  stream: string;
  channel: string;
  content: unknown;
  message_id: string;
  bytes: Buffer | null;
  sha256: string;
  state: string;
  urgent: boolean;
  by_gate: boolean;
  released_by: string | null;
  released_at: string | null;
  due_at: string | null;
  engine: number | null;
  attempts: number;
  possible_doubles: number;
  last_answer: string | null;
  settled_at: string | null;
};
type Tables = { outbox: Row };

/** Class of the advisory locks by which engines show that they live. */
const ENGINES = 6_281_570;
const HELD = { state: 'held', due_at: null } as const;
/** Rows of one insert: PostgreSQL takes 65,535 parameters at most. */
const AT_ONCE = 2000;

/** The rows of the gate in PostgreSQL: exact bytes, state and attempts of everything that leaves. */
export function createOutboxStore(database: Database): OutboxStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async insert(tx, rows, held = false) {
      for (let from = 0; from < rows.length; from += AT_ONCE)
        await on(tx)
          .insertInto('outbox')
          .values(rows.slice(from, from + AT_ONCE).map((row) => ({ ...stored(row), ...(held ? HELD : {}) })))
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet((eb) => ({
                content: eb.ref('excluded.content'),
                message_id: eb.ref('excluded.message_id'),
                bytes: eb.ref('excluded.bytes'),
                sha256: eb.ref('excluded.sha256'),
                state: eb.ref('excluded.state'),
                released_by: eb.ref('excluded.released_by'),
                released_at: eb.ref('excluded.released_at'),
                due_at: eb.ref('excluded.due_at'),
                last_answer: eb.ref('excluded.last_answer'),
                settled_at: eb.ref('excluded.settled_at'),
              }))
              .where('outbox.state', 'in', ['not-set-up', 'withdrawn', 'held']),
          )
          .execute();
    },
    async release(tx, held, now, notBefore = new Map()) {
      const same = sql`unnest(${held.map((row) => row.id)}::text[], ${held.map((row) => row.sha256)}::text[]) as item(id, sha256)
        join outbox as o on o.id = item.id and o.sha256 = item.sha256 and o.state = 'held'`;
      const { rows } = await sql<{ id: string }>`select o.id from ${same} order by o.id for update of o`.execute(on(tx));
      if (rows.length !== held.length) return false;
      // What was not to leave when it was prepared (practice, no way out) has settled already.
      await sql`update outbox as o set state = case when settled_at is null then 'released' when bytes is null then 'not-set-up'
          else 'practice' end, due_at = case when settled_at is null then item.due end
        from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => notBefore.get(row.id) ?? now)}::text[]) as item(id, due)
        where o.id = item.id`.execute(on(tx));
      return true;
    },
    async dropHeld(purpose, about) {
      await sql`delete from outbox where purpose = ${purpose} and about = ${about} and state = 'held'`.execute(on());
    },
    async withdraw(tx, id) {
      const row = await on(tx).selectFrom('outbox').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
      if (row?.state === 'claimed' || row?.state === 'handed-over') return false;
      await on(tx).updateTable('outbox').set({ state: 'withdrawn', due_at: null }).where('id', '=', id).execute();
      return true;
    },
    async claim(engine, now) {
      const { rows } = await sql<Row>`update outbox set state = 'claimed', engine = ${engine}
        where id = (select id from outbox where state in ('released', 'deferred') and due_at <= ${now}
          and purpose <> all(${[...bulkPurposes]}::text[]) order by urgent desc, due_at, ordinal limit 1 for update skip locked)
        returning *`.execute(on());
      return rows[0] === undefined ? null : rowOf(rows[0]);
    },
    async hold(tx, purpose, about) {
      await sql`insert into outbox_hold (purpose, about) values (${purpose}, ${about}) on conflict do nothing`.execute(on(tx));
    },
    async letGo(tx, purpose, about) {
      await sql`delete from outbox_hold where purpose = ${purpose} and about = ${about}`.execute(on(tx));
    },
    async again(tx, ids, now) {
      await sql`update outbox set state = 'deferred', due_at = ${now}, settled_at = null
        where id = any(${[...ids]}::text[]) and state = 'refused'`.execute(on(tx));
    },
    async claimSome(tx, engine, now, { purpose, most, notDomains, onlyDomains }) {
      const domain = sql`split_part(content ->> 'to', '@', -1)`;
      const only = onlyDomains === null ? sql`true` : sql`${domain} = any(${[...onlyDomains]}::text[])`;
      const { rows } = await sql<Row>`${KEPT} update outbox set state = 'claimed', engine = ${engine}
        where id in (select id from outbox as o where state in ('released', 'deferred') and due_at <= ${now} and purpose = ${purpose}
          and not exists (select 1 from outbox_hold as h where h.purpose = o.purpose and h.about = o.about)
          and ${domain} <> all(${[...notDomains]}::text[]) and ${only}
          order by ordinal limit ${most} for update skip locked)
        returning *`.execute(on(tx));
      return rows.map(rowOf);
    },
    async updateAll(tx, rows) {
      const items = rows.map((row) => stored(row));
      await sql`${KEPT} update outbox as o set state = item.state, due_at = item.due_at, attempts = item.attempts, engine = null,
          possible_doubles = item.possible_doubles, last_answer = item.last_answer, settled_at = item.settled_at
        from unnest(${items.map((row) => row.id)}::text[], ${items.map((row) => row.state)}::text[], ${items.map((row) => row.due_at)}::text[],
          ${items.map((row) => row.attempts)}::integer[], ${items.map((row) => row.possible_doubles)}::integer[],
          ${items.map((row) => row.last_answer)}::text[], ${items.map((row) => row.settled_at)}::text[])
          as item(id, state, due_at, attempts, possible_doubles, last_answer, settled_at) where o.id = item.id`.execute(on(tx));
    },
    async claimThis(engine, row) {
      const fresh = { ...stored(row), state: 'claimed', engine, due_at: null };
      const claimed = await on()
        .insertInto('outbox')
        .values(fresh)
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              state: 'claimed',
              engine,
              by_gate: row.byGate,
              due_at: null,
              // What was composed first is what is tried again, letter for letter.
              bytes: sql`coalesce(outbox.bytes, excluded.bytes)`,
              sha256: sql`case when outbox.bytes is null then excluded.sha256 else outbox.sha256 end`,
              message_id: sql`case when outbox.bytes is null then excluded.message_id else outbox.message_id end`,
              possible_doubles: sql`outbox.possible_doubles + case when outbox.state = 'claimed' then 1 else 0 end`,
            })
            .where(
              sql<boolean>`outbox.state in ('released', 'deferred', 'refused', 'not-set-up', 'practice')
                or (outbox.state = 'claimed' and pg_try_advisory_xact_lock(${ENGINES}, outbox.engine))`,
            ),
        )
        .returningAll()
        .executeTakeFirst();
      return claimed === undefined ? null : rowOf(claimed);
    },
    async freeOrphans(now) {
      const claimed = await on().selectFrom('outbox').select('engine').distinct().where('state', '=', 'claimed').execute();
      let freed = 0;
      for (const { engine } of claimed) {
        const done = await sql`update outbox set state = 'deferred', engine = null, possible_doubles = possible_doubles + 1,
            last_answer = 'the desk stopped while this was being handed over', due_at = case when by_gate then ${now} end
          where state = 'claimed' and engine = ${engine} and pg_try_advisory_xact_lock(${ENGINES}, ${engine})`.execute(on());
        freed += Number(done.numAffectedRows ?? 0n);
      }
      return freed;
    },
    async lockBatch(tx, purpose, about) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`outbox ${purpose} ${about}`}, 0))`.execute(on(tx));
    },
    async update(tx, row) {
      const { state, due_at, attempts, possible_doubles, last_answer, settled_at } = stored(row);
      await on(tx)
        .updateTable('outbox')
        .set({ state, due_at, attempts, possible_doubles, last_answer, settled_at, engine: null })
        .where('id', '=', row.id)
        .execute();
    },
    async row(id) {
      const row = await on().selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : rowOf(row);
    },
    async byMessageId(messageId) {
      const row = await on().selectFrom('outbox').selectAll().where('message_id', '=', messageId).limit(1).executeTakeFirst();
      return row === undefined ? null : rowOf(row);
    },
    async rowsOf(purpose, about) {
      const rows = await on()
        .selectFrom('outbox')
        .selectAll()
        .where('purpose', '=', purpose)
        .where('about', '=', about)
        .orderBy(sql`ordinal`)
        .execute();
      return rows.map(rowOf);
    },
    async countsOf(purpose, about, tx) {
      const rows = await on(tx)
        .selectFrom('outbox')
        .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
        .where('purpose', '=', purpose)
        .where('about', '=', about)
        .groupBy('state')
        .execute();
      return { ...zero, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
    },
    async openEngine() {
      const client = await database.pool.connect();
      const state = { alive: true };
      client.on('error', () => {
        state.alive = false;
      });
      const engine = randomInt(1, 2 ** 31 - 1);
      await client.query('select pg_advisory_lock($1, $2)', [ENGINES, engine]);
      return {
        engine,
        alive: () => state.alive,
        async close() {
          await client.query('select pg_advisory_unlock($1, $2)', [ENGINES, engine]).catch(() => undefined);
          client.release(!state.alive);
        },
      };
    },
  };
}

const zero: Counts = {
  held: 0,
  released: 0,
  claimed: 0,
  'handed-over': 0,
  deferred: 0,
  refused: 0,
  'not-set-up': 0,
  practice: 0,
  withdrawn: 0,
};

function stored(row: OutboxRow): Row {
  const { id, purpose, about, recipient, stream, channel, content, messageId, bytes, sha256, state, urgent, byGate } = row;
  return {
    id,
    purpose,
    about,
    recipient,
    stream,
    channel,
    content: JSON.stringify(content),
    message_id: messageId,
    bytes: bytes === null ? null : Buffer.from(bytes),
    sha256,
    state,
    urgent,
    by_gate: byGate,
    released_by: row.releasedBy,
    released_at: row.releasedAt,
    due_at: row.dueAt,
    engine: null,
    attempts: row.attempts,
    possible_doubles: row.possibleDoubles,
    last_answer: row.lastAnswer,
    settled_at: row.settledAt,
  };
}

function rowOf(row: Row): OutboxRow {
  return {
    id: row.id,
    purpose: row.purpose as OutboxRow['purpose'],
    about: row.about,
    recipient: row.recipient,
    stream: row.stream,
    channel: row.channel as OutboxRow['channel'],
    content: row.content as OutboxRow['content'],
    messageId: row.message_id,
    bytes: row.bytes === null ? null : new Uint8Array(row.bytes),
    sha256: row.sha256,
    state: row.state as OutboxRow['state'],
    urgent: row.urgent,
    byGate: row.by_gate,
    releasedBy: row.released_by,
    releasedAt: row.released_at as Instant | null,
    dueAt: row.due_at as Instant | null,
    attempts: row.attempts,
    possibleDoubles: row.possible_doubles,
    lastAnswer: row.last_answer,
    settledAt: row.settled_at as Instant | null,
  };
}
