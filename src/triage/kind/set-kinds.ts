// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Draft } from '../../case/entry.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { kindsByUrgency } from '../../case/incident-kind.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { TriageDeps } from '../deps.ts';
import { consequencesOf } from './consequences.ts';

/** A case that its kinds make urgent: the kinds stand there, and each reader has their names in their own language. */
export function urgentBy({ severity, tlp }: Pick<CaseView, 'severity' | 'tlp'>, kinds: readonly IncidentKind[]): Draft {
  return { kind: 'case.rated', body: { severity, urgency: 'now', tlp, reason: '', kinds: [...kinds] } };
}

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
  const inOrder = kindsByUrgency.filter((kind) => kinds.includes(kind));
  const follows = consequencesOf(inOrder, 'mail');
  const set: Draft = { kind: 'triage.kinds-set', body: { kinds: [...inOrder], reason } };
  return deps.journal.write(async (writing) => {
    const view = await writing.view(caseId);
    if (view === null) return err('not-in-case');
    const rated = view.urgency === 'unrated' && follows.urgency === 'now' ? [urgentBy(view, inOrder)] : [];
    await writing.append({ stream: caseId, actor, drafts: [set, ...rated] });
    return ok(inOrder);
  });
}
