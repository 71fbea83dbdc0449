// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { reasonsNotTold, severities, sourceNames } from './audience/audience.ts';
import { contactKinds } from './contact/contact.ts';
import { languages, rungs } from './customer/customer.ts';
import { oddities } from './message/worst.ts';
import { noticeStateNames, noticeStates } from './state/state.ts';
import type { NoticeState } from './state/state.ts';

export { noticeStates };

/** What the web sees of notification. */
const two = z.object({ ja: z.string(), en: z.string() });

export const stepSchema = z.object({
  rung: z.enum(rungs),
  contactId: z.string(),
  value: z.string(),
  /** `dead`: a server said for good that there is nobody; a person has not looked yet. */
  is: z.enum(['open', 'off', 'dead']),
  why: z.string(),
  /** Wants no optional notices; required ones reach it all the same. */
  unsubscribed: z.boolean(),
});
export const customerRowSchema = z.object({
  customerId: z.string(),
  name: z.string(),
  attention: z.string(),
  contracts: z.array(z.string()),
  lang: z.enum(languages),
  preference: z.enum(contactKinds).nullable(),
  machineForm: z.boolean(),
  ladder: z.array(stepSchema),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

export const cellErrorSchema = z.object({
  row: z.int(),
  line: z.int(),
  /** The column; null where the whole row cannot be read. */
  column: z.string().nullable(),
  value: z.string(),
  why: two,
});
export type CellErrorRow = z.infer<typeof cellErrorSchema>;

/** `taken`: false where a row is in error; then nobody was taken in, and `bad` holds those rows as CSV with the reasons. */
export const customersImportedSchema = z.object({
  taken: z.boolean(),
  file: z.string(),
  encoding: z.string(),
  rows: z.int(),
  leftOut: z.int(),
  customers: z.int(),
  contracts: z.int(),
  added: z.int(),
  changed: z.int(),
  stillOff: z.int(),
  replacedOff: z.int(),
  off: z.array(
    z.object({
      customerId: z.string(),
      customer: z.string(),
      contactId: z.string(),
      kind: z.enum(contactKinds),
      value: z.string(),
      reason: z.string(),
      is: z.enum(['still-off', 'replaced']),
      by: z.string().nullable(),
    }),
  ),
  ignoredColumns: z.array(z.string()),
  errors: z.array(cellErrorSchema),
  errorCount: z.int(),
  bad: z.string(),
});
export type CustomersImported = z.infer<typeof customersImportedSchema>;

export const silentContactSchema = z.object({
  contactId: z.string(),
  kind: z.enum(contactKinds),
  value: z.string(),
  is: z.enum(['off', 'dead']),
  why: z.string(),
  by: z.string().nullable(),
  at: z.string(),
  customers: z.int(),
  some: z.array(z.string()),
});
export type SilentContact = z.infer<typeof silentContactSchema>;

export const switchSchema = z.object({ on: z.boolean(), reason: z.string().trim().min(1).max(2000) });

/** A case's own list as it was read; `taken` false where a row is in error. */
export const listImportedSchema = customersImportedSchema.pick({
  taken: true,
  file: true,
  encoding: true,
  rows: true,
  leftOut: true,
  customers: true,
  ignoredColumns: true,
  errors: true,
  errorCount: true,
  bad: true,
});
export type ListImported = z.infer<typeof listImportedSchema>;

export const concernSchema = z.object({
  id: z.string(),
  source: z.enum(sourceNames),
  place: z.string(),
  what: two,
  todo: two,
  severity: z.enum(severities).nullable(),
});
const namedSchema = z.array(z.object({ customerId: z.string(), name: z.string() }));
export const audienceSheetSchema = z.object({
  /** SHA-256 over who is told what by which contact; the approval names it. */
  digest: z.string(),
  counts: z.object({ findings: z.int(), customers: z.int(), contracts: z.int(), messages: z.int() }),
  rows: z.array(
    z.object({
      customerId: z.string(),
      name: z.string(),
      attention: z.string(),
      lang: z.enum(languages),
      contracts: z.array(z.string()),
      step: z.object({ rung: z.enum(rungs), contactId: z.string(), value: z.string() }),
      passed: z.array(z.object({ value: z.string(), why: z.string() })),
      concerns: z.array(concernSchema),
    }),
  ),
  notTold: z.array(
    z.object({ customerId: z.string(), name: z.string(), concerns: z.int(), why: z.enum(reasonsNotTold), reason: z.string() }),
  ),
  notTolds: z.int(),
  approved: z.object({ by: z.string(), at: z.string(), seq: z.int(), holds: z.boolean() }).nullable(),
  /** How it differs from what was approved; then the approval is void. */
  since: z.object({ added: namedSchema, removed: namedSchema, changed: namedSchema }).nullable(),
});
export type AudienceSheet = z.infer<typeof audienceSheetSchema>;

/** Mails whole, as they would leave; where a language's text is at fault there are none, and `readers` says how many mails that is. */
export const worstMessagesSchema = z.object({
  messages: z.int(),
  faults: z.array(z.object({ lang: z.string(), line: z.int().nullable(), what: z.string(), readers: z.int() })),
  items: z.array(
    z.object({
      why: z.array(z.enum(oddities)),
      to: z.string(),
      lang: z.enum(languages),
      customers: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
    }),
  ),
});
export type WorstMessages = z.infer<typeof worstMessagesSchema>;

const legSchema = z.object({ messages: z.int(), customers: z.int(), by: z.string(), at: z.string(), done: z.boolean() });
/** How the notice of a case stands: what was tried and approved, what left, what stands still and why. */
export const noticeSheetSchema = z.object({
  /** Whoever gets it may say that he wants no more of the kind. */
  optional: z.boolean(),
  /** SHA-256 over the texts in all languages that somebody reads. */
  text: z.string(),
  tested: z
    .object({
      testId: z.string(),
      at: z.string(),
      by: z.string(),
      /** The text is still the one that was tried, and a server took the copy. */
      holds: z.boolean(),
      answers: z.array(z.object({ is: z.string(), answer: z.string() })),
      arrived: z
        .object({
          junk: z.boolean(),
          by: z.string().nullable(),
          counts: z.boolean(),
          checks: z.array(z.object({ mechanism: z.string(), result: z.string(), domain: z.string().nullable() })),
        })
        .nullable(),
    })
    .nullable(),
  approved: z
    .object({
      by: z.string(),
      at: z.string(),
      messages: z.int(),
      customers: z.int(),
      without: z.string(),
      /** Audience and text are still those that were approved. */
      holds: z.boolean(),
    })
    .nullable(),
  /** Messages that leave first, of all. */
  planned: z.object({ canary: z.int(), messages: z.int() }),
  canary: legSchema.nullable(),
  rest: legSchema.nullable(),
  paused: z
    .object({
      why: z.enum(['person', 'bounces', 'day-limit', 'relay-refuses']),
      detail: z.string(),
      by: z.string(),
      at: z.string(),
      waiting: z.int(),
    })
    .nullable(),
  /** Of the last 24 hours, over all notices. */
  day: z.object({ asked: z.int(), hard: z.int() }),
  messages: z.array(
    z.object({ leg: z.enum(['canary', 'rest']), state: z.enum(noticeStateNames as unknown as [NoticeState]), messages: z.int() }),
  ),
  customers: z.array(z.object({ state: z.enum(noticeStateNames as unknown as [NoticeState]), customers: z.int() })),
  unread: z.array(z.object({ contactId: z.string(), reportId: z.string(), at: z.string() })),
  /** Messages that a receiver may have twice, with the same Message-ID. */
  possibleDoubles: z.array(z.string()),
});
export type NoticeSheet = z.infer<typeof noticeSheetSchema>;
const reasoned = z.object({ reason: z.string().trim().min(1).max(2000) });

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ?search=&after=&limit=
  customers: get('/api/v1/customers', z.object({ items: z.array(customerRowSchema), next: z.string().nullable(), total: z.int() })),
  customersTemplate: get('/api/v1/customers/template', 'raw'),
  // ?leaveOut=3,7
  importCustomers: post('/api/v1/customers/import', customersImportedSchema),
  silentContacts: get('/api/v1/contacts/silent', z.object({ items: z.array(silentContactSchema) })),
  switchContact: post('/api/v1/contacts/:contactId/switch', silentContactSchema.nullable(), switchSchema),
  audience: get('/api/v1/cases/:caseId/audience', audienceSheetSchema),
  // ?most=4
  worstMessages: get('/api/v1/cases/:caseId/audience/messages', worstMessagesSchema),
  // ?leaveOut=3,7
  importList: post('/api/v1/cases/:caseId/audience/list', listImportedSchema),
  notice: get('/api/v1/cases/:caseId/notice', noticeSheetSchema),
  declareNotice: post('/api/v1/cases/:caseId/notice/kind', noticeSheetSchema, z.object({ optional: z.boolean() })),
  testNotice: post('/api/v1/cases/:caseId/notice/test', noticeSheetSchema),
  lookForCopy: post('/api/v1/cases/:caseId/notice/copy', noticeSheetSchema),
  approveNotice: post(
    '/api/v1/cases/:caseId/notice/approval',
    noticeSheetSchema,
    z.object({ audience: z.string().max(64), text: z.string().max(64), without: z.string().trim().max(2000) }),
  ),
  releaseLeg: post('/api/v1/cases/:caseId/notice/release', noticeSheetSchema, z.object({ leg: z.enum(['canary', 'rest']) })),
  pauseNotice: post('/api/v1/cases/:caseId/notice/pause', noticeSheetSchema, reasoned),
  resumeNotice: post('/api/v1/cases/:caseId/notice/resume', noticeSheetSchema, reasoned.extend({ daily: z.boolean().optional() })),
  handOn: post('/api/v1/cases/:caseId/notice/hand-on', noticeSheetSchema, reasoned),
  answerReply: post('/api/v1/cases/:caseId/notice/replies/:contactId/answer', noticeSheetSchema, reasoned),
  approveAudience: post('/api/v1/cases/:caseId/audience/approval', audienceSheetSchema, z.object({ digest: z.string().max(64) })),
} as const;
