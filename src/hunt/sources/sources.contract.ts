// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put, remove } from '../../edge/endpoint.contract.ts';
import { askReasons } from '../import/ask-reason.ts';
import { tables } from '../engine/schema.ts';
import { importStates } from './import-job.ts';

/**
 * Bringing logs in. Progress comes by reading `imports` again; the desk says in its events (`signal`, topic
 * `hunt.imports`) when there is something to read.
 */
export const CHUNK_BYTES = 4_194_304;

export const formatChoiceSchema = z.object({
  /** A name of `formats`, `csv`, or `line:` and the line as it is taught (see formats/taught.ts). */
  id: z.string().min(1).max(500),
  table: z.enum(tables).nullable().default(null),
  columns: z.record(z.string().max(100), z.string().max(300)).default({}),
  /** Which of 03/04/2026 is the month, where the file does not say it. */
  order: z.enum(['dmy', 'mdy']).nullable().default(null),
});

const faultSchema = z.object({ code: z.string(), detail: z.string() });

export const importAskSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  why: z.array(z.enum(askReasons)),
  format: z.string(),
  share: z.number(),
  lines: z.number(),
  candidates: z.array(z.object({ id: z.string(), share: z.number() })),
  sample: z.array(z.string()),
  answer: z.object({ is: z.enum(['import', 'leave']), by: z.string(), at: z.string() }).nullable(),
});
export type ImportAskWire = z.infer<typeof importAskSchema>;

export const importSchema = z.object({
  importId: z.string(),
  state: z.enum(importStates),
  origin: z.enum(['upload', 'folder']),
  name: z.string(),
  caseId: z.string().nullable(),
  by: z.string().nullable(),
  madeAt: z.string(),
  endedAt: z.string().nullable(),
  bytes: z.number(),
  received: z.number(),
  items: z.number(),
  itemsDone: z.number(),
  faults: z.array(faultSchema.extend({ name: z.string() })),
  asks: z.array(importAskSchema),
  sums: z.object({
    files: z.number(),
    known: z.number(),
    lines: z.number(),
    parsed: z.number(),
    rejected: z.number(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  /** What each file was read as: the first hundred. */
  files: z.array(
    z.object({
      fileId: z.int(),
      name: z.string(),
      format: z.string(),
      lines: z.number(),
      rejected: z.number(),
      share: z.number(),
      state: z.enum(['imported', 'known-already', 'ask']),
    }),
  ),
});
export type ImportWire = z.infer<typeof importSchema>;

export const progressSchema = z.object({
  importId: z.string(),
  file: z.string(),
  phase: z.enum(['keep', 'load']),
  bytes: z.number(),
  of: z.number(),
  lines: z.number(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  stopping: z.boolean(),
});
export type ProgressWire = z.infer<typeof progressSchema>;

export const importsSchema = z.object({
  imports: z.array(importSchema),
  progress: progressSchema.nullable(),
  chunkBytes: z.number(),
  mostBytes: z.number(),
});

const zone = z.string().trim().max(64).nullable().default(null);
const caseId = z.string().max(20).nullable().default(null);

export const announceSchema = z.object({ name: z.string().min(1).max(1000), bytes: z.int().nonnegative(), zone, caseId });

/** Files that look alike may be decided together. */
const hashes = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .min(1)
  .max(1000);

export const answerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('import'), sha256: hashes, format: formatChoiceSchema.nullable(), zone }),
  z.object({ is: z.literal('leave'), sha256: hashes }),
]);
export type AnswerWire = z.input<typeof answerSchema>;

/** The first lines of a file that is asked about, as a choice would read them; nothing is kept. */
export const previewAskSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), format: formatChoiceSchema, zone });
export type PreviewAskWire = z.input<typeof previewAskSchema>;
export const previewSchema = z.object({
  /** Why nothing can be read this way; then there are no lines. */
  fault: z.object({ ja: z.string(), en: z.string() }).nullable(),
  layers: z.array(z.string()),
  lines: z.array(z.object({ line: z.number(), reject: z.string(), columns: z.array(z.object({ name: z.string(), value: z.string() })) })),
});
export type PreviewWire = z.infer<typeof previewSchema>;

export const formatsSchema = z.object({
  formats: z.array(z.string()),
  tables: z.array(z.object({ table: z.enum(tables), columns: z.array(z.string()) })),
});

export const folderSchema = z.object({
  folderId: z.string(),
  path: z.string(),
  zone: z.string().nullable(),
  caseId: z.string().nullable(),
  by: z.string(),
  addedAt: z.string(),
  lookedAt: z.string().nullable(),
  fault: z.string().nullable(),
});
export const foldersSchema = z.object({ roots: z.array(z.string()), folders: z.array(folderSchema) });
export const newFolderSchema = z.object({ path: z.string().trim().min(1).max(4000), zone, caseId });

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  imports: get('/api/v1/logs/imports', importsSchema),
  formats: get('/api/v1/logs/formats', formatsSchema),
  // The import begins in the state `receiving`.
  announce: post('/api/v1/logs/uploads', importSchema, announceSchema),
  // ?offset=: one piece (multipart); the last piece starts it.
  upload: put('/api/v1/logs/uploads/:importId', importSchema),
  // What a file is that the desk could not tell.
  answer: post('/api/v1/logs/imports/:importId/answer', importSchema, answerSchema),
  // How its first ten lines would be read.
  preview: post('/api/v1/logs/imports/:importId/preview', previewSchema, previewAskSchema),
  cancel: post('/api/v1/logs/imports/:importId/cancel', importSchema),
  retry: post('/api/v1/logs/imports/:importId/retry', importSchema),
  folders: get('/api/v1/logs/folders', foldersSchema),
  addFolder: post('/api/v1/logs/folders', folderSchema, newFolderSchema),
  removeFolder: remove('/api/v1/logs/folders/:folderId', 'none'),
} as const;
