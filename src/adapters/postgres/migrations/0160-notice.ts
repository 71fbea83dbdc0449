// SPDX-License-Identifier: Apache-2.0
export const name = '0160-notice';

/**
 * A row for each message of a notice (notice, contact, wave), where each customer stands in it, and what happened to either, in
 * its order: where somebody stands is the fold of what happened. A contact's bounces are counted until a person resets them.
 */
export const up = `
create table notice_message (
  notice_id text not null,
  contact_id text not null,
  wave integer not null,
  case_id text not null,
  canary boolean not null,
  rung text not null,
  address text not null,
  domain text not null,
  lang text not null,
  customers text[] not null,
  token text not null unique,
  message_id text,
  state text not null,
  answer text not null default '',
  asked_at text,
  changed_at text not null,
  primary key (notice_id, contact_id, wave)
);
create index notice_message_case on notice_message (case_id);
create index notice_message_state on notice_message (notice_id, state);
create index notice_message_asked on notice_message (asked_at) where asked_at is not null;
create index notice_message_id on notice_message (message_id);
create index notice_message_address on notice_message (address);
create table notice_standing (
  notice_id text not null,
  customer_id text not null,
  case_id text not null,
  name text not null,
  contact_id text not null,
  state text not null,
  changed_at text not null,
  primary key (notice_id, customer_id)
);
create index notice_standing_contact on notice_standing (notice_id, contact_id);
create index notice_standing_case on notice_standing (case_id);
create table notice_event (
  ordinal bigint generated always as identity primary key,
  notice_id text not null,
  case_id text not null,
  customer_id text,
  contact_id text,
  wave integer,
  event text not null,
  detail text not null,
  by text not null,
  at text not null
);
create index notice_event_contact on notice_event (notice_id, contact_id);
create index notice_event_customer on notice_event (notice_id, customer_id) where customer_id is not null;
create index notice_event_case on notice_event (case_id);
alter table contact add column bounces integer not null default 0;
`;
