// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { FollowStore, Letter, Progress, Times, Tx } from '../../../notification/follow/follow-store.port.ts';
import type { Database } from '../database.ts';

/** The columns of a letter under the names of its type. */
const LETTER = sql`reference, notice_id as "noticeId", customer_id as "customerId", contact_id as "contactId", batch,
  printed_at as "printedAt", posted_at as "postedAt", returned_at as "returnedAt"`;

/** What follows a notice, in PostgreSQL. */
export function createFollowStore(database: Database): FollowStore {
  const on = (tx?: Tx) => database.on<object>(tx);
  return {
    async progress(noticeId, tx) {
      const { rows } = await sql<Progress>`
        select s.customer_id as "customerId", s.name, s.contact_id as "contactId", s.state, s.changed_at as "changedAt", coalesce(s.calls, 0) as calls,
          s.call_back_at as "callBackAt", coalesce(m.messages, 0)::integer as messages, m.asked_at as "askedAt"
        from notice_standing as s left join (
          select customer_id, contact_id, count(*) as messages, max(asked_at) as asked_at
          from notice_message, unnest(customers) as customer_id where notice_id = ${noticeId} group by customer_id, contact_id
        ) as m on m.customer_id = s.customer_id and m.contact_id = s.contact_id
        where s.notice_id = ${noticeId} order by s.customer_id`.execute(on(tx));
      return rows;
    },
    async moveTo(tx, noticeId, rows) {
      await sql`update notice_standing as s set contact_id = item."contactId", calls = 0, call_back_at = null
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item("customerId" text, "contactId" text)
        where s.notice_id = ${noticeId} and s.customer_id = item."customerId"`.execute(on(tx));
    },
    async called(tx, noticeId, customerId, callBackAt) {
      await sql`update notice_standing set calls = coalesce(calls, 0) + 1, call_back_at = ${callBackAt}
        where notice_id = ${noticeId} and customer_id = ${customerId}`.execute(on(tx));
    },
    async nextWave(noticeId, tx) {
      const { rows } = await sql<{ wave: number }>`select coalesce(max(wave), 0) + 1 as wave from notice_message
        where notice_id = ${noticeId}`.execute(on(tx));
      return rows[0]?.wave ?? 1;
    },
    async saveLetters(tx, caseId, letters) {
      await sql`insert into notice_letter
        (reference, notice_id, case_id, customer_id, contact_id, batch, printed_at, posted_at, returned_at)
        select reference, "noticeId", ${caseId}, "customerId", "contactId", batch, "printedAt", "postedAt", "returnedAt"
        from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as item(reference text, "noticeId" text, "customerId" text,
          "contactId" text, batch integer, "printedAt" text, "postedAt" text, "returnedAt" text)`.execute(on(tx));
    },
    async letters(noticeId, tx) {
      const { rows } =
        await sql<Letter>`select ${LETTER} from notice_letter where notice_id = ${noticeId} order by batch, reference`.execute(on(tx));
      return rows;
    },
    async letter(reference) {
      const { rows } = await sql<Letter>`select ${LETTER} from notice_letter where reference = ${reference}`.execute(on());
      return rows[0] ?? null;
    },
    async posted(tx, noticeId, batch, at) {
      await sql`update notice_letter set posted_at = ${at} where notice_id = ${noticeId} and batch = ${batch} and posted_at is null`.execute(
        on(tx),
      );
    },
    async returned(tx, reference, at) {
      await sql`update notice_letter set returned_at = ${at} where reference = ${reference}`.execute(on(tx));
    },
    async times(noticeId) {
      const first = (...events: string[]) => sql`min(e.at) filter (where e.event = any(${events}::text[]))`;
      const { rows } = await sql<Times>`with e as (
          select unnest(m.customers) as customer_id, e.event, e.at from notice_event as e
            join notice_message as m on m.notice_id = e.notice_id and m.contact_id = e.contact_id and m.wave = e.wave
            where e.notice_id = ${noticeId} and e.customer_id is null
          union all select customer_id, event, at from notice_event where notice_id = ${noticeId} and customer_id is not null
        )
        select s.customer_id as "customerId", ${first('hand-over', 'post')} as told,
          ${first('reply', 'acknowledge', 'claim-action', 'answer')} as noticed, ${first('claim-action')} as acted,
          ${first('verify')} as verified
        from notice_standing as s left join e on e.customer_id = s.customer_id
        where s.notice_id = ${noticeId} group by s.customer_id order by s.customer_id`.execute(on());
      return rows;
    },
  };
}
