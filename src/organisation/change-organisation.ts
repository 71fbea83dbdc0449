// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../case/entry.ts';
import type { OrganisationKind } from '../common/words/own-words.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { appendToDesk } from './deps.ts';
import type { OrganisationDeps } from './deps.ts';
import { parseAddress, plainLine } from './person.ts';
import type { Organisation } from './person.ts';
import { organisationProblem } from './problems.ts';

/** The organisation's name, what it is, and the address under which the desk writes and is written to (empty: none yet). */
export async function changeOrganisation(
  deps: OrganisationDeps,
  actor: Actor,
  version: number,
  asked: {
    readonly name: { readonly ja: string; readonly en: string };
    readonly roleMailbox: string;
    readonly kind?: OrganisationKind | undefined;
  },
): Promise<Result<Organisation, Problem>> {
  const roleMailbox = asked.roleMailbox.trim() === '' ? '' : parseAddress(asked.roleMailbox);
  if (roleMailbox === null) return err(organisationProblem('organisation.bad-address', { address: asked.roleMailbox.slice(0, 320) }));
  const name = { ja: plainLine(asked.name.ja), en: plainLine(asked.name.en) };
  return deps.journal.write(async (writing) => {
    const before = await deps.people.organisation(writing.tx);
    if (before.version !== version) return err(organisationProblem('organisation.stale', { expected: version, actual: before.version }));
    const drafts: Draft[] = [];
    if (before.name.ja !== name.ja || before.name.en !== name.en) drafts.push({ kind: 'organisation.named', body: name });
    if (before.roleMailbox !== roleMailbox) drafts.push({ kind: 'organisation.mailbox-set', body: { address: roleMailbox } });
    const kind = asked.kind ?? before.kind;
    if (before.kind !== kind) drafts.push({ kind: 'organisation.kind-set', body: { kind } });
    if (drafts.length === 0) return ok(before);
    await deps.people.saveOrganisation(writing.tx, { name, roleMailbox, kind });
    await appendToDesk(writing, actor, drafts);
    return ok(await deps.people.organisation(writing.tx));
  });
}
