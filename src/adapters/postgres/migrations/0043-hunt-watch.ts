// SPDX-License-Identifier: Apache-2.0
export const name = '0043-hunt-watch';

/**
 * From where each indicator came and what the last search found of it; why each harmless one is, and until when it was;
 * and whether a case waits to be searched again (`wanted` is ahead of `done`).
 */
export const up = `
alter table hunt_indicator
  add column source text not null default '',
  add column added_by text not null default '';

create table hunt_found (
  case_id text not null,
  kind text not null,
  value text not null,
  hits bigint not null,
  computers bigint not null,
  first_seen text not null,
  last_seen text not null,
  primary key (case_id, kind, value)
);

alter table hunt_allowed
  drop constraint hunt_allowed_pkey,
  add column why text not null default '',
  add column added_by text not null default '',
  add column removed_at text,
  add column removed_by text,
  add column removed_why text;
create unique index hunt_allowed_now on hunt_allowed (kind, value) where removed_at is null;

alter table hunt_retro
  alter column digest drop not null,
  alter column searched_at drop not null,
  add column began_at text,
  add column wanted bigint not null default 0,
  add column done bigint not null default 0,
  add column outcome jsonb,
  add column fault jsonb;
`;
