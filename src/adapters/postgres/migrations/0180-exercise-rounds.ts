// SPDX-License-Identifier: Apache-2.0
export const name = '0180-exercise-rounds';

/** Question rounds, each member's place in them, their answers and their votes. */
export const up = `
create table exercise_round (
  round_id text primary key,
  state text not null,
  category text not null,
  words text not null,
  keepers text[] not null,
  round jsonb not null
);
create table exercise_seat (
  round_id text not null references exercise_round,
  person_id text not null,
  seat jsonb not null,
  primary key (round_id, person_id)
);
create table exercise_answer (
  round_id text not null references exercise_round,
  person_id text not null,
  answer_id text not null unique,
  answer jsonb not null,
  primary key (round_id, person_id)
);
create table exercise_vote (
  round_id text not null references exercise_round,
  answer_id text not null references exercise_answer (answer_id),
  voter_id text not null,
  at text not null,
  primary key (answer_id, voter_id)
);
create index exercise_vote_of_round on exercise_vote (round_id);
`;
