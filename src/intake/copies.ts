// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../case/fold/view.ts';
import type { Actor } from '../journal/actor.ts';
import type { CaseId } from '../journal/stream.ts';
import { moveReport } from './handle-report.ts';
import type { HandleDeps } from './handle-report.ts';
import { parseReportId } from './report-id.ts';

/** Open cases that are looked at for copies. */
const MOST_CASES = 2000;

/** Another open case in which nothing stands but copies of mails of this one. */
export type CopyCase = { readonly caseId: CaseId; readonly title: string; readonly reportIds: readonly string[] };

/**
 * Cases that were opened by copies of one mail: whoever got it passed it on. Which report is a copy of which is what triage
 * found; one of which a person undid that is none, a case with any further report is none of them, and
 * one for its own circle (TLP:RED) is left to those in it.
 */
export async function copiesOf(deps: Pick<HandleDeps, 'journal'>, caseId: CaseId): Promise<readonly CopyCase[] | 'no-such-case'> {
  const own = await deps.journal.view(caseId);
  if (own === null) return 'no-such-case';
  const cases = await deps.journal.cases({ state: 'open', limit: MOST_CASES });
  const alike = sameMail([own, ...cases].flatMap(mergesOf), reportsOf(own));
  const apart = new Set(cases.flatMap(splitIn));
  return cases
    .filter(
      (view) =>
        view.id !== caseId &&
        view.tlp !== 'RED' &&
        reportsOf(view).length > 0 &&
        reportsOf(view).every((reportId) => alike.has(reportId) && !apart.has(reportId)),
    )
    .map((view) => ({ caseId: view.id, title: view.title, reportIds: reportsOf(view) }));
}

/** A named person takes them all into this case: each report moves, and what is left empty is closed as merged. Gives how many. */
export async function takeCopies(
  deps: HandleDeps,
  { caseId, reason, actor }: { readonly caseId: CaseId; readonly reason: string; readonly actor: Actor },
): Promise<{ readonly cases: number; readonly reports: number } | 'no-such-case'> {
  const found = await copiesOf(deps, caseId);
  if (found === 'no-such-case') return found;
  const taken = { cases: 0, reports: 0 };
  for (const copy of found) {
    for (const text of copy.reportIds) {
      const reportId = parseReportId(text);
      if (reportId !== null && (await moveReport(deps, { reportId, reason, actor }, caseId)).ok) taken.reports += 1;
    }
    const left = await deps.journal.view(copy.caseId);
    if (left === null || reportsOf(left).length > 0) continue;
    if (left.state.is === 'open')
      await deps.journal.append({ stream: copy.caseId, actor, drafts: [{ kind: 'case.closed', body: { outcome: 'merged', reason } }] });
    taken.cases += 1;
  }
  return taken;
}

/** All reports that are copies of these, whichever of two was read first. */
function sameMail(merges: readonly (readonly [string, string])[], of: readonly string[]): ReadonlySet<string> {
  const beside = new Map<string, string[]>();
  for (const [one, other] of merges.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))
    beside.set(one, [...(beside.get(one) ?? []), other]);
  const found = new Set(of);
  // A set that grows while it is gone through is gone through to its end.
  for (const one of found) for (const other of beside.get(one) ?? []) found.add(other);
  return found;
}

const reportsOf = (view: CaseView): readonly string[] => view.parts.intake.reports.map(({ reportId }) => reportId);

/** Which report was found alike to which, undone or not: an undo speaks of one report, and others were found alike through it. */
function mergesOf(view: CaseView): readonly (readonly [string, string])[] {
  return Object.values(view.parts.triage.merges).map((merge) => [merge.reportId, merge.into] as const);
}

/** Reports of which a person said that they are no copy. */
function splitIn(view: CaseView): readonly string[] {
  return Object.values(view.parts.triage.merges).flatMap((merge) => (merge.undone ? [merge.reportId] : []));
}
