// SPDX-License-Identifier: Apache-2.0
export const name = '0042-hunt-indicators';

/** What a case looks for, what the desk holds to be harmless, and what the last search of everything gave. */
export const up = `
create table hunt_indicator (
  case_id text not null,
  kind text not null,
  value text not null,
  added_at text not null,
  primary key (case_id, kind, value)
);

create table hunt_allowed (
  kind text not null,
  value text not null,
  added_at text not null,
  primary key (kind, value)
);

create table hunt_retro (
  case_id text primary key,
  digest text not null,
  searched_at text not null
);
`;
