// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { addedPersonSchema, importReportSchema, organisationSchema, personRowSchema } from '../../src/organisation/contract.ts';
import type { changePersonSchema, newPersonSchema } from '../../src/organisation/contract.ts';
import { api } from '../paths.ts';
import { fetchAnswer, fetchValue } from './http.ts';

const page = z.object({ items: z.array(personRowSchema), next: z.string().nullable() });
export type ChangePerson = z.input<typeof changePersonSchema>;
export type NewPerson = z.input<typeof newPersonSchema>;

export const peopleKey = ['people'] as const;
export const organisationKey = ['organisation'] as const;

/** Everyone, over all pages: an organisation without a SOC has hundreds of people, not millions. */
export function usePeople() {
  return useQuery({
    queryKey: peopleKey,
    queryFn: async ({ signal }) => {
      const first = await fetchValue(page, api.people(), { signal });
      const people = [...first.items];
      for (let next = first.next; next !== null; ) {
        const more = await fetchValue(page, api.people(next), { signal });
        people.push(...more.items);
        next = more.next;
      }
      return people;
    },
  });
}

export function useOrganisation() {
  return useQuery({
    queryKey: organisationKey,
    queryFn: ({ signal }) => fetchAnswer(organisationSchema, api.organisation, { signal }),
  });
}

export function saveOrganisation(values: z.infer<typeof organisationSchema>, etag: string | null) {
  return fetchValue(organisationSchema, api.organisation, {
    method: 'PUT',
    json: values,
    ...(etag === null ? {} : { ifMatch: etag }),
  });
}

export function addPerson(person: NewPerson) {
  return fetchValue(addedPersonSchema, api.newPerson, { method: 'POST', json: person });
}

export function changePerson(personId: string, version: number, changes: ChangePerson) {
  return fetchValue(personRowSchema, api.person(personId), { method: 'PATCH', json: changes, ifMatch: version });
}

export function importPeople(file: File) {
  const form = new FormData();
  form.append('file', file, file.name);
  return fetchValue(importReportSchema, api.importPeople, { method: 'POST', form });
}

export function leave(personId: string, reason: string) {
  return fetchValue(personRowSchema, api.leave(personId), { method: 'POST', json: { reason } });
}

/** A new one-time password; with `dropSecondFactors` the app and the passkeys are forgotten as well (a lost device). */
export function giveSignIn(personId: string, dropSecondFactors: boolean) {
  return fetchValue(z.object({ password: z.string() }), api.giveSignIn(personId), { method: 'POST', json: { dropSecondFactors } });
}
