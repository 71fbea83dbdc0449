// SPDX-License-Identifier: Apache-2.0
import type { Factors, PeopleStore } from '../people-store.port.ts';
import type { Trail } from './trail.ts';

type Handle = (request: Request) => Promise<Response>;

/**
 * Calls a page that may change what opens the desk for a person, and writes down what differs afterwards: what is
 * there, not what was asked for.
 */
export function watchFactors(deps: { readonly people: Pick<PeopleStore, 'factors'>; readonly trail: Trail }) {
  return async (request: Request, path: string, personId: string, handle: Handle): Promise<Response> => {
    const before = await deps.people.factors(personId);
    const response = await handle(request);
    if (!response.ok) return response;
    const { trail } = deps;
    if (path === '/change-password') await trail.factorChanged(personId, 'password', 'changed');
    if (path === '/two-factor/generate-backup-codes') await trail.factorChanged(personId, 'backup-codes', 'changed');
    const after = await deps.people.factors(personId);
    if (before.totp !== after.totp) await trail.factorChanged(personId, 'app', after.totp ? 'added' : 'removed');
    for (const name of missing(after, before)) await trail.factorChanged(personId, 'passkey', 'added', name);
    for (const name of missing(before, after)) await trail.factorChanged(personId, 'passkey', 'removed', name);
    return response;
  };
}

/** Names of passkeys of `one` that `other` has not; two of one name are told apart by the time they came. */
function missing(one: Factors, other: Factors): readonly string[] {
  const there = new Set(other.passkeys.map((passkey) => JSON.stringify(passkey)));
  return one.passkeys.filter((passkey) => !there.has(JSON.stringify(passkey))).map(({ name }) => name);
}
