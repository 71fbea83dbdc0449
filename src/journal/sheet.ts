// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { caseRowSchema, caseSheetSchema, entryWireSchema } from './contract.ts';
import type { Entry, ErasedEntry } from './entry.ts';
import { readJudgement, readNext, readStations } from './fold.ts';
import type { CaseView } from './fold/view.ts';

export function caseRow(view: CaseView): z.input<typeof caseRowSchema> {
  const { id, seq, title, openedAt, changedAt, severity, urgency, tlp } = view;
  return { id, seq, title, openedAt, changedAt, severity, urgency, tlp, state: view.state.is, owner: view.owner?.name ?? null };
}

/** The case as its page shows it at `now` (postponed actions come back with time). */
export function caseSheet(view: CaseView, now: string): z.input<typeof caseSheetSchema> {
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
    next: readNext(view, now).map((action) => ({ ...action })),
    parts: { ...view.parts },
  };
}

function withEvidence<T extends { readonly evidence: readonly object[] }>(statement: T) {
  return { ...statement, evidence: [...statement.evidence] as T['evidence'][number][] };
}

export function entryWire(entry: Entry | ErasedEntry): z.input<typeof entryWireSchema> {
  const { stream, seq, kind, at, actor, body, hash } = entry;
  return { stream, seq, kind, at, actor, body: body === null ? null : { ...body }, hash };
}
