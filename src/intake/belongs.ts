// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { IntakeStore } from './intake-store.port.ts';
import type { Described } from './mail/describe.port.ts';
import { opensCase } from './mail/kind.ts';
import type { MailThread } from './mail/thread.ts';

/** A case that a mail answers into, and by what. */
export type Join = { readonly caseId: CaseId; readonly how: 'report' | 'own-mail' | 'exercise'; readonly of: string };
export type Belongs = { readonly join: Join | null; readonly proposed: { readonly caseId: CaseId; readonly mark: string } | null };

export type BelongsDeps = {
  readonly journal: Pick<Journal, 'view'>;
  readonly store: Pick<IntakeStore, 'casesByKey'>;
  readonly sentFrom?: (messageId: string) => Promise<CaseId | null>;
};

const NOWHERE: Belongs = { join: null, proposed: null };
const idKey = (messageId: string) => `id ${messageId}`;
const markKey = (mark: string) => `mark ${mark}`;
/** So many answered mails, nearest first, are looked up among our own. */
const MOST_LOOKED_UP = 20;

export function keysOf({ messageId, marks }: MailThread): readonly string[] {
  return [...(messageId === null ? [] : [idKey(messageId)]), ...marks.map(markKey)];
}

/**
 * Where a mail belongs: the nearest mail that it answers decides. These ids are anybody's to write, so joining is no proof
 * of who wrote; a person can split it again. A ticket mark is weaker and only a proposal. Machines' mails stay apart.
 */
export async function belongsTo(deps: BelongsDeps, { kind, thread }: Described): Promise<Belongs> {
  if (!opensCase[kind] || thread.refers.length + thread.marks.length === 0) return NOWHERE;
  const cases = await deps.store.casesByKey([...thread.refers.map(idKey), ...thread.marks.map(markKey)]);
  // A case that was deleted takes nothing any more.
  const stands = async (caseId: CaseId | null | undefined) => caseId != null && (await deps.journal.view(caseId)) !== null;
  for (const of of thread.refers.slice(0, MOST_LOOKED_UP)) {
    const known = cases.get(idKey(of));
    if (known !== undefined && (await stands(known))) return { join: { caseId: known, how: 'report', of }, proposed: null };
    const ours = (await deps.sentFrom?.(of)) ?? null;
    if (ours !== null && (await stands(ours))) return { join: { caseId: ours, how: 'own-mail', of }, proposed: null };
  }
  for (const mark of thread.marks) {
    const caseId = cases.get(markKey(mark));
    if (caseId !== undefined && (await stands(caseId))) return { join: null, proposed: { caseId, mark: mark.slice(0, 300) } };
  }
  return NOWHERE;
}

/** The same within one group, in which what is answered has just been entered. */
export function joined(
  { mail, belongs }: { readonly mail: Described; readonly belongs: Belongs },
  opened: ReadonlyMap<string, CaseId>,
): Join | null {
  if (belongs.join !== null || !opensCase[mail.kind]) return belongs.join;
  const of = mail.thread.refers.find((one) => opened.has(one));
  const caseId = of === undefined ? undefined : opened.get(of);
  return of === undefined || caseId === undefined ? null : { caseId, how: 'report', of };
}
