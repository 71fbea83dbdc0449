// SPDX-License-Identifier: Apache-2.0
export const name = '0050-containment';

/** The inventory of services, the recorded traffic that is kept as blobs, and where names can be enforced. */
export const up = `
create table containment_service (
  service_id text primary key,
  version integer not null,
  body jsonb not null,
  removed boolean not null default false
);

create table containment_traffic (
  number integer primary key,
  traffic_id text not null unique,
  body jsonb not null
);

create table containment_setting (
  one boolean primary key default true check (one),
  names text not null
);
`;
