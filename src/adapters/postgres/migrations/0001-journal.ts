// SPDX-License-Identifier: Apache-2.0
export const name = '0001-journal';

/** The journal. `kind` and `at` are computed from the envelope, so there is nothing beside it to tamper with. */
export const up = `
create extension if not exists pg_trgm;

create table journal_entry (
  global bigint primary key,
  stream text not null,
  seq integer not null,
  envelope text not null,
  body text,
  hash text not null,
  head text not null,
  kind text generated always as ((envelope::jsonb) ->> 'kind') stored,
  unique (stream, seq)
);
create index journal_entry_kind on journal_entry (kind, global);

-- The last entry of each stream with the folded view; \`erased\` once the case was deleted.
create table journal_tail (
  stream text primary key,
  seq integer not null,
  hash text not null,
  view jsonb,
  fold_version integer not null,
  erased boolean not null default false,
  title text generated always as (view ->> 'title') stored,
  state text generated always as (view -> 'state' ->> 'is') stored,
  changed_at text generated always as (view ->> 'changedAt') stored
);
create index journal_tail_changed on journal_tail (changed_at desc, stream desc) where view is not null;
create index journal_tail_title on journal_tail using gin (title gin_trgm_ops);

create table journal_head (
  singleton boolean primary key default true check (singleton),
  global bigint not null,
  head text not null
);
insert into journal_head (global, head) values (0, repeat('0', 64));

create table counter (name text primary key, value bigint not null);

-- Durable work. A key is taken once and for ever: two tasks with one key are one task.
create table task (
  key text primary key,
  name text not null,
  data jsonb not null,
  not_before timestamptz,
  made_at timestamptz not null default now(),
  done_at timestamptz,
  attempts integer not null default 0,
  last_failure text
);
create index task_open on task (made_at) where done_at is null;

create table case_read (
  at timestamptz not null,
  case_id text not null,
  person_id text not null,
  route text not null
);
create index case_read_case on case_read (case_id, at);
`;
