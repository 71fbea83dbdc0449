// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const count = z.int().nonnegative();
const id = z.string().max(100);
const customer = z.string().max(200);
const reason = z.string().trim().min(1).max(2000);

/** What came of a call: he knows, he says it is done, nobody was there, the number is another's, he is written to instead. */
export const callOutcomes = ['told', 'done', 'no-answer', 'wrong-number', 'write-instead'] as const;

/** What follows a notice, until each customer is verified or exempt. Customers themselves stand in the register. */
export const followEntries = {
  /** So many reminders by mail, so many days apart; then the next step of each ladder. */
  'follow.planned': z.object({ noticeId: id, reminders: z.int().min(0).max(5), everyDays: z.int().min(1).max(60) }),
  /** A named person let out what was due: reminders and next steps by mail; calls and letters go on their lists. */
  'follow.advanced': z.object({
    noticeId: id,
    wave: z.int().positive(),
    messages: count,
    customers: count,
    reminders: count,
    onward: count,
    calls: count,
    letters: count,
    /** Nobody is left to be asked: what remains is proposed and never done by itself. */
    nowhere: count,
    /** Over the bytes of each message. */
    digest: z.string(),
  }),
  'follow.called': z.object({
    noticeId: id,
    customerId: customer,
    contactId: id,
    outcome: z.enum(callOutcomes),
    callBackAt: z.string().max(40).nullable(),
    said: z.string().max(2000),
  }),
  /** One page a letter; `raw`: the whole batch as it was printed. */
  'follow.letters-printed': z.object({ noticeId: id, batch: z.int().positive(), letters: count, raw: z.string() }),
  'follow.letters-posted': z.object({ noticeId: id, batch: z.int().positive(), letters: count }),
  'follow.letter-returned': z.object({ noticeId: id, reference: z.string().max(20), customerId: customer, reason }),
  /** What an audit that arrived says of those who were told. `basis`: the audit. */
  'follow.checked': z.object({ noticeId: id, basis: z.string().max(200), verified: count, regressed: count, open: count, notSeen: count }),
  /** A person says of one customer, with a reason, that evidence shows it is done, or that he is exempt. */
  'follow.settled': z.object({ noticeId: id, customerId: customer, as: z.enum(['verified', 'exempt']), reason }),
  'follow.closed': z.object({ noticeId: id, customers: count, verified: count, exempt: count, digest: z.string() }),
} as const;
