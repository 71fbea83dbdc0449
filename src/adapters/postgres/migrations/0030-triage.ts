// SPDX-License-Identifier: Apache-2.0
export const name = '0030-triage';

/** What the organisation runs, what mails look like (sketches, no text), and who answered a notice. */
export const up = `
create table triage_item (
  id text primary key,
  from_file text not null,
  body jsonb not null
);
create index triage_item_from on triage_item (from_file);

create table triage_likeness (
  ordinal bigint generated always as identity unique,
  report_id text primary key,
  case_id text not null,
  pieces integer not null,
  least bigint[] not null,
  exact text not null
);
create index triage_likeness_case on triage_likeness (case_id);

create table triage_census (
  ordinal bigint generated always as identity unique,
  notice_id text not null,
  person_id text not null,
  name text not null,
  department text not null,
  has_address boolean not null,
  answer text,
  answered_at text,
  sent_at text,
  note text not null default '',
  primary key (notice_id, person_id)
);
`;
