// SPDX-License-Identifier: Apache-2.0
import type { Invitation } from './invitation-link.ts';
import { readInvitation } from './invitation-link.ts';
import type { InvitationDeps } from './invite.ts';
import { personActor } from '../../kernel/person.ts';
import { appendToDesk } from '../deps.ts';
import type { PersonRecord } from '../people-store.port.ts';

export type OpenInvitation = Invitation & { readonly person: PersonRecord; readonly hash: string };

/** The invitation that a link is, while it opens something: its password is in use and was never changed, and its person is here. */
export async function openInvitation(deps: InvitationDeps, token: string): Promise<OpenInvitation | null> {
  const link = readInvitation(await deps.signer(), token, deps.clock.now());
  if (link === null) return null;
  const [person, hash] = await Promise.all([deps.people.find(link.personId), deps.people.unusedPassword(link.personId)]);
  if (person === null || person.left || hash === null || !(await deps.passwordIs(hash, link.key))) return null;
  return { ...link, person, hash };
}

/** Their own password takes the place of the invitation's. False: somebody was quicker, or it was withdrawn meanwhile. */
export async function useInvitation(deps: InvitationDeps, { person, hash }: OpenInvitation, password: string): Promise<boolean> {
  const [address] = person.addresses;
  if (address === undefined) return false;
  const own = await deps.hashPassword(password);
  await deps.people.dropFactorsSinceOneTime(person.personId);
  return deps.journal.write(async (writing) => {
    const { personId } = person;
    // Locked: of two that press at once, the second finds another password.
    const now = await deps.people.find(personId, writing.tx);
    if (now === null || now.left || (await deps.people.unusedPassword(personId, writing.tx)) !== hash) return false;
    await deps.people.setPassword(writing.tx, { personId, name: now.name, address, hash: own, oneTime: false });
    await appendToDesk(writing, personActor({ personId, name: now.name }), [
      { kind: 'access.factor-changed', body: { personId, factor: 'password', change: 'changed', name: '' } },
    ]);
    return true;
  });
}
