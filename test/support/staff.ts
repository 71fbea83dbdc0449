// SPDX-License-Identifier: Apache-2.0
import { createOrganisationStore } from '../../src/adapters/postgres/organisation-store.ts';
import { personIdOf } from '../../src/organisation/person.ts';
import type { NewPerson } from '../../src/organisation/people-store.port.ts';
import type { TestDesk } from './desk.ts';

/** Puts people into the register, numbered from 1, or from `from`; without an address where `addressOf` gives none. */
export async function putStaff(desk: TestDesk, count: number, addressOf: (number: number) => string | null, from = 1): Promise<void> {
  const people = Array.from({ length: count }, (_, at): NewPerson => {
    const address = addressOf(at + 1);
    return {
      personId: personIdOf(at + from),
      number: at + from,
      name: `職員 ${at + 1}`,
      kana: '',
      department: at % 2 === 0 ? '総務部' : '開発部',
      addresses: address === null ? [] : [address],
      telephone: '',
      roles: ['staff'],
      lang: at % 5 === 4 ? 'en' : 'ja',
    };
  });
  await desk.journal.write(({ tx }) => createOrganisationStore(desk.database).insert(tx, people));
}
