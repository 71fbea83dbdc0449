// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../case/entry.ts';
import type { Writing } from '../case/language/journal.port.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { appendToDesk, oneTimePassword } from './deps.ts';
import type { OrganisationDeps } from './deps.ts';
import type { Factors, PersonRecord } from './people-store.port.ts';
import { changedFields, parseAddress, personIdOf, plainLine } from './person.ts';
import type { PersonFields } from './person.ts';
import { organisationProblem } from './problems.ts';

type Outcome<T> = Promise<Result<T, Problem>>;

/** A new person, with a sign-in and its one-time password where asked for. */
export async function addPerson(
  deps: OrganisationDeps,
  actor: Actor,
  asked: PersonFields & { readonly signIn: boolean },
): Outcome<{ readonly person: PersonRecord; readonly password: string | null }> {
  const cleaned = clean(asked);
  if (!cleaned.ok) return cleaned;
  const fields = cleaned.value;
  if (actor.type === 'machine' && (asked.signIn || fields.roles.some((role) => role !== 'staff')))
    return err(organisationProblem('organisation.needs-a-person'));
  const [address] = fields.addresses;
  if (asked.signIn && address === undefined) return err(organisationProblem('organisation.address-needed'));
  const password = asked.signIn ? oneTimePassword(deps.random) : null;
  const hash = password === null ? null : await deps.hashPassword(password);

  return deps.journal.write(async (writing) => {
    const taken = await takenAddress(deps, writing, fields.addresses, null);
    if (taken !== null) return err(taken);
    const number = await writing.nextNumber('person');
    const personId = personIdOf(number);
    const drafts: Draft[] = [
      { kind: 'person.added', body: { personId, name: fields.name, department: fields.department === '' ? null : fields.department } },
      { kind: 'person.roles-changed', body: { personId, roles: [...fields.roles], reason: '' } },
    ];
    await deps.people.insert(writing.tx, [{ ...fields, personId, number }]);
    if (hash !== null && address !== undefined) {
      await deps.people.setPassword(writing.tx, { personId, name: fields.name, address, hash, oneTime: true });
      drafts.push({ kind: 'person.sign-in-given', body: { personId, how: 'added', secondFactorsDropped: false } });
    }
    await appendToDesk(writing, actor, drafts);
    return ok({ person: await known(deps, writing, personId), password });
  });
}

export type PersonChange = Partial<PersonFields> & { readonly reason?: string };

/** Changes what is given and leaves the rest. `version` null: whatever stands. */
export async function changePerson(
  deps: OrganisationDeps,
  actor: Actor,
  personId: string,
  version: number | null,
  change: PersonChange,
): Outcome<PersonRecord> {
  return deps.journal.write(async (writing) => {
    const before = await deps.people.find(personId, writing.tx);
    const refusal = editable(before, version);
    if (before === null || refusal !== null) return err(refusal ?? organisationProblem('organisation.no-such-person'));
    const { reason = '', ...given } = change;
    const cleaned = clean({ ...fieldsOf(before), ...given });
    if (!cleaned.ok) return cleaned;
    const after = cleaned.value;
    const fields = changedFields(before, after);
    if (fields.length === 0) return ok(before);
    if (actor.type === 'machine' && givesRights(before, after)) return err(organisationProblem('organisation.needs-a-person'));
    if (before.canSignIn && after.addresses.length === 0) return err(organisationProblem('organisation.address-needed'));
    const taken = await takenAddress(deps, writing, after.addresses, personId);
    if (taken !== null) return err(taken);
    if (!after.roles.includes('administrator') && (await isLastAdministrator(deps, writing, personId)))
      return err(organisationProblem('organisation.last-administrator'));
    const plain = fields.filter((field) => field !== 'roles');
    await deps.people.update(writing.tx, personId, after);
    await appendToDesk(writing, actor, [
      ...(plain.length === 0 ? [] : [{ kind: 'person.changed', body: { personId, fields: plain } } satisfies Draft]),
      ...(plain.length === fields.length
        ? []
        : [{ kind: 'person.roles-changed', body: { personId, roles: [...after.roles], reason } } satisfies Draft]),
    ]);
    return ok(await known(deps, writing, personId));
  });
}

/** The person is kept for the record; sign-in, sessions, passkeys and the keys they made for machines go at once. */
export async function personLeaves(
  deps: OrganisationDeps,
  actor: Actor,
  personId: string,
  version: number | null,
  reason: string,
): Outcome<PersonRecord> {
  return deps.journal.write(async (writing) => {
    const before = await deps.people.find(personId, writing.tx);
    const refusal = editable(before, version);
    if (refusal !== null) return err(refusal);
    if (await isLastAdministrator(deps, writing, personId)) return err(organisationProblem('organisation.last-administrator'));
    await deps.people.leave(writing.tx, personId, deps.clock.now());
    await appendToDesk(writing, actor, [{ kind: 'person.left', body: { personId, reason } }]);
    return ok(await known(deps, writing, personId));
  });
}

/**
 * Who left is in the register again, with the number and the addresses they had: as staff and without a sign-in. What they may
 * do and how they sign in is decided anew by whoever gives it.
 */
