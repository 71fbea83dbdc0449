// SPDX-License-Identifier: Apache-2.0
export const name = '0098-note-uploads';

/** Which bytes somebody handed in for which case: a note may attach those, and what its case already holds, and no other. */
export const up = `
create table note_upload (
  case_id text not null,
  person_id text not null,
  sha256 text not null,
  at timestamptz not null,
  primary key (case_id, person_id, sha256)
);
`;
