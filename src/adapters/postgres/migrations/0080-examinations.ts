// SPDX-License-Identifier: Apache-2.0
export const name = '0080-examinations';

/** What an examination found, as its entry names it by digest; and the same short text, found by an index. */
export const up = `
create table triage_examination (
  case_id text not null,
  report_id text not null,
  digest text not null,
  body text not null,
  primary key (case_id, report_id, digest)
);
create index triage_likeness_text on triage_likeness (md5(exact), ordinal desc);
`;
