// SPDX-License-Identifier: Apache-2.0
export const name = '0205-organisation-kind';

/** What the organisation is, so that its texts call it by the right word; until somebody says otherwise a company, as before. */
export const up = `
alter table organisation add column kind text not null default 'company';
`;
