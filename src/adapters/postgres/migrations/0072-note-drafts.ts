// SPDX-License-Identifier: Apache-2.0
export const name = '0072-note-drafts';

/** The case of a draft: a draft of a note that was never saved is found again, and erased with its case. */
export const up = `
alter table note_draft add column case_id text;
update note_draft set case_id = note.case_id from note where note.note_id = note_draft.note_id;
create index note_draft_case on note_draft (case_id, person_id);
`;
