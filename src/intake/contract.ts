// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { reportChannels, reportKinds, reportStates } from '../journal/entry/intake.ts';

/**
 * What the web sees of intake.
 *   GET  /api/v1/reports?state=&kind=&search=&cursor=   page of reportRow, newest first
 *   GET  /api/v1/reports/:reportId                      reportSheet
 *   GET  /api/v1/reports/:reportId/html                 sanitised HTML as a page of its own for the sandboxed frame
 *   GET  /api/v1/reports/:reportId/raw                  the bytes as they came (attachment, application/octet-stream)
 *   GET  /api/v1/reports/:reportId/source?offset=       the raw source as inert text, 64 kB a page
 *   GET  /api/v1/reports/:reportId/attachments/:index   one attachment's bytes (attachment, octet-stream)
 *   POST /api/v1/reports                                multipart: dropped .eml/.mbox files -> { received: receivedLine[] }
 *   POST /api/v1/reports/by-hand                        byHand (telephone or letter) -> { reportId, caseId }
 *   POST /api/v1/reports/:reportId/state                { state, reason } -> reportSheet
 *   POST /api/v1/reports/:reportId/raise                { reason } -> { caseId } (a mail kept apart becomes a case)
 *   GET  /report, POST /report                          the public form: plain HTML, no JavaScript, rate-limited
 */
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
});
export type ReportRow = z.infer<typeof reportRowSchema>;

/** `apart`: how many more the same question finds among what was kept apart; null where that was not asked (see `standing`). */
export const reportPageSchema = z.object({ items: z.array(reportRowSchema), next: z.string().nullable(), apart: z.int().nullable() });

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

export const byHandSchema = z.object({
  channel: z.enum(['telephone', 'letter']),
  subject: z.string().trim().min(1).max(500),
  from: z.string().trim().max(500),
  happenedAt: z.string().nullable(),
  text: z.string().trim().min(1).max(100_000),
});
export type ByHand = z.infer<typeof byHandSchema>;

/** How the ways by which mails come in stand now. */
export const waysSchema = z.object({
  ways: z.array(
    z.object({
      kind: z.enum(['smtp', 'lmtp', 'imap']),
      is: z.enum(['open', 'trying', 'stopped']),
      where: z.string(),
      encryption: z.enum(['none', 'offered', 'required']),
      failures: z.int(),
      lastFailure: z.string().nullable(),
    }),
  ),
});
export type Ways = z.infer<typeof waysSchema>;
