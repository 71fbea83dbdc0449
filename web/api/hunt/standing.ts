// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/hunt/standing-search/standing.contract.ts';
import type { AllowChangeWire } from '../../../src/hunt/standing-search/standing.contract.ts';
import { ask } from '../fetch/http.ts';
import { logsKey } from './logs.ts';

/** Below the logs' key: every entry of hunting makes both lists old (live.ts). */
export const standingKey = [...logsKey, 'standing'] as const;
export const allowedKey = [...logsKey, 'allowed'] as const;

const WHILE_IT_SEARCHES = 1500;
const ELSE = 15_000;

/** A search that finds the same as before leaves no entry, so the page looks for itself when one was last made. */
export function useStanding(caseId: string, search: string) {
  return useQuery({
    queryKey: [...standingKey, caseId, search],
    queryFn: ({ signal }) => ask(endpoints.standing, { params: { caseId }, query: { search }, signal }),
    placeholderData: (before) => before,
    refetchInterval: (query) => (query.state.data?.search.waits === true ? WHILE_IT_SEARCHES : ELSE),
  });
}

export function useAllowed() {
  return useQuery({
    queryKey: allowedKey,
    queryFn: ({ signal }) => ask(endpoints.allowed, { signal }),
  });
}

export function addStanding(caseId: string, given: { readonly text: string; readonly source: string }) {
  return ask(endpoints.addStanding, { params: { caseId }, query: { search: '' }, json: given });
}

export function addStandingFile(caseId: string, file: File, source: string) {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask(endpoints.addStandingFile, { params: { caseId }, query: { source }, form });
}

export function searchStanding(caseId: string) {
  return ask(endpoints.searchNow, { params: { caseId } });
}

export function changeAllowed(change: AllowChangeWire) {
  return ask(endpoints.changeAllowed, { json: change });
}
