// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { appendToDesk } from '../deps.ts';
import type { OrganisationDeps } from '../deps.ts';
import { organisationProblem } from '../problems.ts';
import { drafts } from './drafts.ts';
import type { OutsideBody } from './outside.contract.ts';

export type Directory = { readonly version: number; readonly bodies: readonly OutsideBody[] };

/** The directory as it stands; version 0 with the drafts where nobody has changed it. */
export async function directoryOf(deps: Pick<OrganisationDeps, 'people'>): Promise<Directory> {
  return (await deps.people.outside()) ?? { version: 0, bodies: drafts };
}

/** The whole directory anew, by somebody who saw `version`. Refused where it changed since, or where one id stands twice. */
export async function changeDirectory(
  deps: OrganisationDeps,
  actor: Actor,
  version: number,
  bodies: readonly OutsideBody[],
): Promise<Result<Directory, Problem>> {
  if (new Set(bodies.map((one) => one.bodyId)).size < bodies.length) return err(organisationProblem('organisation.outside-twice'));
  return deps.journal.write(async (writing): Promise<Result<Directory, Problem>> => {
    const before = (await deps.people.outside(writing.tx)) ?? { version: 0, bodies: drafts };
    if (before.version !== version) return err(organisationProblem('organisation.stale', { expected: version, actual: before.version }));
    const known = new Map(before.bodies.map((one) => [one.bodyId, canonicalJson(one)]));
    const after = new Set(bodies.map((one) => one.bodyId));
    const added = bodies.filter((one) => !known.has(one.bodyId));
    const changed = bodies.filter((one) => known.has(one.bodyId) && known.get(one.bodyId) !== canonicalJson(one));
    const removed = before.bodies.filter((one) => !after.has(one.bodyId));
    const stored: Directory = { version: before.version + 1, bodies };
    await deps.people.saveOutside(writing.tx, stored.version, bodies);
    const names = [...added, ...changed, ...removed].slice(0, 20).map((one) => one.name.ja);
    const digest = deps.hash(canonicalJson(bodies));
    const body = { added: added.length, changed: changed.length, removed: removed.length, names, digest };
    await appendToDesk(writing, actor, [{ kind: 'organisation.outside-changed', body }]);
    return ok(stored);
  });
}
