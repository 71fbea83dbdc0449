// SPDX-License-Identifier: Apache-2.0
import type { DateStore, ExerciseDate } from '../../../exercise/plan/date-store.port.ts';
import type { Tx } from '../../../journal/store.port.ts';
import type { Database } from '../database.ts';

type DateTables = { exercise_date: { date_id: string; scenario_id: string; title: string; day: string } };
type Row = DateTables['exercise_date'];

const MOST = 200;

/** Days set for exercises, in PostgreSQL. */
export function createDateStore(database: Database): DateStore {
  const on = (tx?: Tx) => database.on<DateTables>(tx);
  const dateOf = ({ date_id: dateId, scenario_id: scenarioId, title, day }: Row): ExerciseDate => ({ dateId, scenarioId, title, day });
  return {
    async put(tx, { dateId, scenarioId, title, day }) {
      await on(tx).insertInto('exercise_date').values({ date_id: dateId, scenario_id: scenarioId, title, day }).execute();
    },
    async drop(tx, dateId) {
      const row = await on(tx).deleteFrom('exercise_date').where('date_id', '=', dateId).returningAll().executeTakeFirst();
      return row === undefined ? null : dateOf(row);
    },
    async since(day) {
      const rows = await on()
        .selectFrom('exercise_date')
        .selectAll()
        .where('day', '>=', day)
        .orderBy('day')
        .orderBy('date_id')
        .limit(MOST)
        .execute();
      return rows.map(dateOf);
    },
  };
}
