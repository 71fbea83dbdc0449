// SPDX-License-Identifier: Apache-2.0
export const name = '0165-inquiry';

/** The audience as it was at each version that somebody was answered from, and who asked. */
export const up = `
create table inquiry_version (
  case_id text primary key,
  version jsonb not null
);
create table inquiry_known (
  case_id text not null,
  customer_id text not null,
  from_version integer not null,
  name text not null,
  concerns jsonb not null,
  since text not null,
  gone_at text,
  primary key (case_id, customer_id, from_version)
);
create table inquiry (
  inquiry_id text primary key,
  case_id text not null,
  at text not null,
  inquiry jsonb not null
);
create index inquiry_of_case on inquiry (case_id, at);
`;
