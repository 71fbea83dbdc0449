// SPDX-License-Identifier: Apache-2.0
export const name = '0010-intake';

/** Reports and their arrivals. \`words\` is what a person searches in; everything else of a mail is read from its bytes. */
export const up = `
create table report (
  ordinal bigint generated always as identity unique,
  report_id text primary key,
  case_id text,
  kind text not null,
  channel text not null,
  state text not null,
  raw text not null unique,
  bytes bigint not null,
  subject text not null,
  sender text not null,
  received_at text not null,
  arrivals integer not null default 1,
  kind_reasons jsonb not null,
  charset_notes jsonb not null,
  words text not null
);
create index report_case on report (case_id) where case_id is not null;
create index report_state on report (state, ordinal desc);
create index report_words on report using gin (words gin_trgm_ops);

create table report_arrival (
  report_id text not null references report (report_id) on delete cascade,
  at text not null,
  channel text not null,
  mailbox text not null,
  envelope_from text not null
);
create index report_arrival_report on report_arrival (report_id);

-- How far a mailbox's folder has been read. A new UIDVALIDITY starts anew (RFC 9051, 2.3.1.1).
create table imap_cursor (
  account text not null,
  folder text not null,
  uid_validity text not null,
  uid bigint not null,
  primary key (account, folder)
);
`;
