// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { organisationSchema, personRowSchema } from '../../src/organisation/contract.ts';
import type { newPersonSchema } from '../../src/organisation/contract.ts';
import { api } from '../paths.ts';
import { fetchAnswer, fetchValue } from './http.ts';

const page = z.object({ items: z.array(personRowSchema), next: z.string().nullable() });
const added = personRowSchema.extend({ oneTimePassword: z.string().optional() });
const imported = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  refused: z.array(z.object({ line: z.int(), why: z.union([z.string(), z.object({ ja: z.string(), en: z.string() })]) })),
});
export type Imported = z.infer<typeof imported>;
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
  return fetchValue(added, api.newPerson, { method: 'POST', json: person });
}

export function changePerson(personId: string, version: number, changes: Partial<NewPerson>) {
  return fetchValue(added, api.person(personId), { method: 'PATCH', json: changes, ifMatch: version });
}

export function importPeople(file: File) {
  const form = new FormData();
  form.append('file', file, file.name);
  return fetchValue(imported, api.importPeople, { method: 'POST', form });
}
