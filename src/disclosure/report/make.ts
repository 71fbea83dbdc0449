// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { readCaseRecord } from './read-report.ts';
import { caseReport } from './report.ts';
import { reportHtml, reportMarkdown, reportPaper } from './write.ts';

export const reportForms = ['md', 'html', 'pdf'] as const;
export type ReportForm = (typeof reportForms)[number];

/** The report of a case as bytes. Throws a ProblemError where paper cannot be set here. */
export async function makeReport(deps: DisclosureDeps, caseId: CaseId, form: ReportForm, lang: Lang): Promise<Result<Uint8Array, Problem>> {
  const read = await readCaseRecord(deps, caseId);
  if (!read.ok) return read;
  const report = caseReport(read.value, lang);
  if (form === 'pdf') return ok(await deps.print(reportPaper(read.value, report, lang)));
  const text = form === 'html' ? reportHtml(read.value, report, lang) : reportMarkdown(read.value, report, lang);
  return ok(new TextEncoder().encode(text));
}
