// SPDX-License-Identifier: Apache-2.0
import { createOrganisationStore } from '../../src/adapters/postgres/organisation-store.ts';
import { hashPassword } from '../../src/adapters/auth/passwords.ts';
import type { Role } from '../../src/edge/role.ts';
import { visitor } from './browser-like.ts';
import type { Visitor } from './browser-like.ts';
import type { TestDesk } from './desk.ts';
import type { ServedDesk } from './served-desk.ts';

export const PASSWORD = 'four plain words here';

/** A person of the register with these roles and a password of their own, and their browser, signed in. */
export async function signedIn(
  desk: ServedDesk,
  roles: readonly Role[],
  name = roles.join('-'),
): Promise<Visitor & { readonly personId: string }> {
  const personId = await addPersonWithPassword(desk, roles, name);
  const browser = visitor(desk.url);
  const answer = await browser.post('/api/auth/sign-in/email', { email: addressOf(name), password: PASSWORD });
  if (answer.status !== 200) throw new Error(`sign-in of ${name}: ${answer.status} ${answer.text}`);
  return { ...browser, personId };
}

export function addressOf(name: string): string {
  return `${name}@example.jp`;
}

/** A person of the register who can sign in at once with PASSWORD. */
export async function addPersonWithPassword(
  desk: Pick<TestDesk, 'database' | 'journal'>,
  roles: readonly Role[],
  name: string,
): Promise<string> {
  const people = createOrganisationStore(desk.database);
  const added = await desk.journal.write(async ({ tx, nextNumber }) => {
    const number = await nextNumber('person');
    const personId = `P-${String(number).padStart(4, '0')}`;
    const address = addressOf(name);
    await people.insert(tx, [{ personId, number, name, kana: '', department: '', addresses: [address], telephone: '', roles, lang: 'ja' }]);
    return personId;
  });
  await ownPassword(desk, added, name);
  return added;
}

/** PASSWORD for somebody of the register, as if they had chosen it themselves. */
export async function ownPassword(desk: Pick<TestDesk, 'database' | 'journal'>, personId: string, name: string): Promise<void> {
  const hash = await hashPassword(PASSWORD);
  const people = createOrganisationStore(desk.database);
  await desk.journal.write(({ tx }) => people.setPassword(tx, { personId, name, address: addressOf(name), hash, oneTime: false }));
}
