// SPDX-License-Identifier: Apache-2.0
export const name = '0200-standing';

/**
 * What an entry costs no longer grows with its case. A view stays as it is while an entry moves nothing but its number
 * and time, which stand beside it; `view_mark` names the stored view, so that one that is in memory is not read again.
 * What stands open in a case (legal clocks, work, plans in force, what somebody was asked) has rows of its own;
 * `standing` says by which rules they were written. A note sent twice is found by its number.
 */
export const up = `
alter table journal_tail alter column changed_at drop expression;
alter table journal_tail add column view_mark text not null default '', add column standing integer not null default 0;
update journal_tail set view_mark = hash;
create index journal_tail_standing on journal_tail (standing) where view is not null;

create table case_standing (
  stream text not null,
  what text not null,
  id text not null,
  place text,
  body jsonb not null,
  primary key (stream, what, id)
);
create index case_standing_what on case_standing (what, place);

create index journal_note_id on journal_entry (stream, (body::jsonb -> 'body' ->> 'noteId')) where kind = 'case.noted' and body is not null;
`;
