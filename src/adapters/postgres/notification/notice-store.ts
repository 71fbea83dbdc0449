// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../../journal/store.port.ts';
import type { CaseId } from '../../../journal/stream.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type {
  Happening,
  Moves,
  NoticeMessage,
  NoticeState,
  NoticeStore,
  Rate,
  Standing,
} from '../../../notification/notice/notice-store.port.ts';
import { KEPT } from '../database.ts';
import type { Database } from '../database.ts';

const AT_ONCE = 5000;
/** What has not left: it may still be replaced. */
const NOT_LEFT = sql`('drafted', 'approved')`;
/** What a relay counts against us. */
const COUNTS = ['bounce-hard', 'refuse'];

type MessageRow = {
  notice_id: string;
  contact_id: string;
  wave: number;
  case_id: string;
  canary: boolean;
  rung: NoticeMessage['rung'];
  address: string;
  domain: string;
  lang: NoticeMessage['lang'];
  customers: string[];
  token: string;
  message_id: string | null;
  state: NoticeState;
  answer: string;
  asked_at: string | null;
  changed_at: string;
  digest: string;
  hard_at: string | null;
};
type StandingRow = {
  notice_id: string;
  customer_id: string;
  case_id: string;
  name: string;
  contact_id: string;
  state: NoticeState;
  changed_at: string;
};

