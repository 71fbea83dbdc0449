// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '../../kernel/problem.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { personActor } from '../../kernel/person.ts';
import { appendToDesk } from '../deps.ts';
import type { OrganisationDeps } from '../deps.ts';
import { parseAddress, personIdOf, plainLine } from '../person.ts';
import { organisationProblem } from '../problems.ts';

export type SetUp = {
  readonly code: string;
  readonly lang: 'ja' | 'en';
  readonly organisation: string;
  readonly name: string;
  readonly address: string;
  readonly password: string;
};

const FIRST_ROLES = ['administrator', 'responder', 'manager'] as const;

/**
 * The first person, while there is none. `expected` is the code that start printed: who can read the console may
 * set up the desk, who can merely reach its port may not.
 */
export async function setUp(
  deps: OrganisationDeps,
  expected: string,
  asked: SetUp,
): Promise<Result<{ readonly personId: string }, Problem>> {
  if (!sameText(deps, asked.code.trim(), expected)) {
    const done = (await deps.people.count()) > 0;
    return err(organisationProblem(done ? 'organisation.already-set-up' : 'organisation.wrong-set-up-code'));
  }
  const address = parseAddress(asked.address);
  if (address === null) return err(organisationProblem('organisation.bad-address', { address: asked.address.slice(0, 320) }));
  const hash = await deps.hashPassword(asked.password);
  const name = plainLine(asked.name) || address;
  const organisation = plainLine(asked.organisation);

  try {
    const personId = await deps.journal.write(async (writing) => {
      const number = await writing.nextNumber('person');
      if ((await deps.people.count(writing.tx)) > 0) throw new ProblemError(organisationProblem('organisation.already-set-up'));
      const id = personIdOf(number);
      const actor = personActor({ personId: id, name });
      const person = { name, kana: '', department: '', addresses: [address], telephone: '', roles: FIRST_ROLES, lang: asked.lang };
      const before = await deps.people.organisation(writing.tx);
      await deps.people.saveOrganisation(writing.tx, {
        name: { ja: organisation, en: organisation },
        roleMailbox: before.roleMailbox,
        kind: before.kind,
      });
      await deps.people.insert(writing.tx, [{ ...person, personId: id, number }]);
      await deps.people.setPassword(writing.tx, { personId: id, name, address, hash, oneTime: false });
      await appendToDesk(writing, actor, [
        { kind: 'organisation.named', body: { ja: organisation, en: organisation } },
        { kind: 'person.added', body: { personId: id, name, department: null } },
        { kind: 'person.roles-changed', body: { personId: id, roles: [...FIRST_ROLES], reason: 'set-up' } },
        { kind: 'person.sign-in-given', body: { personId: id, how: 'set-up', secondFactorsDropped: false } },
      ]);
      return id;
    });
    return ok({ personId });
  } catch (error) {
    if (error instanceof ProblemError) return err(error.problem);
    throw error;
  }
}

/** Compares digests over their whole length, so that the time taken says nothing about where they differ. */
function sameText(deps: Pick<OrganisationDeps, 'hash'>, given: string, expected: string): boolean {
  const [a, b] = [deps.hash(given), deps.hash(expected)];
  let different = 0;
  for (let index = 0; index < a.length; index += 1) different |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return different === 0 && expected !== '';
}
