// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../journal/fold/view.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import type { CaseId } from '../journal/stream.ts';
import type { TriageDeps } from './deps.ts';
import { examine } from './examine.ts';
import type { Examination } from './examine.ts';
import type { PrioritySettings } from './priority.ts';

export type CaseReport = { readonly view: CaseView; readonly raw: string; readonly bytes: Uint8Array };

/** The bytes of a report of this case; null when the case, the report or the bytes are not there. */
export async function openReport(deps: TriageDeps, caseId: CaseId, reportId: string): Promise<CaseReport | null> {
  const view = await deps.journal.view(caseId);
  const report = view?.parts.intake.reports.find((candidate) => candidate.reportId === reportId);
  const sha256 = report === undefined ? null : parseSha256(report.raw);
  if (view === null || report === undefined || sha256 === null) return null;
  const bytes = await deps.blobs.get(sha256);
  return bytes === null ? null : { view, raw: report.raw, bytes };
}

export async function examineReport(deps: TriageDeps, report: CaseReport, reportId: string): Promise<Examination> {
  const advisories = deps.advisories.open();
  try {
    const settings = (report.view.parts.triage.settings[reportId] ?? {}) as PrioritySettings;
    const examiner = await deps.examiner();
    return await examine(
      { ...examiner, advisories, hash: deps.hash },
      report.bytes,
      await deps.store.inventory(),
      deps.clock.now(),
      settings,
    );
  } finally {
    advisories.close();
  }
}
