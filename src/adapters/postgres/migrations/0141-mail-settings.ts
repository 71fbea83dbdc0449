// SPDX-License-Identifier: Apache-2.0
export const name = '0141-mail-settings';

/** What people set about mail and about where the desk is reached, as a whole; secrets stand in it sealed. The entries say who changed it. */
export const up = `
create table mail_setting (
  singleton boolean primary key default true check (singleton),
  version integer not null,
  settings jsonb
);
insert into mail_setting (version, settings) values (1, null);
`;
