// SPDX-License-Identifier: Apache-2.0
import type { containmentOptions } from '../../case/entry/containment.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { standing } from '../../case/language/standing.ts';
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

type Deps = { readonly journal: Pick<Journal, 'standing'>; readonly passing: Passing };

/**
 * A gateway has one table of ours: whatever is applied there next takes the place of these, whichever case they belong to.
 * What was only rehearsed is not there.
 */
export async function inForceAt({ journal, passing }: Deps, where: string): Promise<readonly InForce[]> {
  const there = await standing(journal, 'force', where);
  const rehearsed = await passing.uncounted();
  return there
    .filter(({ caseId }) => !rehearsed.has(caseId))
    .map(({ caseId, id, body: { option, undoneAt, lost } }) => ({ caseId, planId: id, option, settled: undoneAt === null, lost }));
}
