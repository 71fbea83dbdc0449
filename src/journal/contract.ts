// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { outcomes, severities, stations, tlps, urgencies } from './entry/case.ts';

/** The web draws one card per kind and checks each body before drawing it. */
export { entrySchemas, isEntryKind } from './entry/kinds.ts';
export type { BodyOf, EntryKind } from './entry/kinds.ts';

/**
 * What the web sees of the journal.
 *   GET   /api/v1/cases?state=&search=&cursor=      page of caseRow
 *   GET   /api/v1/cases/:caseId                     caseSheet (ETag = seq)
 *   GET   /api/v1/cases/:caseId/entries?after=      page of entryWire, in order of seq
 *   POST  /api/v1/cases/:caseId/entries             caseCommand, If-Match = seq -> caseSheet
 *   DELETE /api/v1/cases/:caseId                    { reason } (administrator)
 *   GET   /api/v1/blobs/:sha256?case=               bytes as application/octet-stream, attachment
 *   GET   /api/v1/cases/:caseId/reads               { items: readTrace[] } (administrator, auditor)
 *   GET   /api/v1/desk/entries?after=               page of entryWire of the desk's own chain (administrator, auditor)
 *   GET   /api/v1/events                            SSE: { stream, seq, kind } for each commit
 */
const two = z.object({ ja: z.string(), en: z.string() });

export const evidenceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('entry'), seq: z.int() }),
  z.object({ type: z.literal('blob'), sha256: z.string(), label: z.string() }),
  z.object({ type: z.literal('link'), href: z.string(), label: z.string() }),
]);

export const statementSchema = z.object({
  id: z.string(),
  text: two,
  mark: z.enum(['proved', 'derived', 'not-checkable']),
  evidence: z.array(evidenceSchema),
});

export const stationSchema = z.object({
  station: z.enum(stations),
  state: z.enum(['waiting', 'running', 'done']),
  word: two,
  number: z.object({ value: z.number(), unit: two }).nullable(),
  deadline: z.string().nullable(),
  struck: z.string().nullable(),
});

export const nextActionSchema = z.object({
  id: z.string(),
  order: z.number(),
  text: two,
  why: two,
  who: two,
  by: z.string().nullable(),
  href: z.string().nullable(),
  given: z.string().nullable(),
});

export const caseRowSchema = z.object({
  id: z.string(),
  seq: z.int(),
  title: z.string(),
  openedAt: z.string(),
  changedAt: z.string(),
  severity: z.enum(severities),
  urgency: z.enum(urgencies),
  tlp: z.enum(tlps),
  state: z.enum(['open', 'closed']),
  owner: z.string().nullable(),
});
export type CaseRow = z.infer<typeof caseRowSchema>;

/** `parts` holds each part's folded view; a part's screen knows its own shape through its own contract. */
export const caseSheetSchema = caseRowSchema.extend({
  outcome: z.enum(outcomes).nullable(),
  stations: z.array(stationSchema),
  judgement: z.object({ known: z.array(statementSchema), unknown: z.array(statementSchema), notCheckable: z.array(statementSchema) }),
  next: z.array(nextActionSchema),
  parts: z.record(z.string(), z.unknown()),
});
export type CaseSheet = z.infer<typeof caseSheetSchema>;

/** One card of the timeline. `body` is null where it was erased. */
export const entryWireSchema = z.object({
  stream: z.string(),
  seq: z.int(),
  kind: z.string(),
  at: z.string(),
  actor: actorSchema,
  body: z.record(z.string(), z.unknown()).nullable(),
  hash: z.string(),
});
export type EntryWire = z.infer<typeof entryWireSchema>;

/** One read of a case. Machines read as `machine:<key id>`. */
export const readTraceSchema = z.object({ at: z.string(), personId: z.string(), route: z.string() });

const reason = z.string().trim().min(1).max(2000);

/** What a person may do to a case by hand; each becomes exactly one entry. */
export const caseCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('retitle'), title: z.string().trim().min(1).max(500) }),
  z.object({
    do: z.literal('rate'),
    severity: z.enum(severities),
    urgency: z.enum(urgencies),
    tlp: z.enum(tlps),
    reason: z.string().max(2000),
  }),
  z.object({
    do: z.literal('note'),
    noteId: z.string().min(8).max(64),
    text: z.string().trim().min(1).max(100_000),
    happenedAt: z.string().nullable(),
  }),
  z.object({ do: z.literal('name-owner'), personId: z.string().nullable() }),
  z.object({ do: z.literal('strike-station'), station: z.enum(stations), reason }),
  z.object({ do: z.literal('restore-station'), station: z.enum(stations), reason }),
  z.object({ do: z.literal('action-done'), actionId: z.string(), note: z.string().max(2000) }),
  z.object({ do: z.literal('action-give'), actionId: z.string(), personId: z.string() }),
  z.object({ do: z.literal('action-postpone'), actionId: z.string(), until: z.string(), reason }),
  z.object({ do: z.literal('action-refuse'), actionId: z.string(), reason }),
  z.object({ do: z.literal('close'), outcome: z.enum(outcomes), reason }),
  z.object({ do: z.literal('reopen'), reason }),
  z.object({ do: z.literal('erase-blob'), sha256: z.string(), reason }),
  z.object({ do: z.literal('erase-body'), seq: z.int().positive(), reason }),
]);
export type CaseCommand = z.infer<typeof caseCommandSchema>;
