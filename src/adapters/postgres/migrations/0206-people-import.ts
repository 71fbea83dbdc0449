// SPDX-License-Identifier: Apache-2.0
export const name = '0206-people-import';

/** The last table of people as it was taken in, so that it can be taken back: who was added, who was changed from what. */
export const up = `
create table people_import (
  singleton boolean primary key default true check (singleton),
  digest text not null,
  file text not null,
  at text not null,
  -- The last entry of the desk before the import was done: who is named after it is not taken out of the register.
  upto bigint not null,
  rows jsonb not null
);
`;
