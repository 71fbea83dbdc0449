// SPDX-License-Identifier: Apache-2.0
export const name = '0152-audience';

/** A case's own list of whom it concerns, and the audience as it was approved last. */
export const up = `
create index customer_contracts on customer using gin (contracts);
create table audience_list (
  case_id text not null,
  customer_id text not null,
  name text not null,
  row jsonb not null,
  primary key (case_id, customer_id)
);
create table audience_approved (
  case_id text not null,
  customer_id text not null,
  name text not null,
  row jsonb not null,
  primary key (case_id, customer_id)
);
`;
