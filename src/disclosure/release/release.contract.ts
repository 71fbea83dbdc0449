// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { statementReaders, statementStages, toldOrder } from '../../case/entry/disclosure.ts';
import { get, post } from '../../edge/endpoint.contract.ts';
import { spanSchema } from '../contract.ts';
import { askers } from '../sheet/questions.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const reason = z.string().trim().min(1).max(2000);
const time = z.iso.datetime({ offset: true });
const by = { by: z.string(), at: z.string() };
const statementId = z.string().min(1).max(60);

export const statementRowSchema = z.object({
  statementId,
  number: z.int(),
  stage: z.enum(statementStages),
  blob: z.string(),
  prepared: z.object(by),
  approved: z.object({ ...by, alone: z.boolean() }).nullable(),
  revoked: z.object({ ...by, reason: z.string() }).nullable(),
  published: z.object(by).nullable(),
  /** Its permanent address on this desk, once it is public. */
  page: z.string().nullable(),
});
export type StatementRow = z.infer<typeof statementRowSchema>;

/** The statements of a case, whom they wait for, who was told when, and how the case measures up. */
export const statementDeskSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  onePerson: z.boolean(),
  statements: z.array(statementRowSchema),
  /** What speaks against publishing the last one now. */
  warnings: z.array(z.object({ id: z.string(), text: two })),
  order: z.array(
    z.object({
      whom: z.enum(toldOrder),
      name: two,
      at: z.string().nullable(),
      by: z.enum(['record', 'person']).nullable(),
      needed: z.boolean(),
    }),
  ),
  checks: z.array(z.object({ id: z.string(), text: two })),
  yardstick: z.object({
    hoursToFirst: z.number().nullable(),
    hoursSoFar: z.number().nullable(),
    daysBetween: z.array(z.number()),
    promises: z.array(z.object({ number: z.int(), at: z.string(), is: z.enum(['kept', 'missed', 'open']) })),
    items: z.object({ said: z.int(), of: z.int() }).nullable(),
    first: z.enum(['ourselves', 'others', 'nobody']),
  }),
});
export type StatementDesk = z.infer<typeof statementDeskSchema>;

export const statementOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('prepare'), stage: z.enum(statementStages) }),
  /** `blob`: the snapshot that this person has read. */
  z.object({ do: z.literal('approve'), statementId, blob: z.string(), checks: z.array(z.string().max(60)).max(20).default([]) }),
  z.object({ do: z.literal('revoke'), statementId, reason }),
  z.object({ do: z.literal('publish'), statementId, blob: z.string(), reason: z.string().trim().max(2000).default('') }),
  z.object({ do: z.literal('told'), whom: z.enum(toldOrder), at: time, how: reason }),
  z.object({ do: z.literal('others-published'), at: time, where: z.string().trim().min(1).max(500) }),
]);
export type StatementOrder = z.output<typeof statementOrderSchema>;

/** A version exactly as it was frozen. */
export const frozenSchema = z.object({
  title: z.string(),
  text: z.string(),
  spans: z.array(spanSchema),
  held: z.array(z.string()),
  blob: z.string(),
});
export type FrozenVersion = z.infer<typeof frozenSchema>;

/** Questions and answers of the statement with this number; its snapshot where it is frozen, the record where it is not. */
export const sheetSchema = z.object({
  number: z.int(),
  frozen: z.boolean(),
  asker: z.enum(askers),
  lang: z.enum(['ja', 'en']),
  answers: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      is: z.enum(['answer', 'under-investigation', 'not-said']),
      text: z.string(),
      spans: z.array(spanSchema),
    }),
  ),
});
export type QuestionSheet = z.infer<typeof sheetSchema>;

export const readers = statementReaders;
export { askers } from '../sheet/questions.ts';

export const endpoints = {
  statements: get('/api/v1/cases/:caseId/statements', statementDeskSchema),
  statementOrder: post('/api/v1/cases/:caseId/statements', statementDeskSchema, statementOrderSchema),
  // ?reader=&lang=
  frozenStatement: get('/api/v1/cases/:caseId/statements/:statementId/text', frozenSchema),
  // PDF of a version as it was frozen; ?reader=&lang=
  statementPaper: get('/api/v1/cases/:caseId/statements/:statementId/paper', 'raw'),
  // ?asker=&lang=
  questionSheet: get('/api/v1/cases/:caseId/statements/questions', sheetSchema),
  // The same as PDF; ?asker=&lang=
  questionPaper: get('/api/v1/cases/:caseId/statements/questions/paper', 'raw'),
} as const;
