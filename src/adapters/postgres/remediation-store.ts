// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Generated } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { Note, NoteStore, NoteText } from '../../remediation/notes/note-store.port.ts';
import type { Database } from './database.ts';

type RemediationTables = {
  note: { note_id: string; case_id: string; version: number; note: unknown };
  note_text: {
    ordinal: Generated<number>;
    note_id: string;
    version: number | null;
    based_on: number;
    accepted: boolean;
    body: string;
    digest: string;
    author: string;
    saved_at: string;
    title: string;
    tlp: NoteText['tlp'];
    happened_at: string | null;
    attachments: unknown;
    author_id: string | null;
  };
  note_draft: { case_id: string | null; note_id: string; person_id: string; body: string; at: string };
  note_upload: { case_id: string; person_id: string; sha256: string; at: string };
};

/** Drafts of notes and the files handed in for them, in PostgreSQL; saved notes are entries and not here. */
export function createNoteStore(database: Database): NoteStore {
  const on = (tx?: Tx) => database.on<RemediationTables>(tx);
  return {
    async handedIn(caseId, personId, sha256, at) {
      await on()
        .insertInto('note_upload')
        .values({ case_id: caseId, person_id: personId, sha256, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async wasHandedIn(caseId, personId, sha256) {
      const row = await on()
        .selectFrom('note_upload')
        .select('at')
        .where('case_id', '=', caseId)
        .where('person_id', '=', personId)
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return row !== undefined;
    },
    async lock(tx, noteId) {
      // An advisory lock, because a note that does not exist yet has no row to lock.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`note ${noteId}`}, 0))`.execute(on(tx));
      const row = await on(tx).selectFrom('note').selectAll().where('note_id', '=', noteId).executeTakeFirst();
      return row === undefined ? null : (row.note as Note);
    },
    async put(tx, note) {
      const row = { note_id: note.noteId, case_id: note.caseId, version: note.version, note: JSON.stringify(note) };
      await on(tx)
        .insertInto('note')
        .values(row)
        .onConflict((conflict) => conflict.column('note_id').doUpdateSet(row))
        .execute();
    },
    async keep(tx, noteId, kept) {
      const row = {
        note_id: noteId,
        version: kept.version,
        based_on: kept.basedOn,
        accepted: kept.accepted,
        body: kept.text,
        digest: kept.digest,
        author: kept.author,
        saved_at: kept.savedAt,
        title: kept.title,
        tlp: kept.tlp,
        happened_at: kept.happenedAt,
        attachments: JSON.stringify(kept.attachments),
        author_id: kept.authorId,
      };
      await on(tx).insertInto('note_text').values(row).execute();
    },
    async note(caseId, noteId) {
      const row = await on()
        .selectFrom('note')
        .select('note')
        .where('note_id', '=', noteId)
        .where('case_id', '=', caseId)
        .executeTakeFirst();
      return row === undefined ? null : (row.note as Note);
    },
    async notes(caseId) {
      const rows = await on().selectFrom('note').select('note').where('case_id', '=', caseId).orderBy('note_id').execute();
      return rows.map((row) => row.note as Note);
    },
    async history(noteId, limit) {
      const rows = await on()
        .selectFrom('note_text')
        .selectAll()
        .where('note_id', '=', noteId)
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ordinal: row.ordinal,
        version: row.version,
        basedOn: row.based_on,
        accepted: row.accepted,
        title: row.title,
        text: row.body,
        tlp: row.tlp,
        happenedAt: row.happened_at,
        attachments: row.attachments as NoteText['attachments'],
        digest: row.digest,
        author: row.author,
        authorId: row.author_id,
        savedAt: row.saved_at,
      }));
    },
    async saveDraft(caseId, noteId, personId, text, at) {
      const row = { case_id: caseId, note_id: noteId, person_id: personId, body: text, at };
      await on()
        .insertInto('note_draft')
        .values(row)
        .onConflict((conflict) => conflict.columns(['note_id', 'person_id']).doUpdateSet(row))
        .execute();
    },
    async draft(noteId, personId) {
      const row = await on()
        .selectFrom('note_draft')
        .select(['body', 'at'])
        .where('note_id', '=', noteId)
        .where('person_id', '=', personId)
        .executeTakeFirst();
      return row === undefined ? null : { text: row.body, at: row.at };
    },
    async freshDrafts(caseId, personId) {
      const rows = await on()
        .selectFrom('note_draft')
        .select(['note_id', 'body', 'at'])
        .where('case_id', '=', caseId)
        .where('person_id', '=', personId)
        .where('body', '<>', '')
        .where('note_id', 'not in', on().selectFrom('note').select('note_id').where('case_id', '=', caseId))
        .orderBy('at', 'desc')
        .limit(50)
        .execute();
      return rows.map((row) => ({ noteId: row.note_id, text: row.body, at: row.at }));
    },
    async dropDraft(tx, noteId, personId) {
      await on(tx).deleteFrom('note_draft').where('note_id', '=', noteId).where('person_id', '=', personId).execute();
    },
  };
}
