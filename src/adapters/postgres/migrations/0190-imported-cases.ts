// SPDX-License-Identifier: Apache-2.0
export const name = '0190-imported-cases';

/** Which cases came from another desk: computed from the view, so there is nothing beside it to tamper with. */
export const up = `
alter table journal_tail
  add column imported boolean generated always as (coalesce(jsonb_typeof(view -> 'imported') = 'object', false)) stored;
`;