/** Messages, standings and what happened to them, in PostgreSQL. The state table is handed to it cell by cell. */
export function createNoticeStore(database: Database, moves: Moves): NoticeStore {
  const on = (tx?: Tx) => database.on<object>(tx);
  const one = async (where: RawBuilder<unknown>): Promise<NoticeMessage | null> => {
    const { rows } = await sql<MessageRow>`select * from notice_message where ${where} order by wave desc limit 1`.execute(on());
    return rows[0] === undefined ? null : messageOf(rows[0]);
  };
  return {
    async save(tx, messages, standings) {
      for (const some of chunks(messages.map((message) => messageRow(message))))
        await sql`insert into notice_message select * from jsonb_populate_recordset(null::notice_message, ${JSON.stringify(some)}::jsonb)
          on conflict (notice_id, contact_id, wave) do update set canary = excluded.canary, rung = excluded.rung,
            address = excluded.address, domain = excluded.domain, lang = excluded.lang, customers = excluded.customers,
            digest = excluded.digest, state = excluded.state, changed_at = excluded.changed_at
          where notice_message.state in ${NOT_LEFT}`.execute(on(tx));
      for (const some of chunks(standings.map((standing) => standingRow(standing))))
        await sql`insert into notice_standing select * from jsonb_populate_recordset(null::notice_standing, ${JSON.stringify(some)}::jsonb)
          on conflict (notice_id, customer_id) do update set name = excluded.name, contact_id = excluded.contact_id,
            state = excluded.state, changed_at = excluded.changed_at
          where notice_standing.state in ${NOT_LEFT}`.execute(on(tx));
    },
    async drop(tx, noticeId, keep) {
      await sql`delete from notice_message where notice_id = ${noticeId} and state in ${NOT_LEFT}
        and contact_id <> all(${[...keep]}::text[])`.execute(on(tx));
      await sql`delete from notice_standing where notice_id = ${noticeId} and state in ${NOT_LEFT}
        and contact_id <> all(${[...keep]}::text[])`.execute(on(tx));
    },
    async happen(tx, noticeId, happenings, { by, at }) {
      // Runs of one event go in one statement: their order among themselves moves nothing.
      for (const { event, some } of runs(happenings)) {
        const cells = JSON.stringify(moves[event]);
        const ofMessage = some.map((item) => ('contactId' in item ? item : null));
        // Each row is looked up by its key: on a large notice whose tables the server has not counted yet, a plain join reads all of it.
        await sql`${KEPT} with item as (
            select * from unnest(${ofMessage.map((item) => item?.contactId ?? null)}::text[], ${ofMessage.map((item) => item?.wave ?? null)}::integer[],
              ${some.map((item) => ('contactId' in item ? null : item.customerId))}::text[], ${some.map((item) => item.detail.slice(0, 1000))}::text[])
              as item(contact_id, wave, customer_id, detail)
          ), place as materialized (
            select item.*, m.place from item cross join lateral (select ctid as place from notice_message
              where notice_id = ${noticeId} and contact_id = item.contact_id and wave = item.wave for update) as m
          ), message as (
            update notice_message as m set state = coalesce(${cells}::jsonb ->> m.state, m.state),
              answer = case when item.detail = '' then m.answer else item.detail end,
              hard_at = ${COUNTS.includes(event) ? sql`case when m.asked_at is null then null else coalesce(m.hard_at, ${at}) end` : event === 'queue' ? sql`null` : sql`m.hard_at`},
              changed_at = case when ${cells}::jsonb ? m.state then ${at} else m.changed_at end
              ${event === 'claim' ? sql`, asked_at = ${at}` : sql``}
            from place as item where m.ctid = item.place returning m.customers
          ), customer as (
            select distinct unnest(customers) as customer_id from message union select customer_id from item where customer_id is not null
          ), stand as materialized (
            select s.place from customer cross join lateral (select ctid as place from notice_standing
              where notice_id = ${noticeId} and customer_id = customer.customer_id for update) as s
          ), moved as (
            update notice_standing as s set state = ${cells}::jsonb ->> s.state, changed_at = ${at}
            from stand where s.ctid = stand.place and ${cells}::jsonb ? s.state
          )
          insert into notice_event (notice_id, case_id, customer_id, contact_id, wave, event, detail, by, at)
          select ${noticeId}, ${caseOf(noticeId)}, customer_id, contact_id, wave, ${event}, detail, ${by}, ${at} from item`.execute(on(tx));
      }
    },
    async messages(noticeId, { wave, contactId, states } = {}, tx) {
      const { rows } = await sql<MessageRow>`select * from notice_message where notice_id = ${noticeId}
        and (${wave ?? null}::integer is null or wave = ${wave ?? null}::integer)
        and (${contactId ?? null}::text is null or contact_id = ${contactId ?? null}::text)
        and (${states === undefined ? null : [...states]}::text[] is null or state = any(${states === undefined ? null : [...states]}::text[]))
        order by contact_id, wave`.execute(on(tx));
      return rows.map((row) => messageOf(row));
    },
    async standings(noticeId, tx) {
      const { rows } = await sql<StandingRow>`select * from notice_standing where notice_id = ${noticeId} order by customer_id`.execute(
        on(tx),
      );
      return rows.map((row) => standingOf(row));
    },
    async standing(noticeId, customerId, tx) {
      const { rows } = await sql<StandingRow>`select * from notice_standing where notice_id = ${noticeId} and customer_id = ${customerId}
        ${tx === undefined ? sql`` : sql`for update`}`.execute(on(tx));
      return rows[0] === undefined ? null : standingOf(rows[0]);
    },
    async handedOver(noticeId, contactId, tx) {
      const { rows } = await sql<{ at: Instant | null }>`select max(asked_at) as at from notice_message
        where notice_id = ${noticeId} and contact_id = ${contactId}`.execute(on(tx));
      return rows[0]?.at ?? null;
    },
    async standingCounts(noticeId) {
      const { rows } = await sql<{ state: NoticeState; n: number }>`select state, count(*) as n from notice_standing
        where notice_id = ${noticeId} group by state`.execute(on());
      return new Map(rows.map(({ state, n }) => [state, n]));
    },
    async messageCounts(noticeId, wave, tx) {
      const { rows } = await sql<{ canary: boolean; state: NoticeState; messages: number }>`
        select canary, state, count(*)::integer as messages from notice_message
        where notice_id = ${noticeId} and wave = ${wave} group by canary, state`.execute(on(tx));
      return rows;
    },
    async possibleDoubles(noticeId, mark, most) {
      const { rows } = await sql<{ address: string }>`select address from notice_message
        where notice_id = ${noticeId} and starts_with(answer, ${mark}) order by address limit ${most}`.execute(on());
      return rows.map((row) => row.address);
    },
    byToken: (token) => one(sql`token = ${token}`),
    byMessageId: (messageId) => one(sql`message_id = ${messageId}`),
    async byAddress(addresses, since) {
      const { rows } = await sql<MessageRow>`select * from notice_message where address = any(${[...addresses]}::text[])
        and asked_at >= ${since} order by asked_at desc limit 100`.execute(on());
      return rows.map((row) => messageOf(row));
    },
    async historyOf(noticeId, customerId) {
      const { rows } = await sql<{
        event: string;
        customer_id: string | null;
        contact_id: string | null;
        wave: number | null;
        detail: string;
        by: string;
        at: Instant;
      }>`select e.event, e.customer_id, e.contact_id, e.wave, e.detail, e.by, e.at from notice_event as e
        left join notice_message as m on m.notice_id = e.notice_id and m.contact_id = e.contact_id and m.wave = e.wave
        where e.notice_id = ${noticeId} and (e.customer_id = ${customerId} or m.customers @> array[${customerId}])
        order by e.ordinal`.execute(on());
      return rows.map(({ customer_id: ofCustomer, contact_id: contactId, ...rest }) => ({ ...rest, customerId: ofCustomer, contactId }));
    },
    async queued(tx, noticeId, rows) {
      await sql`update notice_message as m set message_id = item.message_id from unnest(${rows.map((row) => row.contactId)}::text[],
          ${rows.map((row) => row.wave)}::integer[], ${rows.map((row) => row.messageId)}::text[]) as item(contact_id, wave, message_id)
        where m.notice_id = ${noticeId} and m.contact_id = item.contact_id and m.wave = item.wave`.execute(on(tx));
    },
    async rate(since, tx, known = since) {
      const { rows } = await sql<{ domain: string; asked: number; hard: number; all_asked: number; all_hard: number }>`
        select domain, (count(*) filter (where asked_at >= ${since}))::integer as asked,
          (count(*) filter (where asked_at >= ${since} and hard_at is not null))::integer as hard,
          count(*)::integer as all_asked, (count(*) filter (where hard_at is not null))::integer as all_hard
        from notice_message where asked_at >= ${known < since ? known : since} group by domain`.execute(on(tx));
      const sum = (name: 'asked' | 'hard') => rows.reduce((all, row) => all + row[name], 0);
      const domains = new Map(rows.map((row): [string, Rate] => [row.domain, { asked: row.all_asked, hard: row.all_hard }]));
      return { asked: sum('asked'), hard: sum('hard'), domains };
    },
    async waveRate(noticeId, since, tx) {
      const { rows } = await sql<Rate>`select count(*)::integer as asked, (count(*) filter (where hard_at is not null))::integer as hard
        from notice_message where notice_id = ${noticeId} and asked_at >= ${since} and state not in ('queued', 'claimed', 'deferred')`.execute(
        on(tx),
      );
      return rows[0] ?? { asked: 0, hard: 0 };
    },
    async leaving() {
      const { rows } = await sql<{ notice_id: string }>`select distinct notice_id from notice_message
        where state in ('queued', 'claimed', 'deferred')`.execute(on());
      return rows.map((row) => row.notice_id);
    },
    async askedElsewhere(noticeId, contactIds, since, tx) {
      const { rows } = await sql<{ contact_id: string; at: Instant }>`select contact_id, max(asked_at) as at from notice_message
        where asked_at >= ${since} and notice_id <> ${noticeId} and contact_id = any(${[...contactIds]}::text[])
        group by contact_id`.execute(on(tx));
      return new Map(rows.map((row) => [row.contact_id, row.at]));
    },
    async countBounce(tx, contactId) {
      const { rows } = await sql<{ bounces: number }>`update contact set bounces = bounces + 1 where contact_id = ${contactId}
        returning bounces`.execute(on(tx));
      return rows[0]?.bounces ?? 0;
    },
    async noticesOf(caseId) {
      const { rows } = await sql<{ notice_id: string }>`select distinct notice_id from notice_message where case_id = ${caseId}
        order by notice_id`.execute(on());
      return rows.map((row) => row.notice_id);
    },
  };
}

