// SPDX-License-Identifier: Apache-2.0
export const name = '0150-outside-bodies';

/** Whom one calls outside, as a whole: the entries say who changed it. No row: the drafts stand. */
export const up = `
create table outside_bodies (
  singleton boolean primary key default true check (singleton),
  version integer not null,
  bodies jsonb not null
);
`;
