// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const reason = z.string().trim().min(1).max(2000);
const findingKinds = ['version', 'host', 'confirmation', 'link', 'attachment', 'address', 'promise'] as const;
export const staffAnswers = ['got-it', 'not-got', 'replied', 'opened'] as const;
/** What kinds of incident a report may be about; several at once. `unclear`: no rule spoke for any. */
export const incidentKinds = [
  'weakness-claimed',
  'compromise-seen',
  'exposure-seen',
  'abuse-from-us',
  'name-misused',
  'account-taken-over',
  'ransomware',
  'phishing-clicked',
  'extortion',
  'data-lost',
  'supplier-notice',
  'outage',
  'unclear',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];
/** Ways by which something might leave; every attempt names its own. */
export const outgoingPaths = ['api', 'console', 'desk', 'submission'] as const;

export const triageEntries = {
  /** A list of software and machines; it stands in the desk's chain and replaces what came from a file of the same name. */
  'triage.assets-imported': z.object({
    file: z.string().max(200),
    format: z.string().max(30),
    items: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    /** SHA-256 of the items as read. */
    digest: z.string(),
    /** What the columns are, where a person said so; absent where the headings themselves do. */
    columns: z
      .array(z.object({ heading: z.string().max(200), field: z.string().max(20) }))
      .max(20)
      .exactOptional(),
  }),
  /** What the desk read out of a mail, with what it rests on. Full evidence is read again from the bytes of `raw`. */
  'triage.examined': z.object({
    reportId: z.string(),
    raw: z.string(),
    authenticity: z.enum(['domain-confirmed', 'domain-not-confirmed', 'contradicted', 'not-checkable']),
    judgedBy: z.string().max(300),
    intent: z.string().max(50),
    confidence: z.enum(['low', 'medium', 'high']),
    rules: z.array(z.string().max(100)).max(60),
    /** The strongest quote, defanged. */
    quote: z.string().max(1000),
    claims: z
      .array(
        z.object({
          kind: z.string().max(20),
          value: z.string().max(300),
          version: z.string().max(50).nullable(),
          /** The attachment and the page or cell in it; absent for what the mail itself says. */
          where: z.string().max(300).optional(),
        }),
      )
      .max(100),
    /** What logs can be asked for, not defanged; absent in entries of before. `own`: a host of ours; `sender`: of the reporter. */
    named: z
      .array(z.object({ kind: z.string().max(20), value: z.string().max(1000), whose: z.enum(['own', 'sender', 'other']) }))
      .max(100)
      .optional(),
    vague: z.boolean(),
    confirmed: z.array(z.string().max(200)).max(50),
    notFound: z.array(z.string().max(200)).max(50),
    notCheckable: z.array(z.string().max(200)).max(50),
    /** `not-given`: there is no inventory, so nothing can be said of what is affected. */
    scope: z.string().max(30),
    affected: z.array(z.string().max(300)).max(50),
    affectedCount: z.int().nonnegative(),
    possibleCount: z.int().nonnegative(),
    urgency: z.enum(['now', 'today', 'can-wait']),
    deployer: z.string().max(5),
    /** SHA-256 of the whole result as it is kept (canonical JSON); absent in entries of before results were kept. */
    examination: z.string().max(64).optional(),
  }),
  /** The mail was not examined to the end: a limit of time or memory was reached, or the reader failed. A person goes on. */
  'triage.not-examined': z.object({
    reportId: z.string(),
    raw: z.string(),
    why: z.enum(['time', 'memory', 'failed']),
    detail: z.string().max(500),
  }),
  /** The kinds that a report's words speak for, with the sentences; a proposal, never a fact. */
  'triage.kinds-read': z.object({
    reportId: z.string(),
    kinds: z
      .array(
        z.object({
          kind: z.enum(incidentKinds),
          quotes: z.array(z.object({ rule: z.string().max(100), shown: z.string().max(1000) })).max(3),
        }),
      )
      .min(1)
      .max(13),
  }),
  /** A person confirmed or changed the kinds of the case. They decide the playbook. */
  'triage.kinds-set': z.object({ kinds: z.array(z.enum(incidentKinds)).min(1).max(13), reason: z.string().max(2000) }),
  /** A person set decision points of the SSVC tables. */
  'triage.priority-set': z.object({
    reportId: z.string(),
    settings: z.record(z.string(), z.record(z.string(), z.string().max(5))),
    reason,
  }),
  /** Two reports are one campaign. Both stay as they are; the merge can be undone. */
  'triage.campaign-merged': z.object({
    mergeId: z.string(),
    reportId: z.string(),
    into: z.string(),
    how: z.enum(['direct', 'attached', 'inline', 'by-hand']),
    jaccard: z.number().min(0).max(1),
    contained: z.number().min(0).max(1),
  }),
  'triage.campaign-split': z.object({ mergeId: z.string(), reason }),
  /** "Do not reply, do not open, tell us": a named person let it go to these many. Whether it left is another entry. */
  'triage.notice-released': z.object({
    noticeId: z.string(),
    reportId: z.string(),
    departments: z.array(z.string().max(200)).max(200),
    people: z.int().nonnegative(),
    withoutAddress: z.int().nonnegative(),
    digest: z.string(),
    text: z.object({ ja: z.string().max(10_000), en: z.string().max(10_000) }),
    mail: z.enum(['ready', 'practice', 'not-set-up']),
    /** False: the desk has no address that staff could open, so the mail asks to be told in another way. */
    links: z.boolean(),
  }),
  /** Who has not answered the notice is asked once more: a named person let it go to these many. */
  'triage.notice-reminded': z.object({
    noticeId: z.string(),
    people: z.int().nonnegative(),
    withoutAddress: z.int().nonnegative(),
    digest: z.string(),
    text: z.object({ ja: z.string().max(10_000), en: z.string().max(10_000) }),
    mail: z.enum(['ready', 'practice', 'not-set-up']),
    links: z.boolean(),
  }),
  /** How the notice's mails stand: after every recipient was tried once, and when the last of them was settled. */
  'triage.notice-result': z.object({
    noticeId: z.string(),
    /** A server took these. */
    handedOver: z.int().nonnegative(),
    deferred: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    notSetUp: z.int().nonnegative(),
    practice: z.int().nonnegative(),
  }),
  /** Written by earlier versions, which said sent before anything had left. */
  'triage.notice-sent': z.object({
    noticeId: z.string(),
    reportId: z.string(),
    departments: z.array(z.string().max(200)).max(200),
    people: z.int().nonnegative(),
    withoutAddress: z.int().nonnegative(),
    digest: z.string(),
    text: z.object({ ja: z.string().max(10_000), en: z.string().max(10_000) }),
  }),
  'triage.staff-answered': z.object({
    noticeId: z.string(),
    personId: z.string(),
    name: z.string().max(200),
    answer: z.enum(staffAnswers),
    note: z.string().max(2000),
  }),
  'triage.follow-up-done': z.object({ noticeId: z.string(), personId: z.string(), what: reason }),
  /** A reply to the outside stands still. `digest` is over recipient, subject and text: what is released is exactly this. */
  'triage.reply-held': z.object({
    replyId: z.string(),
    reportId: z.string(),
    template: z.string().max(50),
    to: z.string().max(320),
    subject: z.string().max(500),
    text: z.string().max(20_000),
    lang: z.enum(['ja', 'en']),
    digest: z.string(),
    /** When silence turns into resentment: a receipt or a decision is due by then. */
    dueAt: z.string().nullable(),
    findings: z.array(z.object({ kind: z.enum(findingKinds), quote: z.string().max(300) })).max(100),
  }),
  /** Somebody or something tried to send without a release. Nothing left. */
  'triage.reply-attempt-refused': z.object({
    replyId: z.string().nullable(),
    path: z.enum(outgoingPaths),
    to: z.string().max(320),
    why: z.enum(['not-released', 'changed-since-release', 'withdrawn', 'already-sent', 'findings-open', 'not-by-the-desk']),
  }),
  'triage.reply-released': z.object({
    replyId: z.string(),
    digest: z.string(),
    /** For each kind of finding that stays in the text: why it may leave. */
    overrides: z.array(z.object({ kind: z.enum(findingKinds), reason })).max(20),
  }),
  /** A server took it; `answer` is what it said. */
  'triage.reply-sent': z.object({
    replyId: z.string(),
    digest: z.string(),
    messageKey: z.string().max(200),
    answer: z.string().max(500).optional(),
  }),
  /** The server did not take it, or there is none. The release stands; it can be tried again. */
  'triage.reply-not-sent': z.object({
    replyId: z.string(),
    why: z.string().max(500),
    final: z.boolean(),
    notSetUp: z.boolean().optional(),
  }),
  'triage.reply-withdrawn': z.object({ replyId: z.string(), reason }),
  /** What was promised to the reporter or is owed to a body that was consulted. */
  'triage.promised': z.object({
    promiseId: z.string(),
    reportId: z.string(),
    whom: z.string().trim().min(1).max(300),
    kind: z.enum(['to-reporter', 'feedback-owed']),
    what: z.string().trim().min(1).max(2000),
    dueAt: z.string().nullable(),
  }),
  'triage.promise-kept': z.object({ promiseId: z.string(), note: z.string().max(2000) }),
} as const;

export const replyFindingKinds = findingKinds;
