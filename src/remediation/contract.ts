// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put } from '../edge/endpoint.contract.ts';
import { bilingualSchema } from '../edge/wire.ts';
import { tlps } from '../case/entry/case.ts';
import { evidenceAnswers, impacts, itemFields, workstreams } from '../case/entry/remediation.ts';
import { measuresSchema } from '../case/measures/measures.contract.ts';

/** The web sees points of a case through here. */
export { milestones } from '../case/measures/points.ts';

/** What the web sees of remediation. */
const itemId = z.string().trim().min(1).max(60);
const reason = z.string().trim().min(1).max(2000);
const person = z.object({ personId: z.string(), name: z.string() });
export const statuses = ['open', 'started', 'blocked', 'done', 'verified', 'cancelled'] as const;

export const itemWireSchema = z.object({
  itemId: z.string(),
  step: z.string().nullable(),
  ...itemFields,
  titles: bilingualSchema,
  owner: person.nullable(),
  status: z.enum(statuses),
  ackedAt: z.string().nullable(),
  blocked: z.object({ by: z.string(), until: z.string().nullable(), reason: z.string() }).nullable(),
  impact: z.enum(impacts).nullable(),
  evidence: z.object({ answer: z.enum(evidenceAnswers), note: z.string(), by: z.string() }).nullable(),
  doneBy: z.string().nullable(),
  doneAt: z.string().nullable(),
  result: z.string(),
  late: z.boolean(),
  /** What may be done with it now; the same table that the desk enforces. */
  moves: z.array(z.string()),
});
export type ItemWire = z.infer<typeof itemWireSchema>;

const two = z.object({ ja: z.string(), en: z.string() });
export const boardSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  onePerson: z.boolean(),
  playbook: z.object({ playbookId: z.string(), edition: z.string(), title: two }).nullable(),
  workstreams: z.array(z.enum(workstreams)),
  items: z.array(itemWireSchema),
  next: z
    .array(
      z.object({
        id: z.string(),
        text: two,
        why: two,
        who: two,
        by: z.string().nullable(),
        /** What an item made of this step begins with; null where it is no step of the playbook. */
        item: z
          .object({
            step: z.string(),
            workstream: itemFields.workstream,
            department: z.string(),
            touchesCustomers: z.boolean(),
            fourEyes: z.boolean(),
            destroys: z.boolean(),
          })
          .nullable(),
      }),
    )
    .max(3),
});
export type Board = z.infer<typeof boardSchema>;

export const dueWorkSchema = z.object({
  at: z.string(),
  items: z.array(
    z.object({
      caseId: z.string(),
      caseTitle: z.string(),
      itemId: z.string(),
      titles: bilingualSchema,
      owner: person.nullable(),
      department: z.string(),
      status: z.enum(statuses),
      /** Which of its times comes first: to take it on, to finish it, or the end of a wait. */
      what: z.enum(['take', 'finish', 'blocked']),
      by: z.string(),
      late: z.boolean(),
    }),
  ),
});
export type DueWork = z.infer<typeof dueWorkSchema>;

export const allMeasuresSchema = z.object({
  cases: z.array(z.object({ caseId: z.string(), title: z.string(), measures: measuresSchema })),
  summary: z.record(
    z.string(),
    z.object({ count: z.int(), median: z.number().nullable(), p90: z.number().nullable(), worst: z.number().nullable() }),
  ),
});
export type MeasuresWire = z.infer<typeof measuresSchema>;
export type AllMeasures = z.infer<typeof allMeasuresSchema>;

const addable = z.object({
  title: itemFields.title,
  workstream: itemFields.workstream.default('other'),
  workstreamName: itemFields.workstreamName.default(''),
  department: itemFields.department.default(''),
  owner: itemFields.owner.default(null),
  needsAckBy: z.iso.datetime({ offset: true }).nullable().default(null),
  due: z.iso.datetime({ offset: true }).nullable().default(null),
  dependsOn: itemFields.dependsOn.default([]),
  touchesCustomers: z.boolean().default(false),
  fourEyes: z.boolean().default(false),
  destroys: z.boolean().default(false),
  detail: itemFields.detail.default(''),
});

