// SPDX-License-Identifier: Apache-2.0
export const name = '0060-exposure';

/** Registers of exposure: runs, findings over all runs of a case, tenants' customers. Each run is anchored by an entry. */
export const up = `
create table exposure_run (
  case_id text not null,
  run_id text not null,
  at timestamptz not null,
  root text not null,
  only_tenant text,
  status text not null check (status in ('complete', 'incomplete')),
  header jsonb not null,
  findings integer not null,
  digest text not null,
  raw text,
  primary key (case_id, run_id)
);
create index exposure_run_at on exposure_run (case_id, at desc);

create table exposure_finding (
  case_id text not null,
  number bigint generated always as identity,
  rule text not null,
  path_bytes text not null,
  -- SHA-256 of rule, blank and path_bytes: paths are too long for an index.
  key_hash text not null,
  path text not null,
  tenant text,
  severity text not null,
  state text not null check (state in ('new', 'open', 'fixed', 'regressed', 'waived')),
  proof text not null,
  first_run text not null,
  last_seen_run text not null,
  settled_run text not null,
  data jsonb not null,
  waived_until timestamptz,
  waived_by text,
  waived_reason text,
  primary key (case_id, key_hash)
);
create index exposure_finding_page on exposure_finding (case_id, number);
create index exposure_finding_tenant on exposure_finding (case_id, tenant, state);

-- Which state each finding had after each run: what two runs are compared by. Only changes are kept.
create table exposure_change (
  case_id text not null,
  run_id text not null,
  key_hash text not null,
  before text,
  after text not null,
  primary key (case_id, run_id, key_hash)
);

create table exposure_customer (tenant text primary key, customer_id text not null, customer_name text not null);
`;
