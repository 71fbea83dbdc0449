// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const count = z.int().nonnegative();
const reason = z.string().trim().min(1).max(2000);

/** The few that leave first, and all others. */
export const noticeLegs = ['canary', 'rest'] as const;
/** Why nothing of a notice leaves: a person, too many dead addresses, the most that 24 hours allow, a relay that refuses all. */
export const noticePauses = ['person', 'bounces', 'day-limit', 'relay-refuses'] as const;

/** Customers and their contacts stand in the register; an import anchors them by count and digest. */
export const notificationEntries = {
  'customers.imported': z.object({
    file: z.string().max(200),
    rows: count,
    leftOut: count,
    customers: count,
    contracts: count,
    added: count,
    changed: count,
    /** Contacts switched off that the file names still, and those that it puts another in the place of. */
    stillOff: count,
    replacedOff: count,
    /** SHA-256 over the customers as taken in. */
    digest: z.string(),
  }),
  /** A case's own list of whom it concerns; the rows stand in the register. */
  'audience.listed': z.object({ file: z.string().max(200), rows: count, leftOut: count, customers: count, digest: z.string() }),
  /** The audience that a person had before him. Its digest is over who is told what by which contact; another one is not approved. */
  'audience.approved': z.object({
    digest: z.string(),
    findings: count,
    customers: count,
    contracts: count,
    messages: count,
    notTold: count,
  }),
  /** Whether whoever gets it may say that he wants no more of the kind (RFC 8058); what is required has no such way. */
  'notice.declared': z.object({ optional: z.boolean() }),
  /** The notice was sent to ourselves by the way that it will take, and what our own server said of the copy that arrived. */
  'notice.tested': z.object({
    testId: z.string().max(100),
    audience: z.string(),
    text: z.string(),
    answers: z.array(z.object({ is: z.string().max(40), answer: z.string().max(1000) })).max(20),
  }),
  'notice.arrived': z.object({
    testId: z.string().max(100),
    text: z.string(),
    junk: z.boolean(),
    by: z.string().max(300).nullable(),
    counts: z.boolean(),
    checks: z
      .array(z.object({ mechanism: z.string().max(40), result: z.string().max(40), domain: z.string().max(300).nullable() }))
      .max(20),
  }),
  /** Who is told (`audience`) and what exactly is said (`text`). `without`: why it goes although no copy was seen to arrive. */
  'notice.approved': z.object({
    noticeId: z.string().max(100),
    audience: z.string(),
    text: z.string(),
    optional: z.boolean().optional(),
    testId: z.string().max(100),
    without: z.string().max(2000),
    messages: count,
    customers: count,
  }),
  /** A named person lets a part of the messages leave. `digest`: over the bytes of each. */
  'notice.released': z.object({
    noticeId: z.string().max(100),
    wave: z.int().positive(),
    leg: z.enum(noticeLegs),
    messages: count,
    customers: count,
    /** Contacts to whom another case had just written: theirs leaves an hour after that. */
    resting: count.optional(),
    digest: z.string(),
  }),
  'notice.paused': z.object({
    noticeId: z.string().max(100),
    why: z.enum(noticePauses),
    detail: z.string().max(1000),
    asked: count,
    hard: count,
    /** Messages that have not left. */
    waiting: count,
  }),
  /** `daily`: where the limit of 24 hours stops it, it goes on by itself when these have passed. */
  'notice.resumed': z.object({ noticeId: z.string().max(100), reason, waiting: count, daily: z.boolean().optional() }),
  /** A person decided that what has not left goes by the next steps of the ladders. */
  'notice.handed-on': z.object({ noticeId: z.string().max(100), messages: count, reason }),
  /** Every message of a released part got an answer. `digest`: over each message's state and answer. */
  'notice.leg-done': z.object({
    noticeId: z.string().max(100),
    wave: z.int().positive(),
    leg: z.enum(noticeLegs),
    taken: count,
    refused: count,
    hard: count,
    possibleDoubles: count,
    digest: z.string(),
  }),
  /** A person answered the notice: its reminders stop until one of us has answered him. */
  'notice.replied': z.object({ noticeId: z.string().max(100), contactId: z.string().max(100), reportId: z.string().max(100) }),
  'notice.reply-answered': z.object({ noticeId: z.string().max(100), contactId: z.string().max(100), reason }),
  /** `only`: for optional notices alone, by the contact's own press. */
  'contact.switched': z.object({ contactId: z.string().max(100), on: z.boolean(), reason, only: z.literal('optional').optional() }),
} as const;
