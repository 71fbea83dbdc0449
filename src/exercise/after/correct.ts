// SPDX-License-Identifier: Apache-2.0
import { personActor } from '../../kernel/person.ts';
import type { Person } from '../../kernel/person.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Correct } from './after.contract.ts';

/**
 * A corrective action is real work. The first one of a run opens a real case for them; each is an item on its board, with one
 * owner and a time, and stays there when the exercise is long over.
 */
export async function correct(deps: RunDeps, runId: string, who: Person, wanted: Correct): Promise<Result<null, Problem>> {
  const person = await deps.people.find(wanted.owner);
  if (person === null) return err(runProblem('run.no-owner', undefined, { personId: wanted.owner }));
  const actor = personActor(who);
  const owner = { personId: person.personId, name: person.name };
  return deps.journal.write(async (writing) => {
    const run = await deps.runs.lock(writing.tx, runId);
    if (run === null) return err(runProblem('run.unknown', undefined, { runId }));
    const title = `是正処置 / Corrective actions: ${runId} ${saidIn(run.scenario.title, 'ja')}`.slice(0, 500);
    const known = run.corrections;
    const caseId =
      known?.caseId ?? (await writing.openCase(actor, () => [{ kind: 'case.opened', body: { title, reportId: null } }])).caseId;
    const count = (known?.count ?? 0) + 1;
    const item = { itemId: `fix-${count}`, title: inertText(wanted.title), due: wanted.due };
    const body = { ...NOTHING_ELSE, ...item, owner, dependsOn: [], detail: inertText(wanted.detail, true) };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'work.item-added', body }] });
    await writing.append({ stream: run.caseId, actor, drafts: [{ kind: 'exercise.corrected', body: { runId, caseId, ...item, owner } }] });
    await deps.runs.put(writing.tx, { ...run, corrections: { caseId, count } });
    return ok(null);
  });
}

const NOTHING_ELSE = {
  step: null,
  workstream: 'other',
  workstreamName: '是正処置 / corrective actions',
  department: '',
  needsAckBy: null,
  touchesCustomers: false,
  fourEyes: false,
} as const;
