// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../src/remediation/contract.ts';
import type { noteSaveSchema } from '../../src/remediation/contract.ts';
import { ask } from './fetch/http.ts';
import { ApiError } from './fetch/problem.ts';

export const notesKey = (caseId: string) => ['notes', caseId] as const;
export type NoteInput = z.input<typeof noteSaveSchema>;

export function useNotes(caseId: string) {
  return useQuery({
    queryKey: notesKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.notes, { params: { caseId }, signal }),
  });
}

/** Every text of a note that was ever saved or refused, newest first. */
export function useNoteHistory(caseId: string, noteId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...notesKey(caseId), noteId, 'history'],
    queryFn: ({ signal }) => ask(endpoints.noteHistory, { params: { caseId, noteId }, signal }),
    enabled,
  });
}

export function saveNote(caseId: string, noteId: string, version: number, note: NoteInput) {
  return ask(endpoints.saveNote, { params: { caseId, noteId }, json: note, ifMatch: version });
}

/** Kept by the desk for the person who writes, so that another device finds it. */
export function keepDraft(caseId: string, noteId: string, text: string) {
  return ask(endpoints.saveDraft, { params: { caseId, noteId }, json: { text } });
}

/** What this person began in the case and did not save, on whichever device; newest first. */
export function useFreshDrafts(caseId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...notesKey(caseId), 'drafts'],
    queryFn: ({ signal }) => ask(endpoints.noteDrafts, { params: { caseId }, signal }),
    enabled,
  });
}

export function draftKept(caseId: string, noteId: string) {
  return ask(endpoints.noteDraft, { params: { caseId, noteId } });
}

export async function handIn(caseId: string, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file);
  return (await ask(endpoints.attach, { params: { caseId }, form })).attachments;
}

export type Conflict = { readonly version: number; readonly theirs: string; readonly author: string };

/** Somebody saved first: what they wrote, and the version to save against next. */
export function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'note.stale') return null;
  const { version, theirs, author } = error.problem.facts ?? {};
  return { version: Number(version), theirs: String(theirs), author: String(author) };
}
