// SPDX-License-Identifier: Apache-2.0
export const name = '0140-heading-maps';

/** What a person said of the columns of an asset list, for the next list with such headings. */
export const up = `
create table triage_heading_map (
  ordinal bigint generated always as identity primary key,
  headings text not null,
  body jsonb not null
);
`;
