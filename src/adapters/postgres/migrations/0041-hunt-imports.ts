// SPDX-License-Identifier: Apache-2.0
export const name = '0041-hunt-imports';

/** Imports of logs and folders that are looked at. What was imported stands in the log engine; these rows say how it came. */
export const up = `
create table hunt_import (
  import_id text primary key,
  number bigint not null unique,
  state text not null check (state in ('receiving', 'waiting', 'running', 'asks', 'done', 'failed', 'cancelled')),
  job jsonb not null
);
create index hunt_import_open on hunt_import (number) where state in ('waiting', 'running');

create table hunt_folder (
  folder_id text primary key,
  path text not null unique,
  folder jsonb not null,
  looked_at text,
  fault text
);

create table hunt_seen (
  folder_id text not null references hunt_folder (folder_id) on delete cascade,
  name text not null,
  bytes bigint not null,
  modified text not null,
  taken_at text not null,
  primary key (folder_id, name)
);
`;