function caseOf(noticeId: string): string {
  return noticeId.slice(0, noticeId.lastIndexOf('/'));
}

function* chunks<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
}

/** Neighbours of one event: the same event twice over leads where it leads once. */
function runs<T extends { readonly event: Happening['event'] }>(
  all: readonly T[],
): readonly { readonly event: T['event']; readonly some: T[] }[] {
  const out: { readonly event: T['event']; readonly some: T[] }[] = [];
  for (const item of all) {
    const last = out.at(-1);
    if (last?.event === item.event) last.some.push(item);
    else out.push({ event: item.event, some: [item] });
  }
  return out;
}

function messageRow(message: NoticeMessage): MessageRow {
  const { noticeId, contactId, caseId, messageId, askedAt, changedAt, customers, ...rest } = message;
  return {
    ...rest,
    customers: [...customers],
    notice_id: noticeId,
    contact_id: contactId,
    case_id: caseId,
    message_id: messageId,
    asked_at: askedAt,
    changed_at: changedAt,
    hard_at: null,
  };
}

function messageOf(row: MessageRow): NoticeMessage {
  const { notice_id, contact_id, case_id, message_id, asked_at, changed_at, hard_at: _, ...rest } = row;
  return {
    ...rest,
    noticeId: notice_id,
    contactId: contact_id,
    caseId: case_id as CaseId,
    messageId: message_id,
    askedAt: asked_at as Instant | null,
    changedAt: changed_at as Instant,
  };
}

function standingRow({ noticeId, customerId, caseId, contactId, changedAt, name, state }: Standing): StandingRow {
  return { notice_id: noticeId, customer_id: customerId, case_id: caseId, name, contact_id: contactId, state, changed_at: changedAt };
}

function standingOf({ notice_id, customer_id, case_id, contact_id, changed_at, name, state }: StandingRow): Standing {
  return {
    noticeId: notice_id,
    customerId: customer_id,
    caseId: case_id as CaseId,
    name,
    contactId: contact_id,
    state,
    changedAt: changed_at as Instant,
  };
}
