// SPDX-License-Identifier: Apache-2.0
export const name = '0110-note-saves-whole';

/** Each save is kept with all that its writer set, so that a refused one loses neither its marking nor its files. */
export const up = `
alter table note_text
  add column title text not null default '',
  add column tlp text,
  add column happened_at text,
  add column attachments jsonb not null default '[]',
  add column author_id text;
`;
