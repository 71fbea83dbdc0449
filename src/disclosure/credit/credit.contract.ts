// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const reason = z.string().trim().min(1).max(2000);

/** Whom the page of thanks names for a case, and what could be written to whoever told us or was asked. */
export const feedbackSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  credits: z.array(
    z.object({
      creditId: z.string(),
      line: two,
      how: z.string(),
      reportId: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  /** Reports that may have somebody to thank. */
  reports: z.array(z.object({ reportId: z.string(), from: z.string(), subject: z.string() })),
  /** Drafts: nothing of them is sent from here. */
  drafts: z.array(
    z.object({
      to: z.string(),
      kind: z.enum(['reporter', 'body', 'authority']),
      subject: z.string(),
      text: z.string(),
    }),
  ),
  /** The public page. */
  page: z.string(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

export const creditOrder = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('agree'),
    name: z.string().trim().min(1).max(200),
    link: z
      .string()
      .trim()
      .max(500)
      .regex(/^https:\/\/\S+$/)
      .nullable(),
    reportId: z.string().max(60).nullable(),
    how: reason,
  }),
  z.object({ do: z.literal('withdraw'), creditId: z.string().min(1).max(60), reason }),
]);
export type CreditOrder = z.output<typeof creditOrder>;

export const endpoints = {
  // ?lang=: of the drafts.
  feedback: get('/api/v1/cases/:caseId/feedback', feedbackSchema),
  orderCredit: post('/api/v1/cases/:caseId/feedback', feedbackSchema, creditOrder),
} as const;
