// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../language/journal.port.ts';
import { journalProblem } from '../../journal/problems.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Entry, ErasedEntry } from '../entry.ts';

/** Whether somebody may open a case beyond what their role says; null: yes. `of` is any text that may be a case's number. */
export type MayOpen = (of: string, who: { readonly personId: string }) => Promise<Problem | null>;

/**
 * TLP:RED is for the people of the case alone (FIRST TLP 2.0: "for the eyes and ears of individual recipients only"):
 * who has done something in it, owns it, or was given something to do. Everybody else, whatever their role, first
 * breaks the glass with a reason; that is an entry of the case, and makes them one of its people.
 */
export function closedCircle(journal: Pick<Journal, 'view' | 'entries'>): MayOpen {
  const known = new Map<CaseId, { readonly seq: number; readonly people: ReadonlySet<string> }>();
  return async (of, { personId }) => {
    const caseId = parseCaseId(of);
    const view = caseId === null ? null : await journal.view(caseId);
    if (caseId === null || view === null || view.tlp !== 'RED') return null;
    const kept = known.get(caseId);
    const people = kept?.seq === view.seq ? kept.people : await peopleOf(journal, caseId);
    known.set(caseId, { seq: view.seq, people });
    return people.has(personId) ? null : journalProblem('journal.closed-circle', { caseId });
  };
}

async function peopleOf(journal: Pick<Journal, 'entries'>, caseId: CaseId): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  for (let after = 0; ; ) {
    const batch = await journal.entries(caseId, after, 1000);
    if (batch.length === 0) return people;
    for (const entry of batch) for (const personId of peopleIn(entry)) people.add(personId);
    after = batch.at(-1)?.seq ?? after;
  }
}

/** Who did it, and whom it names as owner or as the one to do something. */
export function peopleIn(entry: Entry | ErasedEntry): readonly string[] {
  const actor = entry.actor.type === 'person' ? [entry.actor.id] : [];
  if (entry.body === null || !/^(case|work)\./.test(entry.kind)) return actor;
  const said = entry.body as { readonly personId?: unknown; readonly owner?: { readonly personId?: unknown } | null };
  return [...actor, said.personId, said.owner?.personId].filter((one) => typeof one === 'string');
}
