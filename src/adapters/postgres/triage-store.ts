// SPDX-License-Identifier: Apache-2.0
import type { Generated } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { InventoryItem, TriageStore } from '../../triage/triage-store.port.ts';
import type { Database } from './database.ts';

type Tables = {
  triage_item: { id: string; from_file: string; body: unknown };
  triage_likeness: { ordinal: Generated<number>; report_id: string; case_id: string; pieces: number; least: number[]; exact: string };
  triage_census: {
    ordinal: Generated<number>;
    notice_id: string;
    person_id: string;
    name: string;
    department: string;
    has_address: boolean;
    answer: Generated<string | null>;
    answered_at: Generated<string | null>;
    note: Generated<string>;
    sent_at: Generated<string | null>;
  };
};

/** Rows of one insert: PostgreSQL takes 65,535 parameters at most. */
const AT_ONCE = 5000;

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += AT_ONCE) yield rows.slice(at, at + AT_ONCE);
}

export function createTriageStore(database: Database): TriageStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async putInventory(tx, from, items) {
      await on(tx).deleteFrom('triage_item').where('from_file', '=', from).execute();
      for (const some of chunks(items)) {
        await on(tx)
          .insertInto('triage_item')
          .values(some.map((item) => ({ id: item.id, from_file: from, body: JSON.stringify(item) })))
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({ from_file: eb.ref('excluded.from_file'), body: eb.ref('excluded.body') })),
          )
          .execute();
      }
    },
    async inventory() {
      const rows = await on().selectFrom('triage_item').select('body').orderBy('id').execute();
      return rows.map((row) => row.body as InventoryItem);
    },
    async putLikeness(tx, { reportId, caseId, likeness }) {
      await on(tx)
        .insertInto('triage_likeness')
        .values({ report_id: reportId, case_id: caseId, pieces: likeness.pieces, least: [...likeness.least], exact: likeness.exact })
        .onConflict((conflict) => conflict.column('report_id').doNothing())
        .execute();
    },
    async likenesses(limit) {
      const rows = await on()
        .selectFrom('triage_likeness')
        .select(['report_id', 'case_id', 'pieces', 'least', 'exact'])
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        reportId: row.report_id,
        caseId: row.case_id,
        likeness: { pieces: row.pieces, least: row.least.map(Number), exact: row.exact },
      }));
    },
    async startCensus(tx, noticeId, people) {
      for (const some of chunks(people)) {
        await on(tx)
          .insertInto('triage_census')
          .values(
            some.map((row) => ({
              notice_id: noticeId,
              person_id: row.personId,
              name: row.name,
              department: row.department,
              has_address: row.hasAddress,
            })),
          )
          .execute();
      }
    },
    async census(noticeId) {
      const rows = await on().selectFrom('triage_census').selectAll().where('notice_id', '=', noticeId).orderBy('ordinal').execute();
      return rows.map((row) => ({
        personId: row.person_id,
        name: row.name,
        department: row.department,
        hasAddress: row.has_address,
        answer: row.answer,
        answeredAt: row.answered_at,
        note: row.note,
        sentAt: row.sent_at,
      }));
    },
    async answer(tx, noticeId, personId, answer, at, note) {
      const done = await on(tx)
        .updateTable('triage_census')
        .set({ answer, answered_at: at, note })
        .where('notice_id', '=', noticeId)
        .where('person_id', '=', personId)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
    async markSent(noticeId, personId, at) {
      await on()
        .updateTable('triage_census')
        .set({ sent_at: at })
        .where('notice_id', '=', noticeId)
        .where('person_id', '=', personId)
        .execute();
    },
  };
}
