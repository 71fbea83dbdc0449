// SPDX-License-Identifier: Apache-2.0
export const name = '0070-duty';

/** Rota and paging. Times that the product's own clock gives are text in ISO 8601 UTC: they sort, and the database's clock has no say. */
export const up = `
create table duty_plan (
  version integer primary key,
  plan jsonb not null,
  at text not null,
  by_person text not null
);

create table duty_page (
  page_id text primary key,
  case_id text,
  policy_id text not null,
  state text not null check (state in ('triggered', 'acknowledged', 'exhausted', 'resolved')),
  next_at text,
  created_at text not null,
  page jsonb not null
);
create index duty_page_due on duty_page (next_at) where next_at is not null;
create index duty_page_open on duty_page (policy_id, created_at desc) where state in ('triggered', 'acknowledged');
create index duty_page_case on duty_page (case_id) where case_id is not null;

create table duty_delivery (
  key text primary key,
  page_id text not null references duty_page (page_id) on delete cascade,
  person text not null,
  channel text not null,
  generation integer not null,
  round integer not null,
  step integer not null,
  state text not null check (state in ('due', 'sent', 'failed', 'skipped')),
  due_at text not null,
  attempts integer not null,
  sent_at text,
  failure text
);
create index duty_delivery_due on duty_delivery (due_at) where state = 'due';
create index duty_delivery_page on duty_delivery (page_id);

create table duty_push (
  endpoint text primary key,
  person text not null,
  p256dh text not null,
  auth text not null
);

create table duty_warned (key text primary key);
`;