export async function personReturns(
  deps: OrganisationDeps,
  actor: Actor,
  personId: string,
  version: number | null,
  reason: string,
): Outcome<PersonRecord> {
  if (actor.type === 'machine') return err(organisationProblem('organisation.needs-a-person'));
  return deps.journal.write(async (writing) => {
    const before = await deps.people.find(personId, writing.tx);
    if (before === null) return err(organisationProblem('organisation.no-such-person'));
    if (!before.left) return ok(before);
    if (version !== null && before.version !== version)
      return err(organisationProblem('organisation.stale', { expected: version, actual: before.version }));
    await deps.people.update(writing.tx, personId, { ...fieldsOf(before), roles: ['staff'] });
    await deps.people.comeBack(writing.tx, personId);
    await appendToDesk(writing, actor, [
      { kind: 'person.returned', body: { personId, reason } },
      { kind: 'person.roles-changed', body: { personId, roles: ['staff'], reason } },
    ]);
    return ok(await known(deps, writing, personId));
  });
}

/**
 * A fresh one-time password, for somebody new or locked out. All sessions end. Where the person has passkeys or an
 * authenticator app, `dropFactors` must be said: null names them and gives nothing.
 */
export async function giveSignIn(
  deps: OrganisationDeps,
  actor: Actor,
  personId: string,
  dropFactors: boolean | null,
): Outcome<{ readonly password: string }> {
  const password = oneTimePassword(deps.random);
  const hash = await deps.hashPassword(password);
  return deps.journal.write(async (writing) => {
    const person = await deps.people.find(personId, writing.tx);
    const refusal = editable(person, null);
    if (person === null || refusal !== null) return err(refusal ?? organisationProblem('organisation.no-such-person'));
    const [address] = person.addresses;
    if (address === undefined) return err(organisationProblem('organisation.address-needed'));
    const factors = await deps.people.factors(personId, writing.tx);
    const has = factors.totp || factors.passkeys.length > 0;
    if (has && dropFactors === null) return err(organisationProblem('organisation.factors-unanswered', factsOf(factors)));
    const dropped = dropFactors === true;
    await deps.people.setPassword(writing.tx, { personId, name: person.name, address, hash, oneTime: true });
    if (dropped) await deps.people.dropSecondFactors(writing.tx, personId);
    const how = person.canSignIn ? 'reset' : 'added';
    await appendToDesk(writing, actor, [{ kind: 'person.sign-in-given', body: { personId, how, secondFactorsDropped: dropped } }]);
    return ok({ password });
  });
}

/** `2026-11-21 仕事用; 2026-11-22 phone`, so that whoever asks sees one that the person may not know. */
function factsOf({ totp, passkeys }: Factors): Problem['facts'] {
  const named = passkeys.map(({ name, addedAt }) => `${addedAt === null ? '?' : addedAt.slice(0, 10)} ${plainLine(name) || '-'}`);
  return { app: totp, passkeys: passkeys.length, names: named.join('; ').slice(0, 2000) };
}

/** Roles, and the first address, by which a person signs in and a provider finds them. */
function givesRights(before: PersonFields, after: PersonFields): boolean {
  return JSON.stringify(before.roles) !== JSON.stringify(after.roles) || before.addresses[0] !== after.addresses[0];
}

/** The fields of a person that can be changed, and no other. */
export function fieldsOf(person: PersonFields): PersonFields {
  const { name, kana, department, addresses, telephone, roles, lang } = person;
  return { name, kana, department, addresses, telephone, roles, lang };
}

function clean(fields: PersonFields): Result<PersonFields, Problem> {
  const addresses: string[] = [];
  for (const text of fields.addresses) {
    const address = parseAddress(text);
    if (address === null) return err(organisationProblem('organisation.bad-address', { address: text.slice(0, 320) }));
    if (!addresses.includes(address)) addresses.push(address);
  }
  const { name, kana, department, telephone, roles, lang } = fields;
  return ok({
    name: plainLine(name),
    kana: plainLine(kana),
    department: plainLine(department),
    telephone: plainLine(telephone),
    addresses,
    roles: [...new Set(roles)],
    lang,
  });
}

function editable(person: PersonRecord | null, version: number | null): Problem | null {
  if (person === null) return organisationProblem('organisation.no-such-person');
  if (person.left) return organisationProblem('organisation.person-left');
  if (version !== null && person.version !== version)
    return organisationProblem('organisation.stale', { expected: version, actual: person.version });
  return null;
}

async function takenAddress(
  deps: OrganisationDeps,
  writing: Writing,
  addresses: readonly string[],
  by: string | null,
): Promise<Problem | null> {
  const owners = await deps.people.byAddress(addresses, writing.tx);
  const taken = [...owners].find(([, owner]) => owner !== by);
  return taken === undefined ? null : organisationProblem('organisation.address-taken', { address: taken[0], personId: taken[1] });
}

async function isLastAdministrator(deps: OrganisationDeps, writing: Writing, personId: string): Promise<boolean> {
  const administrators = await deps.people.administrators(writing.tx);
  return administrators.length === 1 && administrators[0] === personId;
}

async function known(deps: OrganisationDeps, writing: Writing, personId: string): Promise<PersonRecord> {
  const person = await deps.people.find(personId, writing.tx);
  if (person === null) throw new Error(`person ${personId} vanished inside its own transaction`);
  return person;
}