export const boardOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('choose-playbook'), playbookId: z.string().max(60), reason: z.string().max(2000).default('') }),
  z.object({ do: z.literal('set-mode'), onePerson: z.boolean(), reason }),
  z.object({ do: z.literal('add'), itemId, step: z.string().max(60).nullable().default(null), ...addable.shape }),
  z.object({ do: z.literal('change'), itemId, fields: z.object(itemFields).partial(), reason: z.string().max(2000).default('') }),
  z.object({ do: z.literal('acknowledge'), itemId }),
  z.object({ do: z.literal('start'), itemId }),
  z.object({
    do: z.literal('block'),
    itemId,
    by: z.string().trim().min(1).max(300),
    until: z.iso.datetime({ offset: true }).nullable().default(null),
    reason,
  }),
  z.object({ do: z.literal('unblock'), itemId }),
  z.object({ do: z.literal('check-impact'), itemId, impact: z.enum(impacts), finding: reason }),
  z.object({ do: z.literal('settle-evidence'), itemId, answer: z.enum(evidenceAnswers), note: reason }),
  z.object({ do: z.literal('finish'), itemId, result: reason, evidence: z.array(z.string().max(500)).max(50).default([]) }),
  z.object({ do: z.literal('verify'), itemId, accepted: z.boolean(), note: z.string().max(2000).default('') }),
  z.object({ do: z.literal('cancel'), itemId, reason }),
]);
export type BoardOrder = z.output<typeof boardOrderSchema>;

export const noteSaveSchema = z.object({
  title: z.string().trim().max(300).default(''),
  text: z.string().max(100_000),
  tlp: z.enum(tlps).default('AMBER'),
  happenedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  attachments: z
    .array(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), fileName: z.string().max(300), bytes: z.int().nonnegative() }))
    .max(50)
    .default([]),
});
export type NoteSave = z.output<typeof noteSaveSchema>;

export const noteSchema = z.object({
  noteId: z.string(),
  caseId: z.string(),
  version: z.int(),
  title: z.string(),
  text: z.string(),
  tlp: z.enum(tlps),
  happenedAt: z.string().nullable(),
  attachments: noteSaveSchema.shape.attachments,
  author: z.string(),
  /** Absent on notes that were saved before writers were kept by id. */
  authorId: z.string().optional(),
  savedAt: z.string(),
  digest: z.string(),
});
export const noteDraftSchema = z.object({ noteId: z.string(), text: z.string(), at: z.string() });
export type Note = z.infer<typeof noteSchema>;

export const noteTextSchema = z.object({
  ordinal: z.int(),
  version: z.int().nullable(),
  basedOn: z.int(),
  accepted: z.boolean(),
  title: z.string(),
  text: z.string(),
  /** Null, like the writer's id, in what was kept before saves were kept whole. */
  tlp: z.enum(tlps).nullable(),
  happenedAt: z.string().nullable(),
  attachments: noteSaveSchema.shape.attachments,
  digest: z.string(),
  author: z.string(),
  authorId: z.string().nullable(),
  savedAt: z.string(),
});
export type NoteText = z.infer<typeof noteTextSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ETag: seq of the case.
  board: get('/api/v1/cases/:caseId/board', boardSchema),
  // If-Match: seq of the case (optional).
  order: post('/api/v1/cases/:caseId/board', boardSchema, boardOrderSchema),
  // Items with a time to keep over all open cases, nearest first.
  dueWork: get('/api/v1/work/due', dueWorkSchema),
  playbooks: get(
    '/api/v1/playbooks',
    z.object({ playbooks: z.array(z.looseObject({ id: z.string(), title: bilingualSchema, about: bilingualSchema })) }),
  ),
  // CACAO 2.0 JSON.
  cacao: get('/api/v1/playbooks/:id/cacao', z.record(z.string(), z.unknown())),
  caseMeasures: get('/api/v1/cases/:caseId/measures', measuresSchema),
  measures: get('/api/v1/measures', allMeasuresSchema),
  // Notes with their present text.
  notes: get('/api/v1/cases/:caseId/notes', z.object({ notes: z.array(noteSchema) })),
  // ETag: its version.
  note: get('/api/v1/cases/:caseId/notes/:noteId', noteSchema),
  // If-Match: the version, "0" for a new one; 412 keeps both texts.
  saveNote: put('/api/v1/cases/:caseId/notes/:noteId', noteSchema, noteSaveSchema),
  // Every text ever saved or refused.
  noteHistory: get('/api/v1/cases/:caseId/notes/:noteId/history', z.object({ texts: z.array(noteTextSchema) })),
  // Files (multipart), to be named by the next save.
  attach: post('/api/v1/cases/:caseId/attachments', z.object({ attachments: noteSchema.shape.attachments })),
  // What the signed-in person began here and never saved.
  noteDrafts: get('/api/v1/cases/:caseId/note-drafts', z.object({ drafts: z.array(noteDraftSchema) })),
  // Autosave of the signed-in person.
  saveDraft: put('/api/v1/cases/:caseId/notes/:noteId/draft', 'none'),
  noteDraft: get('/api/v1/cases/:caseId/notes/:noteId/draft', z.object({ text: z.string(), at: z.string() }).nullable()),
} as const;
