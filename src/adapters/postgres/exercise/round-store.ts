// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { ListedRound, Round, RoundAnswer, RoundFilter, RoundStore, Seat } from '../../../exercise/round/round-store.port.ts';
import type { Tx } from '../../../journal/store.port.ts';
import type { Database } from '../database.ts';

type ExerciseTables = {
  exercise_round: { round_id: string; state: string; category: string; words: string; keepers: string[]; round: unknown };
  exercise_seat: { round_id: string; person_id: string; seat: unknown };
  exercise_answer: { round_id: string; person_id: string; answer_id: string; answer: unknown };
  exercise_vote: { round_id: string; answer_id: string; voter_id: string; at: string };
};

/** The registers of question rounds in PostgreSQL. */
export function createRoundStore(database: Database): RoundStore {
  const on = (tx?: Tx) => database.on<ExerciseTables>(tx);
  return {
    async lock(tx, roundId) {
      const row = await on(tx).selectFrom('exercise_round').select('round').where('round_id', '=', roundId).forUpdate().executeTakeFirst();
      return row === undefined ? null : (row.round as Round);
    },
    async put(tx, round) {
      const { roundId, state, category, title, question, examiner, instructor } = round;
      const row = {
        round_id: roundId,
        state,
        category,
        words: [title, question, category].join('\n').normalize('NFKC').toLowerCase(),
        keepers: [examiner.personId, ...(instructor === null ? [] : [instructor.personId])],
        round: JSON.stringify(round),
      };
      await on(tx)
        .insertInto('exercise_round')
        .values(row)
        .onConflict((conflict) => conflict.column('round_id').doUpdateSet(row))
        .execute();
    },
    async round(roundId) {
      const row = await on().selectFrom('exercise_round').select('round').where('round_id', '=', roundId).executeTakeFirst();
      return row === undefined ? null : (row.round as Round);
    },
    list: (filter) => listed(database, filter),
    async categories(viewerId) {
      return on()
        .selectFrom('exercise_round')
        .select(['category', sql<number>`count(*)::integer`.as('rounds')])
        .where((where) => where.or([where('state', '<>', 'set-up'), sql<boolean>`${viewerId} = any(keepers)`]))
        .groupBy('category')
        .orderBy('category')
        .execute();
    },
    async seats(roundId, tx) {
      const rows = await on(tx).selectFrom('exercise_seat').select('seat').where('round_id', '=', roundId).orderBy('person_id').execute();
      return rows.map(({ seat }) => seat as Seat);
    },
    async putSeat(roundId, change, tx) {
      const empty = { draft: '', draftAt: null, hintAt: null, lateAsked: null, lateAllowed: null } satisfies Partial<Seat>;
      // Only what is named: a draft that is saved meanwhile stays.
      await sql`insert into exercise_seat (round_id, person_id, seat)
        values (${roundId}, ${change.personId}, ${JSON.stringify({ ...empty, ...change })}::jsonb)
        on conflict (round_id, person_id) do update set seat = exercise_seat.seat || ${JSON.stringify(change)}::jsonb`.execute(on(tx));
    },
    async answers(roundId, tx) {
      const rows = await on(tx)
        .selectFrom('exercise_answer')
        .select('answer')
        .where('round_id', '=', roundId)
        .orderBy('answer_id')
        .execute();
      return rows.map(({ answer }) => answer as RoundAnswer);
    },
    async putAnswer(tx, roundId, answer) {
      const row = { round_id: roundId, person_id: answer.author.personId, answer_id: answer.answerId, answer: JSON.stringify(answer) };
      await on(tx)
        .insertInto('exercise_answer')
        .values(row)
        .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doUpdateSet(row))
        .execute();
    },
    async votes(roundId, tx) {
      const rows = await on(tx).selectFrom('exercise_vote').select(['answer_id', 'voter_id']).where('round_id', '=', roundId).execute();
      return rows.map((row) => ({ answerId: row.answer_id, voterId: row.voter_id }));
    },
    async addVote(tx, roundId, { answerId, voterId }, at) {
      await on(tx).insertInto('exercise_vote').values({ round_id: roundId, answer_id: answerId, voter_id: voterId, at }).execute();
    },
    async dropVote(tx, { answerId, voterId }) {
      await on(tx).deleteFrom('exercise_vote').where('answer_id', '=', answerId).where('voter_id', '=', voterId).execute();
    },
  };
}

async function listed(database: Database, filter: RoundFilter): Promise<readonly ListedRound[]> {
  const { viewerId, search, category, state, before, limit } = filter;
  const asked = [
    sql`(state <> 'set-up' or ${viewerId} = any(keepers))`,
    ...(search === undefined ? [] : [sql`position(${search.normalize('NFKC').toLowerCase()} in words) > 0`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(before === undefined ? [] : [sql`round_id < ${before}`]),
  ];
  const { rows } = await sql<{ round: Round; answers: number; seat: Seat | null; own: RoundAnswer | null }>`
    select round,
      (select count(*)::integer from exercise_answer a where a.round_id = r.round_id) as answers,
      (select seat from exercise_seat s where s.round_id = r.round_id and s.person_id = ${viewerId}) as seat,
      (select answer from exercise_answer a where a.round_id = r.round_id and a.person_id = ${viewerId}) as own
    from exercise_round r where ${sql.join(asked, sql` and `)} order by round_id desc limit ${limit}`.execute(
    database.on<ExerciseTables>(),
  );
  return rows;
}
