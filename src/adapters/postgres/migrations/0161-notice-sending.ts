// SPDX-License-Identifier: Apache-2.0
export const name = '0161-notice-sending';

/** What nobody may hand over now, and of each message of a notice the digest under which it was approved. */
export const up = `
create table outbox_hold (
  purpose text not null,
  about text not null,
  primary key (purpose, about)
);
create index outbox_bulk on outbox (purpose, ordinal) where state in ('released', 'deferred');
alter table notice_message add column digest text not null default '';
alter table notice_message add column hard_at text;
`;
