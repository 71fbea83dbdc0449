// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { noticeAnswers } from '../../case/entry/notification/acknowledgement.ts';
import { callOutcomes } from '../../case/entry/notification/follow.ts';
import { get, post } from '../../edge/endpoint.contract.ts';
import { noticeStateNames, stages } from '../state/state.ts';
import type { NoticeState } from '../state/state.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const stateSchema = z.enum(noticeStateNames as unknown as [NoticeState]);
const personSchema = z.object({ customerId: z.string(), name: z.string(), state: stateSchema });
const hours = z.number().nullable();

/** What follows a notice: what is due, whom to call, which letters, and how far everybody has come. */
export const followSheetSchema = z.object({
  plan: z.object({ reminders: z.int(), everyDays: z.int() }),
  /** By the plan, now; it leaves by a press. `resting`: contacts to whom another case wrote within a day. */
  due: z.object({
    reminders: z.int(),
    onward: z.int(),
    calls: z.int(),
    letters: z.int(),
    nowhere: z.int(),
    resting: z.int(),
  }),
  /** Whom to call, those whose hour has come first. */
  calls: z.array(
    z.object({
      customerId: z.string(),
      name: z.string(),
      telephone: z.string(),
      calls: z.int(),
      callBackAt: z.string().nullable(),
      script: two,
    }),
  ),
  callsInAll: z.int(),
  toPrint: z.int(),
  batches: z.array(
    z.object({ batch: z.int(), letters: z.int(), printedAt: z.string(), postedAt: z.string().nullable(), returned: z.int() }),
  ),
  /** No step of theirs is left: a restriction that can be undone may be proposed to a person, and nothing happens by itself. */
  nowhere: z.array(personSchema),
  funnel: z.object({
    customers: z.int(),
    stages: z.record(z.enum(stages), z.int()),
    states: z.array(z.object({ state: stateSchema, customers: z.int() })),
  }),
  /** Clean before anything reached them; concerned, and not among those who were told; there again after it was verified. */
  control: z.object({ cleanBefore: z.int(), newSince: z.int(), regressed: z.int() }),
  medians: z.object({ noticed: hours, acted: hours, verified: hours }),
  days: z.array(z.object({ day: z.string(), told: z.int(), noticed: z.int(), acted: z.int(), verified: z.int() })),
  /** What the last audit said. */
  checked: z
    .object({ basis: z.string(), at: z.string(), verified: z.int(), regressed: z.int(), open: z.int(), notSeen: z.int() })
    .nullable(),
  /** Who is neither verified nor exempt. */
  left: z.array(personSchema),
  leftInAll: z.int(),
  closed: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type FollowSheet = z.infer<typeof followSheetSchema>;

const reason = z.string().trim().min(1).max(2000);
export const planSchema = z.object({ reminders: z.int().min(0).max(5), everyDays: z.int().min(1).max(60) });
export const callSchema = z.object({
  customerId: z.string().max(200),
  outcome: z.enum(callOutcomes),
  callBackAt: z.iso.datetime({ offset: true }).nullable(),
  said: z.string().trim().max(2000),
});
export const settleSchema = z.object({ customerId: z.string().max(200), as: z.enum(['verified', 'exempt']), reason });
export const returnedSchema = z.object({ reference: z.string().trim().min(1).max(20), reason });
/** Somebody calls us: `asked` is his customer number or a letter's reference, `digits` what stands in his mail or letter. */
export const telephoneSchema = z.object({
  asked: z.string().trim().min(1).max(200),
  digits: z.string().trim().max(12),
  answer: z.enum(noticeAnswers),
  said: z.string().trim().max(2000),
});
export const telephoneAnswerSchema = z.object({ customerId: z.string(), name: z.string(), state: stateSchema, counted: z.boolean() });

export const endpoints = {
  follow: get('/api/v1/cases/:caseId/follow', followSheetSchema),
  planFollow: post('/api/v1/cases/:caseId/follow/plan', followSheetSchema, planSchema),
  advance: post('/api/v1/cases/:caseId/follow/advance', followSheetSchema),
  recordCall: post('/api/v1/cases/:caseId/follow/calls', followSheetSchema, callSchema),
  printLetters: post('/api/v1/cases/:caseId/follow/letters', followSheetSchema),
  postLetters: post('/api/v1/cases/:caseId/follow/letters/:batch/posted', followSheetSchema),
  letters: get('/api/v1/cases/:caseId/follow/letters/:batch', 'raw'),
  lettersList: get('/api/v1/cases/:caseId/follow/letters/:batch/list', 'raw'),
  letterReturned: post('/api/v1/cases/:caseId/follow/returned', followSheetSchema, returnedSchema),
  takeCall: post('/api/v1/cases/:caseId/follow/telephone', telephoneAnswerSchema, telephoneSchema),
  settle: post('/api/v1/cases/:caseId/follow/settled', followSheetSchema, settleSchema),
  closeNotice: post('/api/v1/cases/:caseId/follow/closed', followSheetSchema),
  /** The proof of notice of one customer. ?lang=ja */
  noticeProof: get('/api/v1/cases/:caseId/follow/proof/:customerId', 'raw'),
  letterPage: get('/letter', 'raw'),
  openLetter: post('/letter', 'raw'),
} as const;
