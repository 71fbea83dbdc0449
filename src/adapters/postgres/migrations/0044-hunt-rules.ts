// SPDX-License-Identifier: Apache-2.0
export const name = '0044-hunt-rules';

/** Detection rules that were uploaded, by file. */
export const up = `
create table hunt_rule_file (
  name text primary key,
  sha256 text not null,
  bytes integer not null,
  body text not null,
  added_at text not null
);
`;
