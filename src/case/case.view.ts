// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { caseRowSchema, caseSheetSchema, entryWireSchema } from './contract.ts';
import type { Entry, ErasedEntry } from './entry.ts';
import { readUnfinished } from './next/unfinished.ts';
import { readFindings } from './handover/findings.ts';
import { readJudgement, readStations } from './fold/fold.ts';
import { readNext } from './next/next-actions.ts';
import { readRetentions } from './next/retention-actions.ts';
import type { ReadAction } from './next/next-actions.ts';
import type { CaseView } from './fold/view.ts';
import type { Finding } from './handover/finding.ts';
import { inertText } from '../kernel/text.ts';

/** A case as lists show it. */
export function caseRow(view: CaseView): z.input<typeof caseRowSchema> {
  const { id, seq, title, openedAt, changedAt, severity, urgency, tlp, imported } = view;
  const from = imported === null ? null : { ...imported, from: inertText(imported.from) };
  return {
    id,
    seq,
    title,
    openedAt,
    changedAt,
    severity,
    urgency,
    tlp,
    state: view.state.is,
    owner: view.owner?.name ?? null,
    imported: from,
  };
}

/** The case as its page shows it at `now` (postponed actions come back with time). */
export function caseSheet(view: CaseView, now: string, onDuty: string | null): z.input<typeof caseSheetSchema> {
  const judgement = readJudgement(view);
  return {
    ...caseRow(view),
    outcome: view.state.is === 'closed' ? view.state.outcome : null,
    stations: readStations(view).map((station) => ({ ...station })),
    judgement: {
      known: judgement.known.map(withEvidence),
      unknown: judgement.unknown.map(withEvidence),
      notCheckable: judgement.notCheckable.map(withEvidence),
    },
    unfinished: readUnfinished(view).map((one) => ({ ...one })),
    next: (view.imported === null ? readNext(view, now) : []).map((action) => ({
      ...actionWire(action),
      person: action.given ?? personOf(view, onDuty),
    })),
    calls: Object.entries(view.calls).map(([whom, { result, callBackAt, by, at }]) => ({
      whom: inertText(whom),
      result,
      callBackAt,
      by,
      at,
    })),
    retentions: readRetentions(view).map(({ seq: _seq, ...one }) => ({ ...one, source: inertText(one.source) })),
    findings: readFindings(view).map(findingWire),
    parts: { ...view.parts },
  };
}

/** Whoever answers for the case, else who took its page, else who is on duty now. */
function personOf(view: CaseView, onDuty: string | null): string | null {
  return (
    view.owner?.name ??
    view.parts.duty.pages
      .filter((page) => page.purpose === 'duty')
      .flatMap((page) => page.acks)
      .at(-1)?.name ??
    onDuty
  );
}

const actionWire = ({ id, order, text, why, who, by, href, given }: ReadAction) => ({ id, order, text, why, who, by, href, given });

function findingWire({ id, to, kind, value, text, evidence, state }: Finding) {
  const decided = state.is === 'ready' ? { by: '', reason: '' } : { by: state.by, reason: state.reason };
  const shown = { value: inertText(value), text: { ja: inertText(text.ja), en: inertText(text.en) } };
  return { id, to, kind, ...shown, evidence: [...evidence], is: state.is, ...decided };
}

function withEvidence<T extends { readonly evidence: readonly object[] }>(statement: T) {
  return { ...statement, evidence: [...statement.evidence] as T['evidence'][number][] };
}

/** An entry as it goes to the browser; `body` is null where it was erased. */
export function entryWire(entry: Entry | ErasedEntry): z.input<typeof entryWireSchema> {
  const { stream, seq, kind, at, actor, body, hash } = entry;
  return { stream, seq, kind, at, actor, body: body === null ? null : { ...body }, hash };
}
