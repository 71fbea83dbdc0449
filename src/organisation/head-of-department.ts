// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { appendToDesk } from './deps.ts';
import type { OrganisationDeps } from './deps.ts';
import type { Department } from './people-store.port.ts';
import { organisationProblem } from './problems.ts';

/** Names who heads a department, or that nobody does. The head may belong to another department: one person can head two. */
export async function setHead(
  deps: Pick<OrganisationDeps, 'journal' | 'people'>,
  actor: Actor,
  asked: { readonly department: string; readonly personId: string | null },
): Promise<Result<readonly Department[], Problem>> {
  const { department, personId } = asked;
  return deps.journal.write(async (writing) => {
    const person = personId === null ? null : await deps.people.find(personId, writing.tx);
    if (personId !== null && person === null) return err(organisationProblem('organisation.no-such-person'));
    if (person?.left === true) return err(organisationProblem('organisation.person-left'));
    const known = await deps.people.departments(writing.tx);
    const before = known.find((one) => one.name === department);
    if (before === undefined) return err(organisationProblem('organisation.no-such-department'));
    if (before.head === personId) return ok(known);
    await deps.people.setHead(writing.tx, department, personId);
    await appendToDesk(writing, actor, [{ kind: 'organisation.head-set', body: { department, personId } }]);
    return ok(await deps.people.departments(writing.tx));
  });
}
