// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { caseRowSchema, caseSheetSchema, entryWireSchema } from './contract.ts';
import type { Entry, ErasedEntry } from './entry.ts';
import { receivers } from './entry/case.ts';
import { nextAt, readingsOf } from './sheet/readings.ts';
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

/** Rows of each list that stand in the sheet itself; the rest comes by the list's own address. */
export const SHOWN = 20;

/**
 * The case as its page shows it at `now` (postponed actions come back with time): the beginning of each list and how long it
 * is. What it takes to make and to send is the same for a case of any size.
 */
export function caseSheet(view: CaseView, now: string, onDuty: string | null): z.input<typeof caseSheetSchema> {
  const { stations, judgement, unfinished, retentions, findings } = readingsOf(view);
  const next = nextAt(view, now);
  const calls = Object.entries(view.calls);
  return {
    ...caseRow(view),
    outcome: view.state.is === 'closed' ? view.state.outcome : null,
    stations: stations.map((station) => ({ ...station })),
    judgement: {
      known: judgement.known.slice(0, SHOWN).map(withEvidence),
      unknown: judgement.unknown.slice(0, SHOWN).map(withEvidence),
      notCheckable: judgement.notCheckable.slice(0, SHOWN).map(withEvidence),
    },
    unfinished: unfinished.slice(0, SHOWN).map((one) => ({ ...one })),
    next: nextWire(next.slice(0, SHOWN), view, onDuty),
    calls: calls.slice(-MANY).map(([whom, { result, callBackAt, by, at }]) => ({ whom: inertText(whom), result, callBackAt, by, at })),
    retentions: retentions.slice(0, MANY).map(({ seq: _seq, ...one }) => ({ ...one, source: inertText(one.source) })),
    findings: receivers.flatMap((to) => findingsFor(findings, to).slice(0, SHOWN)).map(findingWire),
    counts: {
      known: judgement.known.length,
      unknown: judgement.unknown.length,
      notCheckable: judgement.notCheckable.length,
      unfinished: unfinished.length,
      clocks: unfinished.filter(({ kind }) => kind === 'clock').length,
      next: next.length,
      calls: calls.length,
      retentions: retentions.length,
      findings: findings.length,
    },
  };
}

/** Bodies called, sources of logs: some dozens at most in any case that was seen. */
const MANY = 50;

/** Findings for one station, those that nobody has decided on first. */
export function findingsFor(findings: readonly Finding[], to: Finding['to']): readonly Finding[] {
  return findings.filter((one) => one.to === to).toSorted((a, b) => Number(a.state.is !== 'ready') - Number(b.state.is !== 'ready'));
}

export function nextWire(next: readonly ReadAction[], view: CaseView, onDuty: string | null) {
  const person = personOf(view, onDuty);
  return next.map((action) => ({ ...actionWire(action), person: action.given ?? person }));
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

export function findingWire({ id, to, kind, value, text, evidence, state }: Finding) {
  const decided = state.is === 'ready' ? { by: '', reason: '' } : { by: state.by, reason: state.reason };
  const shown = { value: inertText(value), text: { ja: inertText(text.ja), en: inertText(text.en) } };
  return { id, to, kind, ...shown, evidence: evidence.slice(0, SHOWN), is: state.is, ...decided };
}

/** What a statement rests on, at most so many of it. */
export function withEvidence<T extends { readonly evidence: readonly object[] }>(statement: T) {
  return { ...statement, evidence: statement.evidence.slice(0, SHOWN) as T['evidence'][number][] };
}

/** An entry as it goes to the browser; `body` is null where it was erased. */
export function entryWire(entry: Entry | ErasedEntry): z.input<typeof entryWireSchema> {
  const { stream, seq, kind, at, actor, body, hash } = entry;
  return { stream, seq, kind, at, actor, body: body === null ? null : { ...body }, hash };
}
