// SPDX-License-Identifier: Apache-2.0
export const name = '0099-anchored-reads';

/** Traces of reading go into the desk's chain in batches: `anchor` is the number of the entry's batch, null until then. */
export const up = `
alter table case_read add column id bigint generated always as identity;
alter table case_read add column anchor bigint;
create index case_read_waiting on case_read (id) where anchor is null;
create index case_read_anchor on case_read (anchor, id);
`;
