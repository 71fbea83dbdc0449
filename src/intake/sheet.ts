// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { ReportRow, ReportSheet } from './contract.ts';
import type { IntakeStore, ReportRecord } from './intake-store.port.ts';
import type { MailPart, ParsedMail, ReadMail } from './mail.port.ts';
import type { ReportId } from './report-id.ts';

export type SheetDeps = { readonly store: IntakeStore; readonly blobs: BlobStore; readonly readMail: ReadMail; readonly hash: HashBytes };

export function rowOf(report: ReportRecord): ReportRow {
  const { reportId, caseId, kind, channel, state, subject, from, receivedAt, arrivals, bytes } = report;
  return { reportId, caseId, kind, channel, state, subject, from, receivedAt, arrivals, bytes };
}

/** A report for reading. Where a person had the original erased, what the register still holds is shown and nothing else. */
export async function readSheet(deps: SheetDeps, reportId: ReportId): Promise<ReportSheet | null> {
  const report = await deps.store.find(reportId);
  if (report === null) return null;
  const arrivals = await deps.store.arrivalsOf(reportId, 500);
  const raw = await deps.blobs.get(report.raw);
  const mail = raw === null ? null : deps.readMail(raw);
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
    attachments: (mail?.attachments ?? []).map((part, index) => attachmentOf(part, index, deps.hash)),
    kindReasons: [...report.kindReasons],
    charsetNotes: [...report.charsetNotes],
    arrivalsList: arrivals.map(({ at, channel, mailbox }) => ({ at, channel, mailbox })),
  };
}

function attachmentOf(part: MailPart, index: number, hash: HashBytes): ReportSheet['attachments'][number] {
  return {
    index,
    fileName: part.fileName,
    contentType: part.contentType,
    bytes: part.bytes.length,
    sha256: hash(part.bytes),
    embedded: part.contentId !== '',
  };
}

export type Opened = { readonly report: ReportRecord; readonly raw: Uint8Array };

/** The report with its bytes; null when there is none or they were erased. */
export async function openRaw(deps: SheetDeps, reportId: ReportId): Promise<Opened | null> {
  const report = await deps.store.find(reportId);
  const raw = report === null ? null : await deps.blobs.get(report.raw);
  return report === null || raw === null ? null : { report, raw };
}

export async function openMail(deps: SheetDeps, reportId: ReportId): Promise<ParsedMail | null> {
  const opened = await openRaw(deps, reportId);
  return opened === null ? null : deps.readMail(opened.raw);
}
