// SPDX-License-Identifier: Apache-2.0
import type { containmentOptions } from '../../case/entry/containment.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Passing } from '../../outbox/passing.port.ts';

/** A plan that the journal holds for being in force at a gateway. `settled`: no dead-man waits to undo it. */
export type InForce = {
  readonly caseId: CaseId;
  readonly planId: string;
  readonly option: (typeof containmentOptions)[number];
  readonly settled: boolean;
  /** The last look found its rules gone or changed. */
  readonly lost: boolean;
};

function isLost(state: string | undefined): boolean {
  return state === 'gone' || state === 'changed';
}

const MOST_CASES = 2000;

type Deps = { readonly journal: Pick<Journal, 'cases'>; readonly passing: Passing };

/**
 * A gateway has one table of ours: whatever is applied there next takes the place of these, whichever case they belong to.
 * What was only rehearsed is not there.
 */
export async function inForceAt({ journal, passing }: Deps, where: string): Promise<readonly InForce[]> {
  const cases = await journal.cases({ limit: MOST_CASES });
  const there = cases.flatMap((view) =>
    view.parts.containment.plans.flatMap(({ planId, applied }) =>
      applied?.where === where
        ? [{ caseId: view.id, planId, option: applied.option, settled: applied.undoneAt === null, lost: isLost(applied.found?.state) }]
        : [],
    ),
  );
  const rehearsed = await passing.uncounted();
  return there.filter(({ caseId }) => !rehearsed.has(caseId));
}
