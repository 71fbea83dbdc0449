// SPDX-License-Identifier: Apache-2.0
export const name = '0181-exercise-runs';

/** Exercises as they run: where their time stands, what came, what is still to come. */
export const up = `
create table exercise_run (
  run_id text primary key,
  case_id text not null unique,
  state text not null,
  run jsonb not null
);
create index exercise_run_active on exercise_run (run_id) where state <> 'ended';
`;
