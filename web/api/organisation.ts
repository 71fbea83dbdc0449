// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../src/organisation/contract.ts';
import type { changePersonSchema, newPersonSchema, organisationOrder } from '../../src/organisation/contract.ts';
import { invitationEndpoints } from '../../src/organisation/invitation/invitation.contract.ts';
import { ask, askWithTag } from './fetch/http.ts';

export type ChangePerson = z.input<typeof changePersonSchema>;
export type NewPerson = z.input<typeof newPersonSchema>;

export const peopleKey = ['people'] as const;
export const organisationKey = ['organisation'] as const;

/** Everyone who is here, over all pages: an organisation without a SOC has hundreds of people, not millions. */
export function usePeople(enabled = true) {
  return useQuery({ enabled, queryKey: peopleKey, queryFn: ({ signal }) => allPeople({}, signal) });
}

/** And those who left. */
export function useEverybody() {
  return useQuery({ queryKey: [...peopleKey, 'with-left'], queryFn: ({ signal }) => allPeople({ left: 'true' }, signal) });
}

async function allPeople(query: { readonly left?: string }, signal: AbortSignal) {
  const first = await ask(endpoints.people, { query: { ...query, limit: 500 }, signal });
  const people = [...first.items];
  for (let next = first.next; next !== null; ) {
    const more = await ask(endpoints.people, { query: { ...query, cursor: next, limit: 500 }, signal });
    people.push(...more.items);
    next = more.next;
  }
  return people;
}

export const departmentsKey = [...peopleKey, 'departments'] as const;

export function useDepartments() {
  return useQuery({
    queryKey: departmentsKey,
    queryFn: async ({ signal }) => (await ask(endpoints.departments, { signal })).items,
  });
}

/** Names who heads a department; null: nobody. */
export function setHead(asked: { readonly department: string; readonly personId: string | null }) {
  return ask(endpoints.setHead, { json: asked });
}

export function useOrganisation() {
  return useQuery({
    queryKey: organisationKey,
    queryFn: ({ signal }) => askWithTag(endpoints.organisation, { signal }),
  });
}

export function saveOrganisation(values: z.infer<typeof organisationOrder>, etag: string | null) {
  return ask(endpoints.changeOrganisation, { json: values, ...(etag === null ? {} : { ifMatch: etag }) });
}

export function addPerson(person: NewPerson) {
  return ask(endpoints.addPerson, { json: person });
}

export function changePerson(personId: string, version: number, changes: ChangePerson) {
  return ask(endpoints.changePerson, { params: { personId }, json: changes, ifMatch: version });
}

export const invitationsKey = [...peopleKey, 'invitations'] as const;

/** The latest invitations; asked again while one of their mails has no answer yet. */
export function useInvitations() {
  return useQuery({
    queryKey: invitationsKey,
    queryFn: async ({ signal }) => (await ask(invitationEndpoints.invitations, { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(({ mail }) => mail === 'released' || mail === 'claimed') === true ? 3000 : false),
  });
}

/** `look`: who would be invited, and the mail. `send`: released in the name of whoever presses. */
export function invitePeople(asked: { readonly personIds: readonly string[]; readonly pasted: string }, how: 'look' | 'send') {
  const json = { personIds: [...asked.personIds], pasted: asked.pasted };
  return ask(how === 'look' ? invitationEndpoints.lookAtInvitations : invitationEndpoints.invite, { json });
}

/** The last import that can be undone. */
export function useLastImport() {
  return useQuery({ queryKey: [...peopleKey, 'last-import'], queryFn: ({ signal }) => ask(endpoints.lastImport, { signal }) });
}

export function undoImport(digest: string) {
  return ask(endpoints.undoImport, { json: { digest } });
}

/** `preview`: what the file would do; nothing is taken in. */
export function importPeople(file: File, how: 'preview' | 'take') {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask(endpoints.importPeople, { form, query: { preview: String(how === 'preview') } });
}

export function leave(personId: string, reason: string) {
  return ask(endpoints.leave, { params: { personId }, json: { reason } });
}

export function comeBack(personId: string, reason: string) {
  return ask(endpoints.comeBack, { params: { personId }, json: { reason } });
}

/** What opens the desk for this person beside the password. */
export function useFactors(personId: string) {
  return useQuery({
    queryKey: [...peopleKey, 'factors', personId],
    queryFn: ({ signal }) => ask(endpoints.factors, { params: { personId }, signal }),
  });
}

/** A new one-time password; where there are an app or passkeys it is said whether they are forgotten as well. */
export function giveSignIn(personId: string, dropSecondFactors: boolean | null) {
  return ask(endpoints.giveSignIn, { params: { personId }, json: { dropSecondFactors } });
}
