// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { replyFindingKinds, staffAnswers } from '../../journal/entry/triage.ts';

/**
 * What the web sees of held replies, the notice and the census.
 *   GET   /api/v1/triage/templates                                   replyTemplateSchema[]
 *   GET   /api/v1/cases/:caseId/triage-replies                       repliesSchema
 *   POST  /api/v1/cases/:caseId/triage-replies                       newReplySchema -> replySchema (held)
 *   PUT   /api/v1/cases/:caseId/triage-replies/:replyId              newReplySchema -> replySchema (a release is lost)
 *   POST  /api/v1/cases/:caseId/triage-replies/:replyId/release      releaseSchema -> replySchema
 *   POST  /api/v1/cases/:caseId/triage-replies/:replyId/send         {} -> passageSchema (refused unless released)
 *   POST  /api/v1/cases/:caseId/triage-replies/:replyId/withdraw     { reason }
 *   POST  /api/v1/cases/:caseId/triage-notices                       newNoticeSchema -> { noticeId, people }
 *   GET   /api/v1/cases/:caseId/triage-notices/:noticeId             censusSchema
 *   POST  /api/v1/cases/:caseId/triage-notices/:noticeId/followed-up { personId, what }
 *   POST  /api/v1/cases/:caseId/triage-promises                      newPromiseSchema; POST …/:promiseId/kept { note }
 *   POST  /api/v1/cases/:caseId/triage-merges/:mergeId/undo          { reason }
 *   GET   /api/v1/triage/inventory · POST (multipart)                inventorySchema
 *   GET   /api/v1/triage/advisories                                  status table
 *   GET   /staff/:token, POST /staff/:token                          the one-tap page: plain HTML, no JavaScript
 */
const two = z.object({ ja: z.string(), en: z.string() });
const reason = z.string().trim().min(1).max(2000);
export const findingSchema = z.object({ kind: z.enum(replyFindingKinds), quote: z.string() });

export const replySchema = z.object({
  replyId: z.string(),
  reportId: z.string(),
  template: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  lang: z.enum(['ja', 'en']),
  state: z.enum(['held', 'released', 'sent', 'withdrawn']),
  digest: z.string(),
  dueAt: z.string().nullable(),
  releasedBy: z.string().nullable(),
  notSent: z.string().nullable(),
  attempts: z.int(),
  findings: z.array(findingSchema),
});
export type Reply = z.output<typeof replySchema>;

export const newReplySchema = z.object({
  reportId: z.string().max(50),
  /** One of the ready texts, or `own`. */
  template: z.string().max(50),
  to: z
    .string()
    .trim()
    .min(3)
    .max(320)
    .regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/),
  lang: z.enum(['ja', 'en']),
  subject: z
    .string()
    .trim()
    .max(500)
    .regex(/^[^\r\n]*$/)
    .optional(),
  text: z.string().max(20_000).optional(),
});
export type NewReply = z.output<typeof newReplySchema>;

export const releaseSchema = z.object({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  overrides: z
    .array(z.object({ kind: z.enum(replyFindingKinds), reason }))
    .max(20)
    .default([]),
});
export const passageSchema = z.object({ is: z.enum(['sent', 'refused', 'later', 'never', 'no-server', 'not-in-case']), why: z.string() });
export const replyTemplateSchema = z.object({ id: z.string(), name: two, subject: two, text: two, hours: z.number().nullable() });
export type ReplyTemplateWire = z.output<typeof replyTemplateSchema>;

export const newNoticeSchema = z.object({
  reportId: z.string().max(50),
  departments: z.array(z.string().max(200)).max(200).default([]),
  text: z
    .object({ ja: z.string().trim().min(1).max(10_000), en: z.string().trim().min(1).max(10_000) })
    .nullable()
    .default(null),
});
export const censusSchema = z.object({
  noticeId: z.string(),
  people: z.int(),
  counts: z.object({ silent: z.int(), gotIt: z.int(), notGot: z.int(), replied: z.int(), opened: z.int(), withoutAddress: z.int() }),
  rows: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      department: z.string(),
      hasAddress: z.boolean(),
      answer: z.enum(staffAnswers).nullable(),
      answeredAt: z.string().nullable(),
      note: z.string(),
    }),
  ),
});
export type Census = z.output<typeof censusSchema>;

export const newPromiseSchema = z.object({
  reportId: z.string().max(50),
  whom: z.string().trim().min(1).max(300),
  kind: z.enum(['to-reporter', 'feedback-owed']),
  what: z.string().trim().min(1).max(2000),
  dueAt: z.iso.datetime({ offset: true }).nullable(),
});
export const reasonSchema = z.object({ reason });
export const inventorySchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      version: z.string().nullable(),
      host: z.string().nullable(),
      owner: z.string().nullable(),
      exposure: z.enum(['internet', 'internal', 'unknown']),
      from: z.string(),
    }),
  ),
});
export const importedSchema = z.object({
  files: z.array(
    z.object({ file: z.string(), format: z.string(), items: z.int(), refused: z.array(z.string()), why: z.string().nullable() }),
  ),
});
