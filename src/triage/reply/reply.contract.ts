// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put } from '../../edge/endpoint.contract.ts';
import { replyFindingKinds, staffAnswers } from '../../case/entry/triage.ts';
import { outboxStates } from '../../outbox/message.ts';

/** What the web sees of held replies, the notice and the census. */
const two = z.object({ ja: z.string(), en: z.string() });
const reason = z.string().trim().min(1).max(2000);
const done = z.object({ done: z.literal(true) });
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
export const passageSchema = z.object({
  is: z.enum(['sent', 'refused', 'later', 'never', 'not-set-up', 'practice', 'not-in-case']),
  why: z.string(),
});
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
export const mailStates = ['ready', 'practice', 'not-set-up'] as const;
export const noticePreviewSchema = z.object({
  people: z.int(),
  withoutAddress: z.int(),
  mail: z.enum(mailStates),
  links: z.boolean(),
  text: two,
});
export type NoticePreviewWire = z.output<typeof noticePreviewSchema>;
export const noticeReleasedSchema = z.object({
  noticeId: z.string(),
  people: z.int(),
  mail: z.enum(mailStates),
  withoutAddress: z.int(),
});
export const byHandAnswerSchema = z.object({
  personId: z.string().max(100),
  answer: z.enum(staffAnswers),
  note: z.string().max(2000).default(''),
});
export const censusSchema = z.object({
  noticeId: z.string(),
  people: z.int(),
  /** When the silent were reminded last; null: not yet. */
  remindedAt: z.string().nullable(),
  /** How the mails stand at this moment. */
  sending: z.object({
    handedOver: z.int(),
    waiting: z.int(),
    deferred: z.int(),
    refused: z.int(),
    notSetUp: z.int(),
    practice: z.int(),
    unrecorded: z.int(),
  }),
  counts: z.object({ silent: z.int(), gotIt: z.int(), notGot: z.int(), replied: z.int(), opened: z.int(), withoutAddress: z.int() }),
  rows: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      department: z.string(),
      hasAddress: z.boolean(),
      /** null: no mail of the gate belongs to this row. */
      sending: z.enum(outboxStates).nullable(),
      serverSaid: z.string().nullable(),
      possibleDoubles: z.int(),
      /** How the last reminder's mail stands; null: none was sent. */
      reminder: z.enum(outboxStates).nullable(),
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
export const endpoints = {
  templates: get('/api/v1/triage/templates', z.object({ templates: z.array(replyTemplateSchema) })),
  replies: get('/api/v1/cases/:caseId/triage-replies', z.object({ replies: z.array(replySchema) })),
  holdReply: post('/api/v1/cases/:caseId/triage-replies', replySchema, newReplySchema),
  // A release is lost by it.
  changeReply: put('/api/v1/cases/:caseId/triage-replies/:replyId', replySchema, newReplySchema),
  releaseReply: post('/api/v1/cases/:caseId/triage-replies/:replyId/release', replySchema, releaseSchema),
  // Refused unless released.
  sendReply: post('/api/v1/cases/:caseId/triage-replies/:replyId/send', passageSchema),
  withdrawReply: post('/api/v1/cases/:caseId/triage-replies/:replyId/withdraw', replySchema, reasonSchema),
  // Nothing leaves.
  previewNotice: post('/api/v1/cases/:caseId/triage-notices/preview', noticePreviewSchema, newNoticeSchema),
  releaseNotice: post('/api/v1/cases/:caseId/triage-notices', noticeReleasedSchema, newNoticeSchema),
  // To those for whom there was no way out.
  releaseNoticeAgain: post('/api/v1/cases/:caseId/triage-notices/:noticeId/again', noticeReleasedSchema),
  // To those who have not answered, as often as a person lets it go.
  remindSilent: post('/api/v1/cases/:caseId/triage-notices/:noticeId/remind', noticeReleasedSchema),
  // The page on which a colleague answers with one tap: plain HTML, public, the link is signed.
  staffPage: get('/staff/:token', 'raw'),
  answerOnPage: post('/staff/:token', 'raw'),
  // What somebody said by telephone.
  answerNotice: post('/api/v1/cases/:caseId/triage-notices/:noticeId/answers', done, byHandAnswerSchema),
  census: get('/api/v1/cases/:caseId/triage-notices/:noticeId', censusSchema),
  followUp: post('/api/v1/cases/:caseId/triage-notices/:noticeId/followed-up', done),
  promise: post('/api/v1/cases/:caseId/triage-promises', z.object({ promiseId: z.string() }), newPromiseSchema),
  keepPromise: post('/api/v1/cases/:caseId/triage-promises/:promiseId/kept', done),
  undoMerge: post('/api/v1/cases/:caseId/triage-merges/:mergeId/undo', done, reasonSchema),
  // How old each source of advisories is.
  advisories: get('/api/v1/triage/advisories', z.object({ sources: z.array(z.record(z.string(), z.unknown())) })),
} as const;
