// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../case/entry.ts';
import type { CaseView } from '../case/fold/view.ts';
import type { Actor } from '../journal/actor.ts';
import type { reportStates } from '../case/entry/intake.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { IntakeStore, ReportRecord } from './intake-store.port.ts';
import type { ReportId } from './report-id.ts';

export type HandleDeps = { readonly journal: Journal; readonly store: IntakeStore };
export type StateChange = { readonly reportId: ReportId; readonly reason: string; readonly actor: Actor };

/** The report's own lifecycle: new, open, resolved, rejected; each step named, none forbidden, because people err. */
export function changeState(
  deps: HandleDeps,
  { reportId, reason, actor }: StateChange,
  state: (typeof reportStates)[number],
): Promise<Result<ReportRecord, 'no-such-report' | 'already-so'>> {
  return deps.journal.write(async ({ tx, append }) => {
    const report = await deps.store.lock(tx, reportId);
    if (report === null) return err('no-such-report');
    if (report.state === state) return err('already-so');
    await append({ stream: report.caseId ?? DESK, actor, drafts: [{ kind: 'report.state-changed', body: { reportId, state, reason } }] });
    await deps.store.setState(tx, reportId, state);
    return ok({ ...report, state });
  });
}

/**
 * A report goes to another case, or to one of its own: a reply that was none, or one that belongs elsewhere. A case that it
 * leaves with nothing in it, and that nobody took on, was opened by it alone and is closed as merged.
 */
export function moveReport(
  deps: HandleDeps,
  { reportId, reason, actor }: StateChange,
  to: CaseId | null,
): Promise<Result<CaseId, 'no-such-report' | 'not-in-a-case' | 'already-so' | 'no-such-case'>> {
  return deps.journal.write(async ({ tx, append, openCase }) => {
    const report = await deps.store.lock(tx, reportId);
    if (report === null) return err('no-such-report');
    const from = report.caseId;
    if (from === null) return err('not-in-a-case');
    if (from === to) return err('already-so');
    if (to !== null && (await deps.journal.view(to)) === null) return err('no-such-case');
    const { channel, raw, bytes, subject, from: sender, kind, kindReasons, charsetNotes } = report;
    const received: Draft = {
      kind: 'report.received',
      body: {
        reportId,
        kind,
        channel,
        raw,
        bytes,
        subject,
        from: sender,
        kindReasons: [...kindReasons],
        charsetNotes: [...charsetNotes],
        ...(to === null ? {} : { joins: { how: 'by-hand' as const, of: from } }),
      },
    };
    const title = subject === '' ? reportId : subject.slice(0, 500);
    const caseId = to === null ? (await openCase(actor, () => [{ kind: 'case.opened', body: { title, reportId } }, received])).caseId : to;
    if (to !== null) await append({ stream: to, actor, drafts: [received] });
    const left: Draft = { kind: 'report.left', body: { reportId, toCase: caseId, reason } };
    const closed: Draft = { kind: 'case.closed', body: { outcome: 'merged', reason } };
    const isEmptied = to !== null && holdsNothingBut(await deps.journal.view(from), reportId);
    await append({ stream: from, actor, drafts: isEmptied ? [left, closed] : [left] });
    await deps.store.setCase(tx, reportId, caseId, kind);
    return ok(caseId);
  });
}

function holdsNothingBut(view: CaseView | null, reportId: ReportId): boolean {
  if (view === null || view.state.is !== 'open' || view.owner !== null || view.tlp === 'RED') return false;
  const { intake, containment, remediation, obligation } = view.parts;
  const isWorkedOn = containment.plans.length + remediation.items.length + obligation.clocks.length > 0;
  return !isWorkedOn && intake.reports.every((one) => one.reportId === reportId);
}

/** A mail kept apart becomes a case after all: the case's chain begins with it, the desk's chain says who raised it and why. */
export function raiseReport(
  deps: HandleDeps,
  { reportId, reason, actor }: StateChange,
): Promise<Result<CaseId, 'no-such-report' | 'has-a-case'>> {
  return deps.journal.write(async ({ tx, append, openCase }) => {
    const report = await deps.store.lock(tx, reportId);
    if (report === null) return err('no-such-report');
    if (report.caseId !== null) return err('has-a-case');
    const { channel, raw, bytes, subject, from, kind, charsetNotes } = report;
    const opened = await openCase(actor, () => [
      { kind: 'case.opened', body: { title: subject === '' ? reportId : subject.slice(0, 500), reportId } },
      {
        kind: 'report.received',
        body: {
          reportId,
          kind: 'report',
          channel,
          raw,
          bytes,
          subject,
          from,
          kindReasons: [`raised by a person; it was kept apart as ${kind}`, ...report.kindReasons].slice(0, 50),
          charsetNotes: [...charsetNotes],
        },
      },
    ]);
    await append({ stream: DESK, actor, drafts: [{ kind: 'report.raised', body: { reportId, caseId: opened.caseId, reason } }] });
    await deps.store.setCase(tx, reportId, opened.caseId, 'report');
    return ok(opened.caseId);
  });
}
