// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Generated } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { headingKey } from '../../triage/examination/triage-store.port.ts';
import type { Examination, HeadingMap, InventoryItem, LikenessRow, TriageStore } from '../../triage/examination/triage-store.port.ts';
import type { Database } from './database.ts';

type Tables = {
  triage_item: { id: string; from_file: string; body: unknown };
  triage_heading_map: { ordinal: Generated<number>; headings: string; body: unknown };
  triage_likeness: { ordinal: Generated<number>; report_id: string; case_id: string; pieces: number; least: number[]; exact: string };
  triage_examination: { case_id: string; report_id: string; digest: string; body: string };
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
  };
};

/** Rows of one insert: PostgreSQL takes 65,535 parameters at most. */
const AT_ONCE = 5000;

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += AT_ONCE) yield rows.slice(at, at + AT_ONCE);
}

/** Of what was said of headings, the newest are looked through. */
const MOST_MAPS = 500;

const LIKENESS = ['ordinal', 'report_id', 'case_id', 'pieces', 'least', 'exact'] as const;

function likenessRow(row: {
  // A bigint comes as text.
  ordinal: number | string;
  report_id: string;
  case_id: string;
  pieces: number;
  least: number[];
  exact: string;
}): LikenessRow & { readonly ordinal: number } {
  const likeness = { pieces: row.pieces, least: row.least.map(Number), exact: row.exact };
  return { ordinal: Number(row.ordinal), reportId: row.report_id, caseId: row.case_id, likeness };
}

/**
 * Triage's registers in PostgreSQL: the inventory of assets and the census of notices. An inventory file replaces what came
 * from the same file before.
 */
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
    async headingMaps() {
      const rows = await on().selectFrom('triage_heading_map').select('body').orderBy('ordinal', 'desc').limit(MOST_MAPS).execute();
      return rows.map((row) => row.body as HeadingMap);
    },
    async putHeadingMap(tx, map) {
      const headings = canonicalJson(map.map(({ heading }) => headingKey(heading)).toSorted());
      await on(tx).deleteFrom('triage_heading_map').where('headings', '=', headings).execute();
      await on(tx)
        .insertInto('triage_heading_map')
        .values({ headings, body: JSON.stringify(map) })
        .execute();
    },
    async putLikenesses(tx, rows) {
      if (rows.length === 0) return;
      await on(tx)
        .insertInto('triage_likeness')
        .values(
          rows.map(({ reportId, caseId, likeness }) => ({
            report_id: reportId,
            case_id: caseId,
            pieces: likeness.pieces,
            least: Array.from(likeness.least),
            exact: likeness.exact,
          })),
        )
        .onConflict((conflict) => conflict.column('report_id').doNothing())
        .execute();
    },
    async likenesses(limit, before) {
      const asked = on().selectFrom('triage_likeness').select(LIKENESS).orderBy('ordinal', 'desc').limit(limit);
      const rows = await (before === null ? asked : asked.where('ordinal', '<', before)).execute();
      return rows.map(likenessRow);
    },
    async hasLikeness(tx, reportId) {
      return (
        (await on(tx).selectFrom('triage_likeness').select('report_id').where('report_id', '=', reportId).executeTakeFirst()) !== undefined
      );
    },
    async sameText(tx, exact, apartFrom) {
      const row = await on(tx)
        .selectFrom('triage_likeness')
        .select(LIKENESS)
        .where(sql<string>`md5(exact)`, '=', sql<string>`md5(${exact})`)
        .where('exact', '=', exact)
        .where('report_id', '<>', apartFrom)
        .orderBy('ordinal', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : likenessRow(row);
    },
    async putExaminations(tx, rows) {
      if (rows.length === 0) return;
      await on(tx)
        .insertInto('triage_examination')
        .values(rows.map(({ caseId, reportId, digest, body }) => ({ case_id: caseId, report_id: reportId, digest, body })))
        .onConflict((conflict) => conflict.columns(['case_id', 'report_id', 'digest']).doNothing())
        .execute();
    },
    async examination(caseId, reportId, digest) {
      const row = await on()
        .selectFrom('triage_examination')
        .select('body')
        .where('case_id', '=', caseId)
        .where('report_id', '=', reportId)
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.body) as Examination);
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
  };
}
