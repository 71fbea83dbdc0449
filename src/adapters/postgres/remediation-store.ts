// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Generated } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { Note, NoteStore } from '../../remediation/note-store.port.ts';
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
  };
  note_draft: { note_id: string; person_id: string; body: string; at: string };
};

export function createNoteStore(database: Database): NoteStore {
  const on = (tx?: Tx) => database.on<RemediationTables>(tx);
  return {
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
    async keep(tx, noteId, { version, basedOn, accepted, text, digest, author, savedAt }) {
      await on(tx)
        .insertInto('note_text')
        .values({ note_id: noteId, version, based_on: basedOn, accepted, body: text, digest, author, saved_at: savedAt })
        .execute();
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
        text: row.body,
        digest: row.digest,
        author: row.author,
        savedAt: row.saved_at,
      }));
    },
    async saveDraft(noteId, personId, text, at) {
      const row = { note_id: noteId, person_id: personId, body: text, at };
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
    async dropDraft(tx, noteId, personId) {
      await on(tx).deleteFrom('note_draft').where('note_id', '=', noteId).where('person_id', '=', personId).execute();
    },
  };
}
