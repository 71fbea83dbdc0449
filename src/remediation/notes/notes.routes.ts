// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import { actorOf } from '../../edge/actor.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { noCase } from '../../case/problems.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import { endpoints } from '../contract.ts';
import type { Note } from './note-store.port.ts';
import { noteProblem } from '../problems.ts';
import { saveNote } from './save-note.ts';
import type { SaveNoteDeps } from './save-note.ts';

const caseParams = z.object({ caseId: z.string().max(40) });
const noteParams = caseParams.extend({ noteId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/) });

export type NoteRouteDeps = SaveNoteDeps & { readonly blobs: BlobStore };

/** Routes over the notes of a case, their drafts and attachments. */
export function noteRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [...readRoutes(deps), ...writeRoutes(deps)];
}

function readRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.notes,
      summary: { ja: '事案のメモ', en: 'Notes of a case' },
      access: mayRead,
      params: caseParams,
      reads: (params) => params.caseId,
      handle: async ({ params }) => ({ status: 200, body: { notes: [...(await deps.notes.notes(params.caseId))] } }),
    }),
    route({
      ...endpoints.note,
      summary: { ja: 'メモ一つ', en: 'One note' },
      access: mayRead,
      params: noteParams,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const note = await deps.notes.note(params.caseId, params.noteId);
        return note === null
          ? { problem: noteProblem('note.unknown', undefined, { noteId: params.noteId }) }
          : { status: 200, body: note, etag: String(note.version) };
      },
    }),
    route({
      ...endpoints.noteHistory,
      summary: { ja: 'メモの全履歴（保存を断られた文も）', en: 'Every text of a note, refused ones too' },
      access: mayRead,
      params: noteParams,
      query: z.object({ limit: z.coerce.number().int().min(1).max(20_000).default(200) }),
      reads: (params) => params.caseId,
      async handle({ params, query }) {
        const note = await deps.notes.note(params.caseId, params.noteId);
        if (note === null) return { problem: noteProblem('note.unknown', undefined, { noteId: params.noteId }) };
        return { status: 200, body: { texts: [...(await deps.notes.history(params.noteId, query.limit))] } };
      },
    }),
  ];
}

function writeRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.saveNote,
      summary: { ja: 'メモを保存する', en: 'Save a note' },
      access: mayWork,
      params: noteParams,
      async handle({ params, body, who, ifMatch }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null) return { problem: noCase(params.caseId) };
        if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: noteProblem('note.version-missing') };
        const done = await saveNote(deps, caseId, params.noteId, actorOf(who), body, Number(ifMatch));
        if (done.is === 'no-case') return { problem: noCase(caseId) };
        if (done.is === 'other-case') return { problem: noteProblem('note.unknown', undefined, { noteId: params.noteId }) };
        if (done.is === 'no-attachment')
          return { problem: noteProblem('note.attachment-missing', undefined, { file: inertText(done.fileName).slice(0, 100) }) };
        if (done.is === 'stale') return { problem: stale(done.theirs, body.text) };
        return { status: 200, body: done.note, etag: String(done.note.version) };
      },
    }),
    route({
      ...endpoints.attach,
      summary: { ja: 'メモに添えるファイルを預ける', en: 'Hand in files for a note' },
      access: mayWork,
      params: caseParams,
      upload: { maxFiles: 10, maxBytes: 25_000_000 },
      async handle({ params, uploads, who }) {
        const actor = actorOf(who);
        const by = actor.type === 'person' ? actor.id : actor.name;
        const caseId = parseCaseId(params.caseId);
        if (caseId === null || (await deps.journal.view(caseId)) === null) return { problem: noCase(params.caseId) };
        const attachments = [];
        for (const { bytes, fileName } of uploads) {
          const sha256 = await deps.blobs.put(bytes);
          await deps.notes.handedIn(caseId, by, sha256, deps.clock.now());
          attachments.push({ sha256, fileName: inertText(fileName).slice(0, 300), bytes: bytes.length });
        }
        return { status: 201, body: { attachments } };
      },
    }),
    route({
      ...endpoints.noteDrafts,
      summary: { ja: '自分が書きかけて保存していないメモ', en: 'Notes that you began and did not save' },
      access: mayWork,
      params: z.object({ caseId: noteParams.shape.caseId }),
      handle: async ({ params, who }) => ({
        status: 200,
        body: { drafts: [...(await deps.notes.freshDrafts(params.caseId, who.personId))] },
      }),
    }),
    route({
      ...endpoints.saveDraft,
      summary: { ja: '書きかけを預ける', en: 'Keep a draft' },
      access: mayWork,
      params: noteParams,
      body: z.object({ text: z.string().max(100_000) }),
      async handle({ params, body, who }) {
        await deps.notes.saveDraft(
          params.caseId,
          params.noteId,
          who.personId,
          body.text.replaceAll('\u0000', '\u2400').toWellFormed(),
          deps.clock.now(),
        );
        return { status: 204 };
      },
    }),
    route({
      ...endpoints.noteDraft,
      summary: { ja: '預けた書きかけ', en: 'The draft kept for you' },
      access: mayWork,
      params: noteParams,
      handle: async ({ params, who }) => ({ status: 200, body: await deps.notes.draft(params.noteId, who.personId) }),
    }),
  ];
}

/** 412 with both texts: the writer loses nothing and sees what to merge. */
function stale(theirs: Note, yours: string): Problem {
  return noteProblem('note.stale', { version: theirs.version, theirs: theirs.text, yours, author: theirs.author });
}
