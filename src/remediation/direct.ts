// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../case/entry.ts';
import type { RemediationView } from '../case/fold/remediation.ts';
import type { Appended, Journal } from '../case/language/journal.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock, Instant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { BoardOrder } from './contract.ts';
import { dependencyFault, refusalOf } from './item.ts';
import type { Playbook } from './playbook.ts';
import { refusedProblem } from './problems.ts';
import { noCase } from '../case/problems.ts';

export type DirectDeps = { readonly journal: Journal; readonly clock: Clock; readonly playbooks: readonly Playbook[] };

/** Carries out one order on a case's board: one entry, or a refusal that says why. Two people at once: the later one is told. */
export async function direct(
  deps: DirectDeps,
  caseId: CaseId,
  actor: Actor,
  order: BoardOrder,
  expectedSeq?: number,
): Promise<Result<Appended, Problem>> {
  return deps.journal.write(async (writing) => {
    const view = await writing.view(caseId);
    if (view === null) return err(noCase(caseId));
    const draft = draftOf(deps, view.parts.remediation, actor, order);
    if (!draft.ok) return draft;
    return ok(
      await writing.append({ stream: caseId, actor, drafts: [draft.value], ...(expectedSeq === undefined ? {} : { expectedSeq }) }),
    );
  });
}

function draftOf(deps: DirectDeps, view: RemediationView, actor: Actor, order: BoardOrder): Result<Draft, Problem> {
  if (order.do === 'choose-playbook') {
    const found = deps.playbooks.find((playbook) => playbook.id === order.playbookId);
    if (found === undefined) return err(refusedProblem('no-playbook', order.playbookId));
    return ok(chosen(found, deps.clock.now(), order.reason));
  }
  if (order.do === 'set-mode') return ok({ kind: 'work.mode-set', body: { onePerson: order.onePerson, reason: order.reason } });
  if (order.do === 'add') {
    if (view.items.some((item) => item.itemId === order.itemId)) return err(refusedProblem('item-exists', order.itemId));
    const fault = dependencyFault(view, order.itemId, order.dependsOn);
    if (fault !== null) return err(refusedProblem(fault, order.itemId));
    const { do: _, ...body } = order;
    return ok({ kind: 'work.item-added', body });
  }
  const item = view.items.find((one) => one.itemId === order.itemId);
  if (item === undefined) return err(refusedProblem('no-item', order.itemId));
  const refusal = refusalOf(view, item, order.do, actor.type === 'person' ? actor.id : actor.name);
  if (refusal !== null) return err(refusedProblem(refusal, item.title));
  if (order.do === 'change') {
    const fault = order.fields.dependsOn === undefined ? null : dependencyFault(view, item.itemId, order.fields.dependsOn);
    if (fault !== null) return err(refusedProblem(fault, item.title));
  }
  return ok(moveDraft(view, order, item.doneBy, actor));
}

/** The entry by which a case takes this playbook as it stands today. */
export function chosen({ id, edition, title, steps }: Playbook, startedAt: Instant, reason: string): Draft {
  return { kind: 'work.playbook-chosen', body: { playbookId: id, edition, title, steps, startedAt, reason } };
}

type MoveOrder = Exclude<BoardOrder, { do: 'add' | 'choose-playbook' | 'set-mode' }>;

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
function moveDraft(view: RemediationView, order: MoveOrder, doneBy: string | null, actor: Actor): Draft {
  const { itemId } = order;
  switch (order.do) {
    case 'change':
      return { kind: 'work.item-changed', body: { itemId, fields: order.fields, reason: order.reason } };
    case 'acknowledge':
      return { kind: 'work.acknowledged', body: { itemId } };
    case 'start':
      return { kind: 'work.started', body: { itemId } };
    case 'block':
      return { kind: 'work.blocked', body: { itemId, by: order.by, until: order.until, reason: order.reason } };
    case 'unblock':
      return { kind: 'work.unblocked', body: { itemId } };
    case 'check-impact':
      return { kind: 'work.impact-checked', body: { itemId, impact: order.impact, finding: order.finding } };
    case 'settle-evidence':
      return { kind: 'work.evidence-settled', body: { itemId, answer: order.answer, note: order.note } };
    case 'finish':
      return { kind: 'work.done', body: { itemId, result: order.result, evidence: order.evidence } };
    case 'verify':
      return {
        kind: 'work.verified',
        body: {
          itemId,
          accepted: order.accepted,
          note: order.note,
          alone: view.onePerson && actor.type === 'person' && actor.id === doneBy,
        },
      };
    case 'cancel':
      return { kind: 'work.cancelled', body: { itemId, reason: order.reason } };
  }
}
