// SPDX-License-Identifier: Apache-2.0
export const name = '0104-outbox';

/** Everything that leaves, one row a recipient. `by_gate`: the gate itself tries again; otherwise whoever put it does. */
export const up = `
create table outbox (
  ordinal bigint generated always as identity,
  id text primary key,
  purpose text not null,
  about text not null,
  recipient text not null,
  stream text not null,
  channel text not null,
  content jsonb not null,
  message_id text not null,
  bytes bytea,
  sha256 text not null,
  state text not null check (state in
    ('held', 'released', 'claimed', 'handed-over', 'deferred', 'refused', 'not-set-up', 'practice', 'withdrawn')),
  urgent boolean not null,
  by_gate boolean not null,
  released_by text,
  released_at text,
  due_at text,
  engine integer,
  attempts integer not null default 0,
  possible_doubles integer not null default 0,
  last_answer text,
  settled_at text
);
create index outbox_due on outbox (urgent desc, due_at) where state in ('released', 'deferred') and due_at is not null;
create index outbox_claimed on outbox (engine) where state = 'claimed';
create index outbox_batch on outbox (purpose, about);
create index outbox_stream on outbox (stream);
create index outbox_message on outbox (message_id);
`;
