// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** What a customer says of a notice. */
export const noticeAnswers = ['started', 'done', 'not-applicable', 'wrong-contact'] as const;

export const acknowledgementEntries = {
  /** A customer answered a notice: by his own page, or by the telephone with the six digits that he was sent. */
  'acknowledgement.given': z.object({
    noticeId: z.string().max(100),
    customerId: z.string().max(200),
    contactId: z.string().max(100),
    answer: z.enum(noticeAnswers),
    /** Why it does not apply to him, or who is the right one; '' where he did not say. */
    said: z.string().max(2000),
    way: z.enum(['page', 'telephone']),
  }),
  /** Quicker than anybody reads, from where machines stand: kept, and counted as nothing. */
  'acknowledgement.suspect': z.object({
    noticeId: z.string().max(100),
    customerId: z.string().max(200),
    contactId: z.string().max(100),
    answer: z.enum(noticeAnswers),
    address: z.string().max(100),
    /** Milliseconds from the mail's being handed over (null: it was not) and from the page's being shown. */
    sinceMail: z.int().nullable(),
    sincePage: z.int(),
  }),
} as const;
