// SPDX-License-Identifier: Apache-2.0
export const name = '0205-exercise-dates';

/** Which scenario is to be rehearsed on which day. */
export const up = `
create table exercise_date (
  date_id text primary key,
  scenario_id text not null,
  title text not null,
  day text not null
);
`;
