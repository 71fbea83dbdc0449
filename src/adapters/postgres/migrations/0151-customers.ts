// SPDX-License-Identifier: Apache-2.0
export const name = '0151-customers';

/** Customers with their ladders, and the contacts these name. A contact's marks outlive every import. */
export const up = `
create table customer (
  customer_id text primary key,
  name text not null,
  attention text not null,
  contracts text[] not null,
  lang text not null,
  preference text,
  machine_form boolean not null,
  ladder jsonb not null
);
create index customer_ladder on customer using gin (ladder jsonb_path_ops);
create table contact (
  contact_id text primary key,
  kind text not null,
  value text not null,
  "off" jsonb,
  dead jsonb
);
create index contact_silent on contact (contact_id) where "off" is not null or dead is not null;
`;
