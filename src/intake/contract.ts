// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { reportChannels, reportKinds, reportStates } from '../case/entry/intake.ts';

/** What the web sees of intake. */
export const addressSchema = z.object({ name: z.string(), address: z.string() });

export const reportRowSchema = z.object({
  reportId: z.string(),
  caseId: z.string().nullable(),
  kind: z.enum(reportKinds),
  channel: z.enum(reportChannels),
  state: z.enum(reportStates),
  subject: z.string(),
  from: z.string(),
  receivedAt: z.string(),
  arrivals: z.int(),
  bytes: z.int(),
  /** The first reason for its kind, as a rule's id with the words it rests on; null for a report. */
  why: z.string().nullable(),
});
export type ReportRow = z.infer<typeof reportRowSchema>;

/** `apart`: how many more the same question finds among what was kept apart, by kind; null where that was not asked (see `standing`). */
export const reportPageSchema = z.object({
  items: z.array(reportRowSchema),
  next: z.string().nullable(),
  apart: z.array(z.object({ kind: z.enum(reportKinds), count: z.int() })).nullable(),
});

export const attachmentSchema = z.object({
  index: z.int(),
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** The HTML body may show it by its Content-ID. */
  embedded: z.boolean(),
});

/** A parsed mail for reading. All text is plain; `hasHtml` says whether the frame has something to show. */
export const reportSheetSchema = reportRowSchema.extend({
  raw: z.string(),
  readable: z.boolean(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  replyTo: z.array(addressSchema),
  date: z.string().nullable(),
  messageId: z.string().nullable(),
  text: z.string(),
  textTruncated: z.boolean(),
  hasHtml: z.boolean(),
  attachments: z.array(attachmentSchema),
  kindReasons: z.array(z.string()),
  charsetNotes: z.array(z.string()),
  arrivalsList: z.array(z.object({ at: z.string(), channel: z.enum(reportChannels), mailbox: z.string() })),
});
export type ReportSheet = z.infer<typeof reportSheetSchema>;

/** One line of `matoi receive --json` and of a drop in the browser. */
export const receivedLineSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  reportId: z.string(),
  caseId: z.string().nullable(),
  kind: z.enum(reportKinds),
  subject: z.string(),
  from: z.string(),
  charsetNotes: z.array(z.string()),
  again: z.boolean(),
});
export type ReceivedLine = z.infer<typeof receivedLineSchema>;

/** Ways by which something is told to a person, who writes it down. */
export const handChannels = ['telephone', 'letter', 'fax', 'chat', 'in-person', 'ticket'] as const;

/** As JSON, or as a form with `files` beside it. */
export const byHandSchema = z.object({
  channel: z.enum(handChannels),
  subject: z.string().trim().min(1).max(500),
  from: z.string().trim().max(500),
  happenedAt: z.string().max(100).nullable().default(null),
  /** The number or address by which it is found where it came from: a ticket, a message. */
  reference: z.string().trim().max(300).optional(),
  text: z.string().trim().min(1).max(100_000),
});
export type ByHand = z.infer<typeof byHandSchema>;

/** Of each note: a scan, a photograph, an export of a chat. */
export const HAND_FILES = { files: 20, bytesEach: 25_000_000 } as const;

/** How the ways by which mails come in stand now. */
export const waysSchema = z.object({
  ways: z.array(
    z.object({
      kind: z.enum(['smtp', 'lmtp', 'imap']),
      is: z.enum(['open', 'trying', 'stopped', 'elsewhere']),
      where: z.string(),
      encryption: z.enum(['none', 'offered', 'required']),
      failures: z.int(),
      lastFailure: z.string().nullable(),
      words: z.object({ ja: z.string(), en: z.string() }).nullable(),
    }),
  ),
});
export type Ways = z.infer<typeof waysSchema>;

export const copiesSchema = z.object({
  items: z.array(z.object({ caseId: z.string(), title: z.string(), reportIds: z.array(z.string()) })),
});
export type Copies = z.infer<typeof copiesSchema>;
export const takeCopiesSchema = z.object({ reason: z.string().trim().min(1).max(2000) });

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // The form for people outside: plain HTML, public, no JavaScript.
  form: get('/report', 'raw'),
  sendForm: post('/report', 'raw'),
  formStyle: get('/report/style.css', 'raw'),
  ways: get('/api/v1/intake/ways', waysSchema),
  // ?state=&kind=&search=&cursor=&standing=case|apart, newest first; speaks=true: kept apart although it speaks of a weakness.
  reports: get('/api/v1/reports', reportPageSchema),
  // Dropped .eml and .mbox files (multipart).
  addReports: post('/api/v1/reports', z.object({ received: z.array(receivedLineSchema) })),
  // JSON, or a form with files.
  addByHand: post('/api/v1/reports/by-hand', z.object({ reportId: z.string(), caseId: z.string().nullable() }), byHandSchema),
  report: get('/api/v1/reports/:reportId', reportSheetSchema),
  // Sanitised HTML as a page of its own for the sandboxed frame.
  reportHtml: get('/api/v1/reports/:reportId/html', 'raw'),
  // The bytes as they came (attachment, application/octet-stream).
  reportRaw: get('/api/v1/reports/:reportId/raw', 'raw'),
  // ?offset=: the raw source as inert text, 64 kB a page.
  reportSource: get(
    '/api/v1/reports/:reportId/source',
    z.object({ text: z.string(), offset: z.int(), next: z.int().nullable(), bytes: z.int() }),
  ),
  // One attachment's bytes (attachment, octet-stream).
  attachment: get('/api/v1/reports/:reportId/attachments/:index', 'raw'),
  setState: post('/api/v1/reports/:reportId/state', reportSheetSchema),
  // A mail kept apart becomes a case.
  raise: post('/api/v1/reports/:reportId/raise', z.object({ caseId: z.string() })),
  // Other open cases in which nothing stands but copies of this case's mails.
  copies: get('/api/v1/cases/:caseId/copies', copiesSchema),
  // All of them come into this case; what is left empty is closed as merged.
  takeCopies: post('/api/v1/cases/:caseId/copies', z.object({ cases: z.int(), reports: z.int() }), takeCopiesSchema),
  // { toCase, reason }: a report goes to another case; null: to one of its own.
  move: post('/api/v1/reports/:reportId/move', z.object({ caseId: z.string() })),
} as const;
