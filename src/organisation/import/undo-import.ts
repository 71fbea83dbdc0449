// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { fieldsOf } from '../change-person.ts';
import type { UndoReport } from '../contract.ts';
import { appendToDesk } from '../deps.ts';
import type { OrganisationDeps } from '../deps.ts';
import { changedFields } from '../person.ts';
import { organisationProblem } from '../problems.ts';

/**
 * Takes the last table of people back, in one transaction: who was changed by it is as before, who was added by it is gone.
 * Whoever was changed since, can sign in, is on the rota or is named by any later entry stays as they are, and is said.
 */
export async function undoImport(deps: OrganisationDeps, actor: Actor, digest: string): Promise<Result<UndoReport, Problem>> {
  const onRota = await deps.onRota();
  return deps.journal.write(async (writing): Promise<Result<UndoReport, Problem>> => {
    const last = await deps.people.lastImport(writing.tx);
    if (last === null || last.digest !== digest) return err(organisationProblem('organisation.import-not-last'));
    const named = await deps.people.namedSince(last.upto, writing.tx);
    const drafts: Draft[] = [];
    const kept: UndoReport['kept'] = [];
    const removed: string[] = [];
    let restored = 0;
    for (const { personId, was, fields } of last.rows) {
      const now = await deps.people.find(personId, writing.tx);
      if (now === null) continue;
      const touched = now.left || changedFields(fieldsOf(now), fields).length > 0;
      if (touched) kept.push({ personId, name: now.name, why: 'changed-since' });
      else if (was !== null) {
        await deps.people.update(writing.tx, personId, was);
        restored += 1;
        if (JSON.stringify(was.roles) !== JSON.stringify(fields.roles))
          drafts.push({ kind: 'person.roles-changed', body: { personId, roles: [...was.roles], reason: last.file } });
      } else if (now.canSignIn || onRota.has(personId) || named.has(personId)) kept.push({ personId, name: now.name, why: 'in-use' });
      else removed.push(personId);
    }
    await deps.people.takeOut(writing.tx, removed);
    await deps.people.forgetImport(writing.tx);
    const counts = { restored, removed: removed.length };
    await appendToDesk(writing, actor, [
      { kind: 'people.import-undone', body: { file: last.file, ...counts, kept: kept.length, digest } },
      ...drafts,
    ]);
    return ok({ file: last.file, ...counts, kept });
  });
}
