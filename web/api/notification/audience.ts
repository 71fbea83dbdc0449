// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/notification/contract.ts';
import { ask } from '../fetch/http.ts';

export const audienceKey = (caseId: string) => ['audience', caseId] as const;

/** Who would be told of a case now, with what was approved. */
export function useAudience(caseId: string) {
  return useQuery({
    queryKey: audienceKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.audience, { params: { caseId }, signal }),
  });
}

/** `digest`: of the audience that the person has before him. */
export function approveAudience(caseId: string, digest: string) {
  return ask(endpoints.approveAudience, { params: { caseId }, json: { digest } });
}

/** `leaveOut`: rows that a person named to be left out. */
export function importList(caseId: string, { file, leaveOut }: { readonly file: File; readonly leaveOut: readonly number[] }) {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask(endpoints.importList, { params: { caseId }, form, query: { leaveOut: leaveOut.join(',') } });
}

/** Mails of a case that are likeliest to be wrong, whole. */
export function useWorstMessages(caseId: string) {
  return useQuery({
    queryKey: [...audienceKey(caseId), 'messages'],
    queryFn: ({ signal }) => ask(endpoints.worstMessages, { params: { caseId }, signal }),
  });
}
