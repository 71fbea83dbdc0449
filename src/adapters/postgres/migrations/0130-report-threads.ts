// SPDX-License-Identifier: Apache-2.0
export const name = '0130-report-threads';

/** By what later mails may refer to a report: its Message-ID, and ticket marks together with the sender's domain. */
export const up = `
create table report_key (
  key text not null,
  report_id text not null references report (report_id) on delete cascade,
  primary key (key, report_id)
);
`;
