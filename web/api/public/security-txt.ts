// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/disclosure/security-txt/security-txt.contract.ts';
import { ask } from '../fetch/http.ts';

export const securityTxtKey = ['disclosure', 'security-txt'] as const;

/** How our own security.txt is kept. */
export function useSecurityTxt() {
  return useQuery({ queryKey: securityTxtKey, queryFn: ({ signal }) => ask(endpoints.keptSecurityTxt, { signal }) });
}

export type ContactOrder = { readonly contacts: string[]; readonly policy: string | null; readonly thanks: string | null };

export function confirmContact(json: ContactOrder) {
  return ask(endpoints.confirmSecurityTxt, { json });
}

export function nameKeeper(personId: string) {
  return ask(endpoints.nameKeeper, { json: { personId } });
}

/** What is wrong with the text of any such file. */
export function checkSecurityTxt(text: string) {
  return ask(endpoints.checkSecurityTxt, { json: { text } });
}
