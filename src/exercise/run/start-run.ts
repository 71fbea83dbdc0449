// SPDX-License-Identifier: Apache-2.0
import { MARK } from '../../case/exercise-mark.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { personActor } from '../../kernel/person.ts';
import type { Person } from '../../kernel/person.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { bind } from '../scenario/bind.ts';
import { saidIn } from '../scenario/scenario.ts';
import { runProblem } from './problems.ts';
import { begun } from './advance.ts';
import type { StartRun } from './run.contract.ts';
import type { RunDeps } from './run-deps.ts';
import type { RosterSeat, Run } from './run.ts';
import { settleRun } from './tick.ts';

/** A named person starts an exercise: its case is opened, marked, and what is due at once comes. Or nothing is started. */
export async function startRun(deps: RunDeps, who: Person, wanted: StartRun): Promise<Result<Run, Problem>> {
  const written = deps.scenarios().find(({ id }) => id === wanted.scenarioId);
  if (written === undefined) return err(runProblem('run.no-scenario', undefined, { scenario: wanted.scenarioId }));
  const names = await deps.names?.();
  const scenario = names === undefined ? written : bind(written, names);
  const roster: RosterSeat[] = [];
  for (const { role, personId } of wanted.roster) {
    const person = await deps.people.find(personId);
    if (person === null || !scenario.roles.some(({ id }) => id === role))
      return err(runProblem('run.roster-wrong', undefined, { role, personId }));
    roster.push({ role, personId, name: person.name });
  }
  const empty = scenario.roles.find(({ id, fill }) => fill !== 'outside' && !roster.some(({ role }) => role === id));
  if (empty !== undefined) return err(runProblem('run.role-empty', undefined, { role: empty.id }));
  const actor = personActor(who);
  const title = `${MARK} ${saidIn(scenario.title, 'ja')}`.slice(0, 500);
  const run = await deps.journal.write(async (writing) => {
    const now = deps.clock.now();
    const year = now.slice(0, 4);
    const runId = `X-${year}-${String(await writing.nextNumber(`run/${year}`)).padStart(4, '0')}`;
    const { caseId } = await writing.openCase(actor, () => [
      { kind: 'case.opened', body: { title, reportId: null } },
      {
        kind: 'exercise.started',
        body: { runId, scenarioId: scenario.id, title, digest: deps.hash(canonicalJson(scenario)), speed: wanted.speed, roster },
      },
    ]);
    const fresh: Run = {
      runId,
      caseId,
      state: 'running',
      scenario,
      roster,
      unreachable: [],
      facilitator: { personId: who.personId, name: who.name },
      startedAt: now,
      clock: [{ real: now, virtual: 0, speed: wanted.speed }],
      progress: begun,
      readSeq: 0,
    };
    const settled = await settleRun(deps, writing, fresh);
    await deps.runs.put(writing.tx, settled);
    return settled;
  });
  return ok(run);
}
