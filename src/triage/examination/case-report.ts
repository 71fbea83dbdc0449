// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { TriageDeps } from '../deps.ts';
import type { ExaminedWith, ExamineOutcome } from './examination.port.ts';
import type { Examination } from './examine.ts';
import type { PrioritySettings } from '../priority/priority.ts';

export type CaseReport = { readonly view: CaseView; readonly raw: string; readonly bytes: Uint8Array };

/** The bytes of a report of this case; null when the case, the report or the bytes are not there. */
export async function openReport(deps: TriageDeps, caseId: CaseId, reportId: string): Promise<CaseReport | null> {
  const view = await deps.journal.view(caseId);
  return view === null ? null : reportOf(deps, view, reportId);
}

/** The same where the case was read already. */
export async function reportOf(deps: TriageDeps, view: CaseView, reportId: string): Promise<CaseReport | null> {
  const report = view.parts.intake.reports.find((candidate) => candidate.reportId === reportId);
  const sha256 = report === undefined ? null : parseSha256(report.raw);
  if (report === undefined || sha256 === null) return null;
  const bytes = await deps.blobs.get(sha256);
  return bytes === null ? null : { view, raw: report.raw, bytes };
}

/** What every mail is examined with: today's assets and the organisation's own domains. */
export async function surroundings(deps: TriageDeps): Promise<Surroundings> {
  const [inventory, ownDomains] = await Promise.all([deps.store.inventory(), deps.ownDomains()]);
  return { inventory, ownDomains };
}

export type Surroundings = Pick<ExaminedWith, 'inventory' | 'ownDomains'>;

/** Looks at a report now, with today's assets and advisories and the decision points that people set. Writes nothing. */
export async function examineReport(
  deps: TriageDeps,
  report: CaseReport,
  reportId: string,
  settings: PrioritySettings = settingsOf(report.view, reportId),
  around?: Surroundings,
): Promise<ExamineOutcome> {
  const { triage } = report.view.parts;
  const how = {
    settings,
    channel: triage.channels[reportId] ?? 'mail',
    kindsSet: triage.kinds?.by === 'person' ? triage.kinds.kinds : null,
  };
  return deps.examine(report.bytes, { ...(around ?? (await surroundings(deps))), how, now: deps.clock.now() });
}

/** What people set for a report of this case. */
export function settingsOf(view: CaseView, reportId: string): PrioritySettings {
  return view.parts.triage.settings[reportId] ?? {};
}

/** How the examination of a report stands in the case's journal. */
export type Recorded =
  | { readonly is: 'examined'; readonly seen: Examination }
  /** It came in and its task has not run yet. */
  | { readonly is: 'waiting' }
  | { readonly is: 'not-examined'; readonly why: 'time' | 'memory' | 'failed' }
  /** It was examined before results were kept, or its result was erased. */
  | { readonly is: 'not-kept' };

/** The recorded examination of a report: what the entry says and what the sheet shows are one thing. Null when the case has no such report. */
export async function recordedExamination(deps: TriageDeps, caseId: CaseId, reportId: string): Promise<Recorded | null> {
  const view = await deps.journal.view(caseId);
  if (view === null || !view.parts.intake.reports.some((report) => report.reportId === reportId)) return null;
  const { examined, notExamined } = view.parts.triage;
  const failed = notExamined?.[reportId];
  if (failed !== undefined) return { is: 'not-examined', why: failed.why };
  const entry = examined[reportId];
  if (entry === undefined) return { is: 'waiting' };
  const seen = entry.examination === undefined ? null : await deps.store.examination(caseId, reportId, entry.examination);
  return seen === null ? { is: 'not-kept' } : { is: 'examined', seen };
}
