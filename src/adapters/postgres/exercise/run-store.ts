// SPDX-License-Identifier: Apache-2.0
import type { Run, RunStore } from '../../../exercise/run/run-store.port.ts';
import type { Tx } from '../../../journal/store.port.ts';
import type { Database } from '../database.ts';

type RunTables = { exercise_run: { run_id: string; case_id: string; state: string; run: unknown } };

/** The register of live exercises in PostgreSQL. */
export function createRunStore(database: Database): RunStore {
  const on = (tx?: Tx) => database.on<RunTables>(tx);
  const runOf = (row: { readonly run: unknown } | undefined) => (row === undefined ? null : (row.run as Run));
  return {
    lock: async (tx, runId) =>
      runOf(await on(tx).selectFrom('exercise_run').select('run').where('run_id', '=', runId).forUpdate().executeTakeFirst()),
    async put(tx, run) {
      const row = { run_id: run.runId, case_id: run.caseId, state: run.state, run: JSON.stringify(run) };
      await on(tx)
        .insertInto('exercise_run')
        .values(row)
        .onConflict((conflict) => conflict.column('run_id').doUpdateSet(row))
        .execute();
    },
    ofCase: async (caseId) => runOf(await on().selectFrom('exercise_run').select('run').where('case_id', '=', caseId).executeTakeFirst()),
    run: async (runId) => runOf(await on().selectFrom('exercise_run').select('run').where('run_id', '=', runId).executeTakeFirst()),
    async list(limit) {
      const rows = await on().selectFrom('exercise_run').select('run').orderBy('run_id', 'desc').limit(limit).execute();
      return rows.map(({ run }) => run as Run);
    },
    async cases() {
      const rows = await on().selectFrom('exercise_run').select('case_id').execute();
      return new Set(rows.map((row) => row.case_id));
    },
    async active() {
      const rows = await on().selectFrom('exercise_run').select('run').where('state', '<>', 'ended').orderBy('run_id').execute();
      return rows.map(({ run }) => run as Run);
    },
  };
}
