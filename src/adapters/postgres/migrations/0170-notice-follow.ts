// SPDX-License-Identifier: Apache-2.0
export const name = '0170-notice-follow';

/** What follows a notice: calls, with when to call again, and letters by the number that is printed on them. */
export const up = `
alter table notice_standing add column calls integer;
alter table notice_standing add column call_back_at text;
create table notice_letter (
  reference text primary key,
  notice_id text not null,
  case_id text not null,
  customer_id text not null,
  contact_id text not null,
  batch integer not null,
  printed_at text not null,
  posted_at text,
  returned_at text
);
create index notice_letter_batch on notice_letter (notice_id, batch);
create index notice_letter_case on notice_letter (case_id);
`;
