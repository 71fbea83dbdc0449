// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { noteSchema, noteTextSchema } from '../../src/remediation/contract.ts';
import type { noteSaveSchema } from '../../src/remediation/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';
import { ApiError } from './problem.ts';

export const notesKey = (caseId: string) => ['notes', caseId] as const;
export type NoteInput = z.input<typeof noteSaveSchema>;

export function useNotes(caseId: string) {
  return useQuery({
    queryKey: notesKey(caseId),
    queryFn: ({ signal }) => fetchValue(z.object({ notes: z.array(noteSchema) }), api.notes(caseId), { signal }),
  });
}

/** Every text of a note that was ever saved or refused, newest first. */
export function useNoteHistory(caseId: string, noteId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...notesKey(caseId), noteId, 'history'],
    queryFn: ({ signal }) => fetchValue(z.object({ texts: z.array(noteTextSchema) }), api.noteHistory(caseId, noteId), { signal }),
    enabled,
  });
}

export function saveNote(caseId: string, noteId: string, version: number, note: NoteInput) {
  return fetchValue(noteSchema, api.note(caseId, noteId), { method: 'PUT', json: note, ifMatch: version });
}

/** Kept by the desk for the person who writes, so that another device finds it. */
export function keepDraft(caseId: string, noteId: string, text: string) {
  return fetchValue(z.undefined(), api.noteDraft(caseId, noteId), { method: 'PUT', json: { text } });
}

export function draftKept(caseId: string, noteId: string) {
  return fetchValue(z.object({ text: z.string(), at: z.string() }).nullable(), api.noteDraft(caseId, noteId));
}

export async function handIn(caseId: string, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file);
  const schema = z.object({ attachments: noteSchema.shape.attachments });
  return (await fetchValue(schema, api.attachments(caseId), { method: 'POST', form })).attachments;
}

export type Conflict = { readonly version: number; readonly theirs: string; readonly author: string };

/** Somebody saved first: what they wrote, and the version to save against next. */
export function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'note.stale') return null;
  const { version, theirs, author } = error.problem.facts ?? {};
  return { version: Number(version), theirs: String(theirs), author: String(author) };
}
