// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const ackWays = ['link', 'code', 'screen', 'console'] as const;
/** How one person tells another without the desk. */
export const toldWays = ['telephone', 'in-person'] as const;
export const pageUrgencies = ['now', 'today'] as const;

/** Rota and paging. The plan's text and every delivery stand in the part's registers; these entries anchor them. */
export const dutyEntries = {
  /** Desk's chain. `digest` is SHA-256 over the plan as canonical JSON. */
  'duty.plan-changed': z.object({
    version: z.int().positive(),
    digest: z.string(),
    people: z.int(),
    rosters: z.int(),
    reason: z.string().max(2000),
    /** Whose next duties change is told by mail, released by who published it. */
    tell: z.boolean().optional(),
    /** Duties of the published period that this version gives to somebody else; each was listed before it was confirmed. */
    changes: z
      .array(
        z.object({
          roster: z.string(),
          from: z.string(),
          to: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .max(500)
      .optional(),
  }),
  /** Desk's chain: a long weekend or a gap is coming. */
  'duty.warned': z.object({
    what: z.enum(['long-weekend', 'gap', 'fault', 'secret']),
    from: z.string(),
    to: z.string(),
    text: z.object({ ja: z.string().max(2000), en: z.string().max(2000) }),
  }),
  'page.triggered': z.object({
    pageId: z.string().max(60),
    policy: z.string().max(60),
    subject: z.string().max(500),
    urgency: z.enum(pageUrgencies),
    acksNeeded: z.int().positive(),
    /** Absent: the person on duty is called. */
    purpose: z.enum(['report-up']).optional(),
    /** How long after this the next report is promised. */
    nextReportMinutes: z.int().positive().optional(),
  }),
  /** This case's alarm joined a page that was already running for another one; who takes that page takes both. */
  'page.joined': z.object({ pageId: z.string().max(60), subject: z.string().max(500), alarms: z.int() }),
  /** A server took one delivery. `key` is its idempotency key; after a crash the same key may have been sent twice. */
  'page.sent': z.object({
    pageId: z.string().max(60),
    key: z.string().max(300),
    person: z.string().max(60),
    channel: z.string().max(30),
    step: z.int(),
    round: z.int(),
  }),
  /** Somebody stands on the telephone list now; no call was made by this. */
  'page.listed': z.object({
    pageId: z.string().max(60),
    key: z.string().max(300),
    person: z.string().max(60),
    step: z.int(),
    round: z.int(),
  }),
  /** A delivery was given up, or nobody could be paged at all. `notSetUp`: there is no such way out; nothing was tried. */
  'page.not-delivered': z.object({
    pageId: z.string().max(60),
    key: z.string().max(300),
    person: z.string().max(60),
    channel: z.string().max(30).optional(),
    why: z.string().max(1000),
    notSetUp: z.boolean().optional(),
  }),
  'page.acknowledged': z.object({
    pageId: z.string().max(60),
    person: z.string().max(60),
    name: z.string().max(200),
    way: z.enum(ackWays),
    acks: z.int(),
    acksNeeded: z.int(),
  }),
  /** Somebody who was called said that they cannot; `next`: the next step was called at once. */
  'page.passed-on': z.object({ pageId: z.string().max(60), person: z.string().max(60), name: z.string().max(200), next: z.boolean() }),
  /** A superior was told by a person, by telephone or face to face; `pageId`: the report that this answers, where one was out. */
  'page.told': z.object({
    pageId: z.string().max(60).nullable(),
    person: z.string().max(60),
    name: z.string().max(200),
    way: z.enum(toldWays),
    nextReportMinutes: z.int().positive(),
  }),
  /** The acknowledgement was forgotten: the page runs again as a new generation. */
  'page.reopened': z.object({ pageId: z.string().max(60), generation: z.int() }),
  /** All steps and repeats went by and nobody acknowledged. */
  'page.exhausted': z.object({ pageId: z.string().max(60), rounds: z.int() }),
  'page.resolved': z.object({ pageId: z.string().max(60), reason: z.string().max(2000), alarms: z.int() }),
  /** A page was wanted but there is no plan or no policy. */
  'page.impossible': z.object({ subject: z.string().max(500), why: z.string().max(1000) }),
} as const;
