// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Tx } from '../../../journal/store.port.ts';
import type { Inquiry, InquiryStore, Known, Version } from '../../../notification/inquiry/inquiry-store.port.ts';
import type { Database } from '../database.ts';

type KnownRow = {
  case_id: string;
  customer_id: string;
  from_version: number;
  name: string;
  concerns: Known['concerns'];
  since: string;
  gone_at: string | null;
};
type Tables = {
  inquiry_version: { case_id: string; version: Version };
  inquiry_known: KnownRow;
  inquiry: { inquiry_id: string; case_id: string; at: string; inquiry: Inquiry };
};

const AT_ONCE = 5000;

/** Versions of the audience and who asked, in PostgreSQL. */
export function createInquiryStore(database: Database): InquiryStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  const ofCase = (caseId: string, tx?: Tx) => on(tx).selectFrom('inquiry_known').selectAll().where('case_id', '=', caseId);
  return {
    async version(caseId, tx) {
      const row = await on(tx).selectFrom('inquiry_version').select('version').where('case_id', '=', caseId).executeTakeFirst();
      return row?.version ?? null;
    },
    async known(caseId, tx) {
      if (tx !== undefined) await sql`select pg_advisory_xact_lock(hashtextextended(${`inquiry ${caseId}`}, 0))`.execute(on(tx));
      return (await ofCase(caseId, tx).where('gone_at', 'is', null).orderBy('customer_id').execute()).map((row) => knownOf(row));
    },
    async history(caseId, customerIds, tx) {
      const named = sql<string>`any(${[...customerIds]}::text[])`;
      return (await ofCase(caseId, tx).where('customer_id', '=', named).orderBy('from_version').execute()).map((row) => knownOf(row));
    },
    async advance(tx, caseId, { version, opened, closed }) {
      await on(tx)
        .updateTable('inquiry_known')
        .set({ gone_at: version.at })
        .where('case_id', '=', caseId)
        .where('gone_at', 'is', null)
        .where('customer_id', '=', sql<string>`any(${[...closed]}::text[])`)
        .execute();
      const rows = opened.map(({ customerId, name, concerns, since }) => ({
        case_id: caseId,
        customer_id: customerId,
        from_version: version.version,
        name,
        concerns,
        since,
      }));
      for (let from = 0; from < rows.length; from += AT_ONCE)
        await sql`insert into inquiry_known (case_id, customer_id, from_version, name, concerns, since)
          select * from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb)
          as row(case_id text, customer_id text, from_version integer, name text, concerns jsonb, since text)`.execute(on(tx));
      await sql`insert into inquiry_version values (${caseId}, ${JSON.stringify(version)}::jsonb)
        on conflict (case_id) do update set version = excluded.version`.execute(on(tx));
    },
    async lookedAt(tx, caseId, at) {
      await sql`update inquiry_version set version = version || jsonb_build_object('lookedAt', ${at}::text) where case_id = ${caseId}`.execute(
        on(tx),
      );
    },
    async save(tx, inquiry) {
      await sql`insert into inquiry values (${inquiry.inquiryId}, ${inquiry.caseId}, ${inquiry.at}, ${JSON.stringify(inquiry)}::jsonb)
        on conflict (inquiry_id) do update set at = excluded.at, inquiry = excluded.inquiry`.execute(on(tx));
    },
    async find(inquiryId, tx) {
      const query = on(tx).selectFrom('inquiry').select('inquiry').where('inquiry_id', '=', inquiryId);
      return (await (tx === undefined ? query : query.forUpdate()).executeTakeFirst())?.inquiry ?? null;
    },
    async list(caseId) {
      const rows = await on()
        .selectFrom('inquiry')
        .select('inquiry')
        .where('case_id', '=', caseId)
        .orderBy('at')
        .orderBy('inquiry_id')
        .execute();
      return rows.map((row) => row.inquiry);
    },
  };
}

function knownOf({ customer_id: customerId, name, concerns, since, gone_at: goneAt }: KnownRow): Known {
  return { customerId, name, concerns, since, goneAt };
}
