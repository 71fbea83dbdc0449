// SPDX-License-Identifier: Apache-2.0
import { workstreams } from '../case/entry/remediation.ts';
import { isLate, remediationFold } from '../case/fold/remediation.ts';
import type { RemediationView } from '../case/fold/remediation.ts';
import { factsOf } from '../case/next/facts.ts';
import { nextAt } from '../case/sheet/readings.ts';
import type { CaseView } from '../case/fold/view.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Board } from './contract.ts';
import { movesOf } from './item.ts';

function itemOf(work: RemediationView, actionId: string): Board['next'][number]['item'] {
  const step = work.playbook?.steps.find((one) => `remediation.step.${one.id}` === actionId);
  if (step === undefined) return null;
  const { id, workstream, department, touchesCustomers, fourEyes, destroys = false } = step;
  return { step: id, workstream, department, touchesCustomers, fourEyes, destroys };
}

/** The board as one sees it at `now`: items with what may be done with them, and the playbook's next three. */
export function boardOf(view: CaseView, now: Instant): Board {
  const work = view.parts.remediation;
  // The playbook's own steps, in the order of the case's page: one ranking, whichever screen shows it.
  const own = new Set(remediationFold.next(work, factsOf(view)).map(({ id }) => id));
  const next = nextAt(view, now)
    .filter(({ id }) => own.has(id))
    .slice(0, 3)
    .map(({ id, text, why, who, by }) => ({ id, text, why, who, by, item: itemOf(work, id) }));
  return {
    caseId: view.id,
    seq: view.seq,
    onePerson: work.onePerson,
    playbook:
      work.playbook === null ? null : { playbookId: work.playbook.playbookId, edition: work.playbook.edition, title: work.playbook.title },
    workstreams: [...workstreams],
    items: work.items.map((item) => ({
      ...item,
      dependsOn: [...item.dependsOn],
      evidence: item.evidence ?? null,
      late: isLate(item, now),
      moves: [...movesOf(item)],
    })),
    next,
  };
}
