// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/notification/contract.ts';
import { ask } from '../fetch/http.ts';

export const customersKey = ['customers'] as const;

/** One page of customers, from the one after `after`. */
export function useCustomers(search: string, after: string | null, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...customersKey, 'list', search, after],
    queryFn: ({ signal }) => ask(endpoints.customers, { query: { search, after }, signal }),
    placeholderData: (before) => before,
  });
}

/** Contacts that are switched off or dead. */
export function useSilentContacts() {
  return useQuery({
    queryKey: [...customersKey, 'silent'],
    queryFn: ({ signal }) => ask(endpoints.silentContacts, { signal }),
  });
}

/** `leaveOut`: rows that a person named to be left out. */
export function importCustomers({ file, leaveOut }: { readonly file: File; readonly leaveOut: readonly number[] }) {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask(endpoints.importCustomers, { form, query: { leaveOut: leaveOut.join(',') } });
}

export function switchContact(contactId: string, on: boolean, reason: string) {
  return ask(endpoints.switchContact, { params: { contactId }, json: { on, reason } });
}
