// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints as huntEndpoints } from '../../../src/hunt/contract.ts';
import { endpoints as sourcesEndpoints } from '../../../src/hunt/sources/sources.contract.ts';
import type { AnswerWire, ImportWire, PreviewAskWire } from '../../../src/hunt/sources/sources.contract.ts';
import { ask } from '../fetch/http.ts';
import { ApiError } from '../fetch/problem.ts';
import { importsKey } from '../topics.ts';

export const logsKey = ['logs'] as const;

const moving = new Set(['receiving', 'waiting', 'running']);

/** The desk says when there is something new (live.ts); the slow look besides is for a line that was lost. */
export function useImports() {
  return useQuery({
    queryKey: importsKey,
    queryFn: ({ signal }) => ask(sourcesEndpoints.imports, { signal }),
    refetchInterval: (query) => (query.state.data?.imports.some((one) => moving.has(one.state)) === true ? 2500 : false),
  });
}

export function useLogFiles() {
  return useQuery({
    queryKey: [...logsKey, 'files'],
    queryFn: ({ signal }) => ask(huntEndpoints.files, { signal }),
  });
}

export function useFormats(wanted: boolean) {
  return useQuery({
    queryKey: [...logsKey, 'formats'],
    enabled: wanted,
    queryFn: ({ signal }) => ask(sourcesEndpoints.formats, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useFolders() {
  return useQuery({
    queryKey: [...logsKey, 'folders'],
    queryFn: ({ signal }) => ask(sourcesEndpoints.folders, { signal }),
  });
}

export function watchFolder(folder: { readonly path: string; readonly zone: string | null; readonly caseId: string | null }) {
  return ask(sourcesEndpoints.addFolder, { json: folder });
}

export function leaveFolder(folderId: string) {
  return ask(sourcesEndpoints.removeFolder, { params: { folderId } });
}

export function answerImport(importId: string, answer: AnswerWire) {
  return ask(sourcesEndpoints.answer, { params: { importId }, json: answer });
}

/** Changes nothing: how the first lines would be read. */
export function previewImport(importId: string, asked: PreviewAskWire) {
  return ask(sourcesEndpoints.preview, { params: { importId }, json: asked });
}

export function actOnImport(importId: string, act: 'cancel' | 'retry') {
  return ask(sourcesEndpoints[act], { params: { importId } });
}

export type Upload = {
  readonly file: File;
  readonly zone: string | null;
  readonly caseId: string | null;
  readonly chunkBytes: number;
  /** An upload of the same name and size that broke off. */
  readonly goOn: ImportWire | null;
  readonly signal: AbortSignal;
  readonly onProgress: (importId: string, sent: number) => void;
};

const TRIES = 6;

/** Announced, then sent in pieces; a piece that is lost on the way is sent again, from where the desk has got to. */
export async function uploadLog(upload: Upload): Promise<void> {
  const { file, zone, caseId, signal } = upload;
  const begun =
    upload.goOn ?? (await ask(sourcesEndpoints.announce, { json: { name: file.name, bytes: file.size, zone, caseId }, signal }));
  let offset = begun.received;
  let tries = 0;
  upload.onProgress(begun.importId, offset);
  while (offset < file.size) {
    const form = new FormData();
    form.append('piece', file.slice(offset, offset + upload.chunkBytes), 'piece');
    try {
      const now = await ask(sourcesEndpoints.upload, { params: { importId: begun.importId }, query: { offset }, form, signal });
      offset = now.state === 'receiving' ? now.received : file.size;
      tries = 0;
      upload.onProgress(begun.importId, offset);
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
