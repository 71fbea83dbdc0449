// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/organisation/contract.ts';
import type { Session } from '../../src/organisation/contract.ts';
import { ask } from './fetch/http.ts';

export type Person = NonNullable<Session['person']>;

export const sessionKey = ['session'] as const;

/** Who was first seen signed in on this page, and where the journal stood then: nothing on the screen is older than that. */
const begun: { personId: string | null; position: number | null } = { personId: null, position: null };

/** Asked for at once, while the screen itself is still under way. */
export const sessionQuery = { queryKey: sessionKey, queryFn: readSession, staleTime: 60_000 } as const;

async function readSession(): Promise<Session> {
  const session = await ask(endpoints.session, {});
  const personId = session.person?.personId ?? null;
  if (personId !== begun.personId) Object.assign(begun, { personId, position: session.position });
  return session;
}

/** The number after which entries are news to this page; null: not known. */
export function readSince(): number | null {
  return begun.position;
}

export function useSession() {
  return useQuery(sessionQuery);
}

export const ownTrailKey = ['session', 'trail'] as const;

export function ownTrail() {
  return ask(endpoints.ownTrail, {});
}

export type SetUp = {
  readonly code: string;
  readonly lang: 'ja' | 'en';
  readonly organisation: string;
  readonly name: string;
  readonly address: string;
  readonly password: string;
};

export function setUp(values: SetUp): Promise<Session> {
  return ask(endpoints.setUp, { json: values });
}

/** The language in which the desk writes to this person; the screen's own choice is kept on the device as well. */
export function rememberLang(lang: 'ja' | 'en'): Promise<Session> {
  return ask(endpoints.changeSession, { json: { lang } });
}

/** What the screen offers. The server decides for itself; this only keeps buttons away that would be refused. */
export const rights = {
  work: ['administrator', 'responder', 'manager'],
  read: ['administrator', 'responder', 'manager', 'instructor', 'auditor'],
  administer: ['administrator'],
  erase: ['administrator', 'manager'],
  release: ['administrator', 'manager'],
  lead: ['administrator', 'manager', 'instructor'],
} as const satisfies Record<string, readonly Person['roles'][number][]>;

export type Right = keyof typeof rights;

export function may(person: Pick<Person, 'roles'>, right: Right): boolean {
  return person.roles.some((role) => (rights[right] as readonly string[]).includes(role));
}
