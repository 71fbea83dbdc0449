// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import { actorOf } from '../../edge/actor.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import { noteSaveSchema, noteSchema, noteTextSchema } from '../contract.ts';
import type { Note } from '../note-store.port.ts';
import { noCase } from '../problems.ts';
import { saveNote } from '../save-note.ts';
import type { SaveNoteDeps } from '../save-note.ts';

const caseParams = z.object({ caseId: z.string().max(40) });
const noteParams = caseParams.extend({ noteId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/) });

export type NoteRouteDeps = SaveNoteDeps & { readonly blobs: BlobStore };

export function noteRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [...readRoutes(deps), ...writeRoutes(deps)];
}

function readRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/notes',
      summary: { ja: '事案のメモ', en: 'Notes of a case' },
      access: mayRead,
      params: caseParams,
      response: z.object({ notes: z.array(noteSchema) }),
      reads: (params) => params.caseId,
      handle: async ({ params }) => ({ status: 200, body: { notes: [...(await deps.notes.notes(params.caseId))] } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/notes/:noteId',
      summary: { ja: 'メモ一つ', en: 'One note' },
      access: mayRead,
      params: noteParams,
      response: noteSchema,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const note = await deps.notes.note(params.caseId, params.noteId);
        return note === null ? { problem: noNote(params.noteId) } : { status: 200, body: note, etag: String(note.version) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/notes/:noteId/history',
      summary: { ja: 'メモの全履歴（保存を断られた文も）', en: 'Every text of a note, refused ones too' },
      access: mayRead,
      params: noteParams,
      query: z.object({ limit: z.coerce.number().int().min(1).max(20_000).default(200) }),
      response: z.object({ texts: z.array(noteTextSchema) }),
      reads: (params) => params.caseId,
      async handle({ params, query }) {
        const note = await deps.notes.note(params.caseId, params.noteId);
        if (note === null) return { problem: noNote(params.noteId) };
        return { status: 200, body: { texts: [...(await deps.notes.history(params.noteId, query.limit))] } };
      },
    }),
  ];
}

function writeRoutes(deps: NoteRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'PUT',
      path: '/api/v1/cases/:caseId/notes/:noteId',
      summary: { ja: 'メモを保存する', en: 'Save a note' },
      access: mayWork,
      params: noteParams,
      body: noteSaveSchema,
      response: noteSchema,
      async handle({ params, body, who, ifMatch }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null) return { problem: noCase(params.caseId) };
        if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: versionMissing() };
        const done = await saveNote(deps, caseId, params.noteId, actorOf(who), body, Number(ifMatch));
        if (done.is === 'no-case') return { problem: noCase(caseId) };
        if (done.is === 'other-case') return { problem: noNote(params.noteId) };
        if (done.is === 'no-attachment') return { problem: noAttachment(done.fileName) };
        if (done.is === 'stale') return { problem: stale(done.theirs, body.text) };
        return { status: 200, body: done.note, etag: String(done.note.version) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/attachments',
      summary: { ja: 'メモに添えるファイルを預ける', en: 'Hand in files for a note' },
      access: mayWork,
      params: caseParams,
      upload: { maxFiles: 10, maxBytes: 25_000_000 },
      response: z.object({ attachments: noteSchema.shape.attachments }),
      async handle({ params, uploads }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null || (await deps.journal.view(caseId)) === null) return { problem: noCase(params.caseId) };
        const attachments = [];
        for (const { bytes, fileName } of uploads)
          attachments.push({ sha256: await deps.blobs.put(bytes), fileName: inertText(fileName).slice(0, 300), bytes: bytes.length });
        return { status: 201, body: { attachments } };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/cases/:caseId/notes/:noteId/draft',
      summary: { ja: '書きかけを預ける', en: 'Keep a draft' },
      access: mayWork,
      params: noteParams,
      body: z.object({ text: z.string().max(100_000) }),
      response: 'none',
      async handle({ params, body, who }) {
        await deps.notes.saveDraft(params.noteId, who.personId, body.text.replaceAll('\u0000', '\u2400').toWellFormed(), deps.clock.now());
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/notes/:noteId/draft',
      summary: { ja: '預けた書きかけ', en: 'The draft kept for you' },
      access: mayWork,
      params: noteParams,
      response: z.object({ text: z.string(), at: z.string() }).nullable(),
      handle: async ({ params, who }) => ({ status: 200, body: await deps.notes.draft(params.noteId, who.personId) }),
    }),
  ];
}

/** 412 with both texts: the writer loses nothing and sees what to merge. */
function stale(theirs: Note, yours: string): Problem {
  return {
    code: 'note.stale',
    status: 412,
    what: {
      ja: `${theirs.author} さんが先に保存しました（今の版 ${theirs.version}）。あなたの文はまだ反映されていません。`,
      en: `${theirs.author} saved first (now version ${theirs.version}). Your text is not the note yet.`,
    },
    safe: { ja: 'どちらの文も履歴に残っています。', en: 'Both texts are kept in the history.' },
    next: { ja: '二つを見比べて直し、新しい版に対して保存してください。', en: 'Compare the two, merge, and save against the new version.' },
    facts: { version: theirs.version, theirs: theirs.text, yours, author: theirs.author },
  };
}

function versionMissing(): Problem {
  return {
    code: 'note.version-missing',
    status: 428,
    what: { ja: 'どの版に対する保存かが示されていません。', en: 'It is not said which version this save is based on.' },
    safe: { ja: 'メモは変わっていません。', en: 'The note has not changed.' },
    next: { ja: 'If-Match に版の番号（新しいメモは "0"）を付けてください。', en: 'Send If-Match with the version ("0" for a new note).' },
  };
}

function noAttachment(fileName: string): Problem {
  return {
    code: 'note.attachment-missing',
    status: 422,
    what: {
      ja: `添付「${inertText(fileName).slice(0, 100)}」の中身がデスクにありません。`,
      en: `The desk does not hold the bytes of “${inertText(fileName).slice(0, 100)}”.`,
    },
    safe: {
      ja: 'メモは変わっていません。書いた文はこの画面に残っています。',
      en: 'The note has not changed; your text is still on the screen.',
    },
    next: { ja: 'ファイルをもう一度選んで、保存し直してください。', en: 'Choose the file again and save once more.' },
  };
}

function noNote(noteId: string): Problem {
  return {
    code: 'note.unknown',
    status: 404,
    what: { ja: `メモ ${noteId} はありません。`, en: `There is no note ${noteId}.` },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  };
}
