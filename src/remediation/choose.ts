// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../case/entry.ts';
import type { CaseView } from '../case/fold/view.ts';
import type { Tx } from '../journal/store.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { TaskHandler } from '../journal/task.ts';
import type { DirectDeps } from './direct.ts';
import { chosen } from './direct.ts';
import { playbookFor } from './playbook.ts';
import type { Playbook } from './playbook.ts';
import { CHOOSE } from './watch.ts';

const MACHINE = { type: 'machine', name: 'remediation' } as const;

type ChooseDeps = Omit<DirectDeps, 'playbooks'> & { readonly playbooks: () => readonly Playbook[] };

/** Runs the task of watch.ts: the playbook of a case follows from its kinds, unless a person chose one. */
export function chooseHandler(deps: ChooseDeps): TaskHandler {
  return {
    name: CHOOSE,
    run: (data) => chooseAll(deps, casesOf([data])),
    runAll: (runs, settle) =>
      chooseAll(deps, casesOf(runs.map(({ data }) => data)), (tx) =>
        settle(
          tx,
          runs.map(({ key }) => key),
        ),
      ),
  };
}

function casesOf(all: readonly Readonly<Record<string, unknown>>[]): readonly CaseId[] {
  return all.flatMap((data) => parseCaseId(String(data['caseId'])) ?? []);
}

/** In one transaction, so that what is looked at is still true when it is written. */
async function chooseAll(
  deps: ChooseDeps,
  caseIds: readonly CaseId[],
  settle: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const playbooks = deps.playbooks();
  await deps.journal.write(async (writing) => {
    await settle(writing.tx);
    await writing.together(async () => {
      for (const caseId of caseIds) {
        const view = await writing.view(caseId);
        const draft = view === null ? null : choice(deps, playbooks, view);
        if (draft !== null) await writing.append({ stream: caseId, actor: MACHINE, drafts: [draft] });
      }
    }, caseIds);
  });
}

function choice(deps: ChooseDeps, playbooks: readonly Playbook[], { parts }: CaseView): Draft | null {
  const { playbook } = parts.remediation;
  const wanted = playbookFor(playbooks, parts.triage.kinds?.kinds ?? []);
  // What a person chose stays; the task may also have run before.
  if (wanted === null || playbook?.by === 'person' || playbook?.playbookId === wanted.id) return null;
  return chosen(wanted, deps.clock.now(), '');
}
