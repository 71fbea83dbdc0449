// SPDX-License-Identifier: Apache-2.0
export const name = '0207-department-heads';

/** Who heads a department; departments themselves are those that people of the register name. */
export const up = `
create table department_head (
  department text primary key,
  person_id text not null references person on delete cascade
);
`;
