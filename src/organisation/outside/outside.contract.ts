// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put } from '../../edge/endpoint.contract.ts';
import { outsideKinds } from '../../case/entry/organisation.ts';

/** One body outside that one calls: who, when it answers, under which contract, what it asks, what to say. */
export const outsideSchema = z.object({
  bodyId: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  kind: z.enum(outsideKinds),
  name: z.object({ ja: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) }),
  telephone: z.string().trim().max(60).default(''),
  hours: z.string().trim().max(200).default(''),
  contract: z.string().trim().max(200).default(''),
  /** What they will ask for. */
  needs: z.string().trim().max(2000).default(''),
  /** What to say first. */
  say: z.string().trim().max(2000).default(''),
  /** Where it is from: a page, a contract, a card. */
  source: z.string().trim().max(500).default(''),
  /** False: a draft; nobody of this organisation has checked it. */
  confirmed: z.boolean().default(false),
});
export type OutsideBody = z.output<typeof outsideSchema>;

export const outsideListSchema = z.object({ version: z.int(), bodies: z.array(outsideSchema) });
const bodies = z.array(outsideSchema).max(300);
export const newOutsideSchema = z.object({ bodies });
export const outsideImportSchema = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  refused: z.array(z.object({ line: z.int(), why: z.object({ ja: z.string(), en: z.string() }) })),
  version: z.int(),
});

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ETag: the version.
  outside: get('/api/v1/outside-bodies', outsideListSchema),
  // All of them; If-Match: the version.
  saveOutside: put('/api/v1/outside-bodies', outsideListSchema, newOutsideSchema),
  // CSV (multipart, one file); rows are joined by their name.
  importOutside: post('/api/v1/outside-bodies/import', outsideImportSchema),
  exportOutside: get('/api/v1/outside-bodies/export.csv', 'raw'),
} as const;
