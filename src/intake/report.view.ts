// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Mail, MailPart } from '../common/mail.ts';
import type { ReportRow, ReportSheet } from './contract.ts';
import type { IntakeStore, ReportRecord } from './intake-store.port.ts';
import type { NotRead, OpenMail, PartsWanted } from './mail/mail.port.ts';
import type { ReportId } from './report-id.ts';

export type SheetDeps = { readonly store: IntakeStore; readonly blobs: BlobStore; readonly openMail: OpenMail };

/** A report as lists show it. */
export function rowOf(report: ReportRecord): ReportRow {
  const { reportId, caseId, kind, channel, state, subject, from, receivedAt, arrivals, bytes } = report;
  const why = report.kindReasons[0] ?? null;
  return { reportId, caseId, kind, channel, state, subject, from, receivedAt, arrivals, bytes, why };
}

/** A report for reading. Where a person had the original erased, what the register still holds is shown and nothing else. */
export async function readSheet(deps: SheetDeps, reportId: ReportId): Promise<ReportSheet | null> {
  const report = await deps.store.find(reportId);
  if (report === null) return null;
  const arrivals = await deps.store.arrivalsOf(reportId, 500);
  const raw = await deps.blobs.get(report.raw);
  const opened = raw === null ? null : await deps.openMail(raw, 'none');
  const mail = opened?.is === 'read' ? opened.mail : null;
  return {
    ...rowOf(report),
    raw: report.raw,
    readable: mail !== null && mail.unreadable.length === 0,
    headers: (mail?.headers ?? []).slice(0, 500).map(({ shown, value }) => ({ name: shown, value })),
    to: [...(mail?.to ?? [])],
    cc: [...(mail?.cc ?? [])],
    replyTo: [...(mail?.replyTo ?? [])],
    date: mail?.date ?? null,
    messageId: mail?.messageId ?? null,
    text: mail?.text ?? '',
    textTruncated: mail?.textTruncated ?? false,
    hasHtml: mail?.html != null,
    attachments: (mail?.attachments ?? []).map((part, index) => attachmentOf(part, index)),
    kindReasons: [...report.kindReasons, ...(opened?.is === 'not-read' ? [`not-read: ${opened.why}`] : [])],
    charsetNotes: [...report.charsetNotes],
    arrivalsList: arrivals.map(({ at, channel, mailbox }) => ({ at, channel, mailbox })),
  };
}

function attachmentOf(part: MailPart, index: number): ReportSheet['attachments'][number] {
  return {
    index,
    fileName: part.fileName,
    contentType: part.contentType,
    bytes: part.size,
    sha256: part.sha256,
    embedded: part.contentId !== '',
  };
}

export type ReportBytes = { readonly report: ReportRecord; readonly raw: Uint8Array };

/** The report with its bytes; null when there is none or they were erased. */
export async function openRaw(deps: SheetDeps, reportId: ReportId): Promise<ReportBytes | null> {
  const report = await deps.store.find(reportId);
  const raw = report === null ? null : await deps.blobs.get(report.raw);
  return report === null || raw === null ? null : { report, raw };
}

/** The mail of a report; null when there is none or its bytes were erased. */
export async function openReportMail(
  deps: SheetDeps,
  reportId: ReportId,
  parts: PartsWanted,
): Promise<{ readonly is: 'read'; readonly mail: Mail } | NotRead | null> {
  const opened = await openRaw(deps, reportId);
  return opened === null ? null : deps.openMail(opened.raw, parts);
}
