// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { harmKinds, verdicts } from '../../case/entry/inquiry.ts';
import { get, post } from '../../edge/endpoint.contract.ts';

const two = z.object({ ja: z.string(), en: z.string() });

export const answerSchema = z.object({
  inquiryId: z.string(),
  verdict: z.enum(verdicts),
  customerId: z.string().nullable(),
  name: z.string(),
  since: z.string().nullable(),
  /** What is said, word for word. */
  script: two,
  version: z.int(),
  known: z.int(),
  asOf: z.string(),
});
export type InquiryAnswer = z.infer<typeof answerSchema>;

export const callBackSchema = z.object({
  inquiryId: z.string(),
  way: z.enum(['telephone', 'page']),
  asked: z.string(),
  caller: z.string(),
  reach: z.string(),
  at: z.string(),
  by: z.string(),
  was: z.enum(verdicts),
  now: z.enum(verdicts),
  script: two,
  tried: z.object({ at: z.string(), note: z.string() }).nullable(),
});

export const deskSchema = z.object({
  /** null: nobody was answered yet. */
  version: z.object({ version: z.int(), customers: z.int(), at: z.string(), lookedAt: z.string(), digest: z.string() }).nullable(),
  answers: z.record(z.enum(verdicts), z.int()),
  due: z.int(),
  callBacks: z.array(callBackSchema),
  harm: z.array(z.object({ day: z.string(), kinds: z.partialRecord(z.enum(harmKinds), z.int()) })),
  page: z.object({ open: z.boolean(), url: z.string() }),
});
export type InquiryDesk = z.infer<typeof deskSchema>;

const said = z.string().trim().max(200);
export const askSchema = z.object({ asked: said.min(1), caller: said.default(''), reach: said.default('') });
export const calledSchema = z.object({ told: z.boolean(), note: z.string().trim().max(2000).default('') });
export const harmSchema = z.object({
  kind: z.enum(harmKinds),
  day: z.iso.date(),
  asked: said.default(''),
  note: z.string().trim().max(2000).default(''),
});

/** The desk of whoever takes the telephone, and the page for everybody else. */
export const endpoints = {
  inquiryDesk: get('/api/v1/cases/:caseId/inquiries', deskSchema),
  ask: post('/api/v1/cases/:caseId/inquiries', answerSchema, askSchema),
  calledBack: post('/api/v1/cases/:caseId/inquiries/:inquiryId/call', z.object({ due: z.boolean() }), calledSchema),
  reportHarm: post('/api/v1/cases/:caseId/inquiries/harm', z.object({ day: z.string() }), harmSchema),
  switchPage: post('/api/v1/cases/:caseId/inquiries/page', z.object({ open: z.boolean() }), z.object({ open: z.boolean() })),
  // ?lang=ja
  askPage: get('/ask/:caseKey', 'raw'),
  askByPage: post('/ask/:caseKey', 'raw'),
} as const;
