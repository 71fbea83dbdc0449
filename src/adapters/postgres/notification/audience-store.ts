// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Affected, Approved, AudienceStore } from '../../../notification/audience/audience.port.ts';
import type { Tx } from '../../../journal/store.port.ts';
import type { Database } from '../database.ts';

type Row<T> = { case_id: string; customer_id: string; name: string; row: T };
type Tables = { audience_list: Row<Affected['concerns']>; audience_approved: Row<Pick<Approved, 'contactId' | 'concerns'>> };

const AT_ONCE = 5000;

/** Whom a case concerns by its own list, and the audience as it was approved last, in PostgreSQL. */
export function createAudienceStore(database: Database): AudienceStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  const replace = async (tx: Tx, table: keyof Tables, caseId: string, rows: readonly Row<unknown>[]): Promise<void> => {
    await on(tx).deleteFrom(table).where('case_id', '=', caseId).execute();
    for (let from = 0; from < rows.length; from += AT_ONCE)
      await sql`insert into ${sql.table(table)} select * from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb)
        as row(case_id text, customer_id text, name text, row jsonb)`.execute(on(tx));
  };
  return {
    saveList: (tx, caseId, affected) =>
      replace(
        tx,
        'audience_list',
        caseId,
        affected.map(({ customerId, name, concerns }) => ({ case_id: caseId, customer_id: customerId, name, row: concerns })),
      ),
    async list(caseId) {
      const rows = await on().selectFrom('audience_list').selectAll().where('case_id', '=', caseId).orderBy('customer_id').execute();
      return rows.map((row) => ({ customerId: row.customer_id, name: row.name, concerns: row.row }));
    },
    saveApproved: (tx, caseId, rows) =>
      replace(
        tx,
        'audience_approved',
        caseId,
        rows.map(({ customerId, name, ...row }) => ({ case_id: caseId, customer_id: customerId, name, row })),
      ),
    async approved(caseId) {
      const rows = await on().selectFrom('audience_approved').selectAll().where('case_id', '=', caseId).orderBy('customer_id').execute();
      return rows.map((row) => ({ customerId: row.customer_id, name: row.name, ...row.row }));
    },
  };
}
