// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const count = z.int().nonnegative();

/** What somebody who asks "am I affected?" can be told; none of them is "your data did not leak". */
export const verdicts = ['affected', 'no-longer', 'not-among', 'not-checkable'] as const;
export const harmKinds = ['suspicious-mail', 'suspicious-call', 'misuse', 'other'] as const;

/** Who asked, and how to reach them, stands in the register; an entry says what was answered, and from which version. */
export const inquiryEntries = {
  /** The audience that answers are read from, as it was seen at that time; the rows stand in the register. */
  'inquiry.audience-seen': z.object({
    version: z.int().positive(),
    /** SHA-256 over who is concerned by what. */
    digest: z.string(),
    customers: count,
    added: count,
    removed: count,
    changed: count,
  }),
  'inquiry.answered': z.object({
    inquiryId: z.string().max(60),
    way: z.enum(['telephone', 'page']),
    verdict: z.enum(verdicts),
    version: z.int().positive(),
    /** Of how many known customers was said. */
    known: count,
  }),
  /** Somebody who had been told otherwise was called; `told`: and heard what holds now. */
  'inquiry.called-back': z.object({
    inquiryId: z.string().max(60),
    told: z.boolean(),
    verdict: z.enum(verdicts),
    version: z.int().positive(),
    note: z.string().max(2000),
  }),
  /** The page on which anybody may ask is open to the public, or no longer. */
  'inquiry.page-switched': z.object({ open: z.boolean() }),
  /** Somebody says that what leaked is used against them. `day`: of the harm, as said. */
  'inquiry.harm-reported': z.object({
    harmId: z.string().max(60),
    kind: z.enum(harmKinds),
    day: z.iso.date(),
    customerId: z.string().max(200).nullable(),
    note: z.string().max(2000),
  }),
} as const;
