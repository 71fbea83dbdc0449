// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { CaseId, Indicator, RetroStore, Tx } from '../../hunt/retro/retro-store.port.ts';
import type { Database } from './database.ts';

type Tables = {
  hunt_indicator: { case_id: string; kind: string; value: string; added_at: string };
  hunt_allowed: { kind: string; value: string; added_at: string };
  hunt_retro: { case_id: string; digest: string; searched_at: string };
};

export function createRetroStore(database: Database): RetroStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async addIndicators(tx, caseId, indicators, at) {
      const { rows } = await sql<Indicator>`insert into hunt_indicator (case_id, kind, value, added_at)
        select ${caseId}, kind, value, ${at} from jsonb_to_recordset(${JSON.stringify(indicators)}::jsonb) as x(kind text, value text)
        on conflict do nothing returning kind, value`.execute(on(tx));
      return rows;
    },
    async indicators(caseId) {
      const rows = await on()
        .selectFrom('hunt_indicator')
        .select(['kind', 'value'])
        .where('case_id', '=', caseId)
        .orderBy('kind')
        .orderBy('value')
        .execute();
      return rows as readonly Indicator[];
    },
    async casesThatLook() {
      const rows = await on().selectFrom('hunt_indicator').select('case_id').distinct().orderBy('case_id').execute();
      return rows.map((row) => row.case_id as CaseId);
    },
    async allowed() {
      return (await on()
        .selectFrom('hunt_allowed')
        .select(['kind', 'value'])
        .orderBy('kind')
        .orderBy('value')
        .execute()) as readonly Indicator[];
    },
    async setAllowed(tx, indicators, at) {
      await on(tx).deleteFrom('hunt_allowed').execute();
      await sql`insert into hunt_allowed (kind, value, added_at)
        select kind, value, ${at} from jsonb_to_recordset(${JSON.stringify(indicators)}::jsonb) as x(kind text, value text) on conflict do nothing`.execute(
        on(tx),
      );
    },
    async settle(tx, caseId, digest, at) {
      // The row is locked by whoever comes first: of two searches at once the second sees what the first one found.
      const { rows } = await sql<{
        inserted: boolean;
      }>`insert into hunt_retro (case_id, digest, searched_at) values (${caseId}, ${digest}, ${at})
        on conflict (case_id) do update set digest = excluded.digest, searched_at = excluded.searched_at
        where hunt_retro.digest <> excluded.digest returning xmax = 0 as inserted`.execute(on(tx));
      const [row] = rows;
      return row === undefined ? 'same' : row.inserted ? 'first' : 'other';
    },
  };
}
