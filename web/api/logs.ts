// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { logFileSchema } from '../../src/hunt/contract.ts';
import { foldersSchema, folderSchema, formatsSchema, importSchema, importsSchema } from '../../src/hunt/sources/contract.ts';
import type { AnswerWire, ImportWire } from '../../src/hunt/sources/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';
import { ApiError } from './problem.ts';

export const logsKey = ['logs'] as const;
export const importsKey = [...logsKey, 'imports'] as const;

const moving = new Set(['receiving', 'waiting', 'running']);

/** The desk says when there is something new (live.ts); the slow look besides is for a line that was lost. */
export function useImports() {
  return useQuery({
    queryKey: importsKey,
    queryFn: ({ signal }) => fetchValue(importsSchema, api.logImports, { signal }),
    refetchInterval: (query) => (query.state.data?.imports.some((one) => moving.has(one.state)) === true ? 2500 : false),
  });
}

export function useLogFiles() {
  return useQuery({
    queryKey: [...logsKey, 'files'],
    queryFn: ({ signal }) => fetchValue(z.object({ files: z.array(logFileSchema) }), api.logFiles, { signal }),
  });
}

export function useFormats(wanted: boolean) {
  return useQuery({
    queryKey: [...logsKey, 'formats'],
    enabled: wanted,
    queryFn: ({ signal }) => fetchValue(formatsSchema, api.logFormats, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useFolders() {
  return useQuery({
    queryKey: [...logsKey, 'folders'],
    queryFn: ({ signal }) => fetchValue(foldersSchema, api.logFolders, { signal }),
  });
}

export function watchFolder(folder: { readonly path: string; readonly zone: string | null; readonly caseId: string | null }) {
  return fetchValue(folderSchema, api.logFolders, { method: 'POST', json: folder });
}

export function leaveFolder(folderId: string) {
  return fetchValue(z.undefined(), api.logFolder(folderId), { method: 'DELETE' });
}

export function answerImport(importId: string, answer: AnswerWire) {
  return fetchValue(importSchema, api.logImport(importId, 'answer'), { method: 'POST', json: answer });
}

export function actOnImport(importId: string, act: 'cancel' | 'retry') {
  return fetchValue(importSchema, api.logImport(importId, act), { method: 'POST' });
}

export type Upload = {
  readonly file: File;
  readonly zone: string | null;
  readonly caseId: string | null;
  readonly chunkBytes: number;
  /** An upload of the same name and size that broke off. */
  readonly goOn: ImportWire | null;
  readonly signal: AbortSignal;
  readonly told: (importId: string, sent: number) => void;
};

const TRIES = 6;

/** Announced, then sent in pieces; a piece that is lost on the way is sent again, from where the desk has got to. */
export async function uploadLog(upload: Upload): Promise<void> {
  const { file, zone, caseId, signal } = upload;
  const begun =
    upload.goOn ??
    (await fetchValue(importSchema, api.logUploads, { method: 'POST', json: { name: file.name, bytes: file.size, zone, caseId }, signal }));
  let offset = begun.received;
  let tries = 0;
  upload.told(begun.importId, offset);
  while (offset < file.size) {
    const form = new FormData();
    form.append('piece', file.slice(offset, offset + upload.chunkBytes), 'piece');
    try {
      const now = await fetchValue(importSchema, api.logUpload(begun.importId, offset), { method: 'PUT', form, signal });
      offset = now.state === 'receiving' ? now.received : file.size;
      tries = 0;
      upload.told(begun.importId, offset);
    } catch (error) {
      const code = error instanceof ApiError ? error.problem.code : '';
      const there = error instanceof ApiError ? error.problem.facts?.['received'] : undefined;
      if (code === 'hunt.upload-elsewhere' && typeof there === 'number' && tries < TRIES) offset = there;
      else if (!(error instanceof ApiError) || error.problem.status !== 0 || tries >= TRIES) throw error;
      tries += 1;
      await new Promise((done) => window.setTimeout(done, 500 * 2 ** tries));
    }
  }
}
