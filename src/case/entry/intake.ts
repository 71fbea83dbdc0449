// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** How a report came in. */
export const reportChannels = [
  'file',
  'drop',
  'imap',
  'smtp',
  'form',
  'telephone',
  'letter',
  'fax',
  'chat',
  'in-person',
  'ticket',
  'api',
] as const;

/**
 * What kind of mail it is. Only `report` and `needs-a-human` open a case by themselves; the others are
 * kept apart, never dropped, and a person can raise any of them into a case.
 */
export const reportKinds = ['report', 'needs-a-human', 'bounce', 'auto-reply', 'list', 'spam-folder'] as const;

/** What a person of the organisation names as a way in: what comes through it is a report, whatever marks of a list or a robot it bears. */
export const wayKinds = ['group', 'form', 'repository', 'ticket', 'other'] as const;

/** The report's lifecycle, apart from the case's. */
export const reportStates = ['new', 'open', 'resolved', 'rejected'] as const;

export const intakeEntries = {
  'report.received': z.object({
    reportId: z.string(),
    kind: z.enum(reportKinds),
    channel: z.enum(reportChannels),
    /** SHA-256 of the bytes as they came; the blob of that name holds them. */
    raw: z.string(),
    bytes: z.int().nonnegative(),
    subject: z.string().max(2000),
    /** As shown by the mail itself: nothing here is verified. */
    from: z.string().max(1000),
    /** Why this kind, as rule ids with the words they rest on. */
    kindReasons: z.array(z.string().max(500)).max(50),
    charsetNotes: z.array(z.string().max(500)).max(100),
    /** It answers a mail of this case, or one of ours from it: by In-Reply-To or References, which anybody can write. `exercise`: the scenario of this case sent it. */
    joins: z.object({ how: z.enum(['report', 'own-mail', 'by-hand', 'exercise']), of: z.string().max(500) }).optional(),
    /** It bears a ticket mark of the same sender as a report of this other case; nobody has looked yet. */
    mayBelongTo: z.object({ caseId: z.string().max(40), mark: z.string().max(300) }).optional(),
    /** Whom it was for, or where it lay: recipients of the envelope, a folder, a file's name. */
    mailbox: z.string().max(500).optional(),
    /** MAIL FROM of the envelope, as the other side said it; nothing about it is verified. */
    envelopeFrom: z.string().max(500).optional(),
  }),
  /** The same bytes once more: one report, another arrival. */
  'report.arrived-again': z.object({
    reportId: z.string(),
    channel: z.enum(reportChannels),
    mailbox: z.string().max(500),
    /** SHA-256 and size of another copy of the same mail, where its bytes differ from those of the report. */
    raw: z.string().optional(),
    bytes: z.int().nonnegative().optional(),
  }),
  'report.state-changed': z.object({ reportId: z.string(), state: z.enum(reportStates), reason: z.string().max(2000) }),
  /** A mail kept apart is made a case after all, or a report moves to another case. */
  'report.raised': z.object({ reportId: z.string(), caseId: z.string(), reason: z.string().max(2000) }),
  /** All ways in that people named, as they stand from here on; in the desk's chain. */
  'report.ways-set': z.object({
    ways: z.array(z.object({ kind: z.enum(wayKinds), name: z.string().max(100), mark: z.string().max(300) })).max(100),
  }),
  /** It went to another case: a reply that was none, or one that belongs elsewhere. */
  'report.left': z.object({ reportId: z.string(), toCase: z.string(), reason: z.string().max(2000) }),
  'report.attached': z.object({ reportId: z.string(), fromCase: z.string().nullable(), reason: z.string().max(2000) }),
} as const;
