// SPDX-License-Identifier: Apache-2.0
export const name = '0071-remediation';

/** Notes: the present state, every text ever sent (refused ones too), and drafts that are nobody's business but their writer's. */
export const up = `
create table note (
  note_id text primary key,
  case_id text not null,
  version integer not null,
  note jsonb not null
);
create index note_case on note (case_id);

create table note_text (
  ordinal bigint generated always as identity primary key,
  note_id text not null,
  version integer,
  based_on integer not null,
  accepted boolean not null,
  body text not null,
  digest text not null,
  author text not null,
  saved_at text not null,
  unique (note_id, version)
);
create index note_text_note on note_text (note_id, ordinal);

create table note_draft (
  note_id text not null,
  person_id text not null,
  body text not null,
  at text not null,
  primary key (note_id, person_id)
);
`;
