// SPDX-License-Identifier: Apache-2.0
export const name = '0190-optional-notices';

/** A contact that wants no optional notices says so itself, by one press; what is required reaches it all the same. */
export const up = `
alter table contact add column unsubscribed jsonb;
`;
