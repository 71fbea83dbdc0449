// SPDX-License-Identifier: Apache-2.0
export const name = '0121-ways-in';

/** Ways in that people named, as a whole: the entries say who changed them. */
export const up = `
create table intake_ways (
  singleton boolean primary key default true check (singleton),
  version integer not null,
  ways jsonb not null
);
insert into intake_ways (version, ways) values (1, '[]');
`;
