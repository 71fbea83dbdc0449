// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Draft } from '../../case/entry.ts';
import { kindsByUrgency } from '../../case/incident-kind.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { TriageDeps } from '../deps.ts';
import { consequencesOf } from './consequences.ts';

/**
 * A named person confirms or changes what a case is about. The playbook follows by itself, and so does the urgency as
 * long as nobody has rated the case; nothing is ever made less urgent by it.
 */
export async function setKinds(
  deps: Pick<TriageDeps, 'journal'>,
  caseId: CaseId,
  actor: Actor,
  kinds: readonly IncidentKind[],
  reason: string,
): Promise<Result<readonly IncidentKind[], 'not-in-case' | 'not-a-person'>> {
  if (actor.type !== 'person') return err('not-a-person');
  const view = await deps.journal.view(caseId);
  if (view === null) return err('not-in-case');
  const inOrder = kindsByUrgency.filter((kind) => kinds.includes(kind));
  const follows = consequencesOf(inOrder, 'mail');
  const set: Draft = { kind: 'triage.kinds-set', body: { kinds: [...inOrder], reason } };
  const why = `${follows.label.ja} / ${follows.label.en}`;
  const rated: readonly Draft[] =
    view.urgency === 'unrated' && follows.urgency === 'now'
      ? [{ kind: 'case.rated', body: { severity: view.severity, urgency: 'now', tlp: view.tlp, reason: why } }]
      : [];
  await deps.journal.append({ stream: caseId, actor, drafts: [set, ...rated], expectedSeq: view.seq });
  return ok(inOrder);
}
