// SPDX-License-Identifier: Apache-2.0
export const name = '0021-organisation';

/** The organisation's register. Who may sign in is auth."user" with the same id. */
export const up = `
create table organisation (
  singleton boolean primary key default true check (singleton),
  name_ja text not null default '',
  name_en text not null default '',
  role_mailbox text not null default '',
  version integer not null default 0
);
insert into organisation default values;

create table person (
  person_id text primary key,
  number bigint not null unique,
  name text not null,
  kana text not null,
  department text not null,
  telephone text not null,
  lang text not null check (lang in ('ja', 'en')),
  roles text[] not null,
  version integer not null,
  left_at timestamptz,
  -- Hash of a one-time password; while it is the password in use, the person may only change it.
  one_time_hash text
);
create index person_search on person using gin ((name || ' ' || kana || ' ' || department) gin_trgm_ops);

-- An address is one person's. Kept after the person left, so that old mail can still be told apart.
create table person_address (
  address text primary key check (address = lower(address)),
  person_id text not null references person (person_id) on delete cascade,
  position integer not null
);
create index person_address_person on person_address (person_id, position);
`;
